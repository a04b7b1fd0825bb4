# A step of the scripted day, whose name is the line on standard input. The last line of output has
# its exit status.

memory=/sys/devices/system/memory

# Pins a page of node 1 for the rest of the day.
pin() {
	mkfifo /tmp/said
	{ tail -f /dev/null | ./pin-page 1 >/tmp/said; } 2>/dev/null &
	read -r word </tmp/said && [ "$word" = pinned ]
}

# Goes on trying to offline the block of dax0.0.
stranger() {
	while sleep 1; do
		echo offline >$memory/memory32/state
	done >/dev/null 2>&1 &
}

unbind() {
	echo dax2.0 >/sys/bus/dax/drivers/kmem/unbind
}

# Gives a block, by default dax0.0's first, a page with a hardware error: its last one.
poison() {
	echo $(((${1:-32} + 1) * 128 * 1024 * 1024 - 1)) >$memory/hard_offline_page
}

poison_dax1() {
	poison 35
}

# Offlines one of the two blocks of dax0.0.
take_a_block() {
	echo offline >$memory/memory33/state
}

# Brings dax0.0 online, and half of dax1.0.
online_three_blocks() {
	for block in 32 33 34; do
		echo online_movable >$memory/memory$block/state || return
	done
}

read -r step
{
	declare -F "$step" >/dev/null && "$step" </dev/null
	status=$?
} 2>&1
echo "ended $status"
