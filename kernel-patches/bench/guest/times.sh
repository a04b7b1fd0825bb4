#!/bin/bash
# How long it takes to offline, online, unplug and plug the memory of dax0.0: by
# daxctl, by a loop over the memory blocks, and by the attribute where the kernel
# has it. One shell does it all, so that only daxctl has a program to start.
#
# times.sh CYCLES
set -euo pipefail

device=dax0.0
dax=/sys/bus/dax/devices/$device
kmem=/sys/bus/dax/drivers/kmem
memory=/sys/devices/system/memory
protect=/sys/module/kmem/parameters/protect

blocks() {
	local mapping=$dax/mapping0 size start end
	size=$((16#$(<$memory/block_size_bytes)))
	start=$(<$mapping/start) end=$(<$mapping/end)
	seq $(((start + size - 1) / size)) $(((end + 1) / size - 1))
}
mapfile -t blocks < <(blocks)

# The blocks' states, each different one once; "gone" for those that are not there.
states() {
	local block state
	for block in "${blocks[@]}"; do
		{ read -r state <$memory/memory$block/state; } 2>/dev/null || state=gone
		echo "$state"
	done | sort -u
}

# measure OPERATION STATE COMMAND...: runs the command, after which all blocks
# must be in that state.
measure() {
	local start end now
	start=${EPOCHREALTIME/./}
	"${@:3}" >/tmp/said 2>&1 || { cat /tmp/said >&2 && exit 1; }
	end=${EPOCHREALTIME/./}
	now=$(states)
	[ "$now" = "$2" ] || { echo "$variant, $1: the blocks are" $now >&2 && exit 1; }
	printf '{"variant": "%s", "blocks": %d, "operation": "%s", "us": %d}\n' \
		"$variant" ${#blocks[@]} "$1" $((end - start))
}

all_blocks() {
	local block
	for block in "${blocks[@]}"; do
		echo "$1" >$memory/memory$block/state
	done
}
loop_unplug() {
	all_blocks offline
	echo $device >$kmem/unbind
}
loop_plug() {
	echo $device >$kmem/bind
	all_blocks online_movable
}
hotplug() {
	echo "$1" >$dax/hotplug
}

cycle_of_daxctl() {
	variant=daxctl
	measure offline offline daxctl offline-memory $device
	measure online online daxctl online-memory $device
	measure unplug gone daxctl reconfigure-device --mode=devdax --force $device
	measure plug online daxctl reconfigure-device --mode=system-ram $device
}
cycle_of_loop() {
	variant=loop
	measure offline offline all_blocks offline
	measure online online all_blocks online_movable
	measure unplug gone loop_unplug
	measure plug online loop_plug
}
cycle_of_hotplug() {
	variant=hotplug
	measure offline offline hotplug offline
	measure online online hotplug online_movable
	measure unplug gone hotplug unplug
	measure plug online hotplug online_movable
}


# Starts online; nothing that is measured reads a program or a file the first time.
if [ -f $dax/hotplug ]; then
	hotplug online_movable
else
	all_blocks online_movable
	daxctl reconfigure-device --mode=system-ram $device >/dev/null 2>&1 || true
fi
for ((i = 0; i < $1; i++)); do
	if [ -f $dax/hotplug ]; then
		cycle_of_hotplug
		echo N >$protect
		cycle_of_loop
		echo Y >$protect
	else
		cycle_of_daxctl
		cycle_of_loop
	fi
done
