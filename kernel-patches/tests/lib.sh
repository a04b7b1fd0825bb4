# Sourced by the tests of this folder, which run inside a machine of vm/run and
# say what they find in TAP.

export LC_ALL=C
dax=/sys/bus/dax/devices/dax0.0
kmem=/sys/bus/dax/drivers/kmem
memory=/sys/devices/system/memory
block_size=$((16#$(cat $memory/block_size_bytes)))

tests=0
failures=0

# check DESCRIPTION ACTUAL EXPECTED
check() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tests - $1"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $1: is '$2', should be '$3'"
	fi
}

# The last line of every test.
finish() {
	echo "1..$tests"
	[ $failures -eq 0 ]
}

# put FILE WORD: prints "ok", or the error that the write met.
put() {
	local error
	if error=$({ printf '%s\n' "$2" >"$1"; } 2>&1); then
		echo ok
	else
		echo "${error##*: }"
	fi
}

state() {
	echo "$(<$dax/hotplug)"
}

stat() {
	echo "$(<$dax/hotplug_stats/"$1")"
}

# The numbers of the region's memory blocks, those that exist.
blocks() {
	local mapping start end n
	for mapping in $dax/mapping[0-9]*; do
		read -r -d '' start <"$mapping/start"
		read -r -d '' end <"$mapping/end"
		for ((n = (start + block_size - 1) / block_size; (n + 1) * block_size - 1 <= end; n++)); do
			[ ! -d $memory/memory$n ] || echo $n
		done
	done
}

# What the blocks themselves say, each different answer once, "none" without any.
block_states() {
	local n word zone
	local -A seen=()
	for n in $(blocks); do
		read -r word <$memory/memory$n/state
		if [ "$word" = online ]; then
			read -r zone <$memory/memory$n/valid_zones
			word="online $zone"
		fi
		seen[$word]=yes
	done
	local IFS=,
	echo "${!seen[*]}" | grep . || echo none
}

# bring STATE: to there from any state.
bring() {
	[ "$(state)" = "$1" ] || {
		[ "$(state)" = unplugged ] || put $dax/hotplug offline >/dev/null
		put $dax/hotplug "$1" >/dev/null
		if [ "$1" = offline ] && [ "$(state)" = unplugged ]; then
			put $dax/hotplug online_movable >/dev/null
			put $dax/hotplug offline >/dev/null
		fi
	}
	[ "$(state)" = "$1" ] || echo "Bail out! cannot bring the region to $1, it is $(state)"
}
