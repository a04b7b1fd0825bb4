#!/bin/bash
# How long it takes to offline, online, unplug and plug the memory of dax0.0: by
# daxctl, by a loop over the memory blocks, by the attribute of the patched kernels, or
# by mainline's, which only unplugs and plugs. One shell does it all, so that only
# daxctl has a program to start.
#
# times.sh CYCLES daxctl|loop|hotplug|state...
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
state() {
	echo "$1" >$dax/state
}

cycle_of_daxctl() {
	measure offline offline daxctl offline-memory $device
	measure online online daxctl online-memory $device
	measure unplug gone daxctl reconfigure-device --mode=devdax --force $device
	measure plug online daxctl reconfigure-device --mode=system-ram $device
}
cycle_of_loop() {
	[ ! -f $protect ] || echo never >$protect
	measure offline offline all_blocks offline
	measure online online all_blocks online_movable
	measure unplug gone loop_unplug
	measure plug online loop_plug
	[ ! -f $protect ] || echo managed >$protect
}
cycle_of_hotplug() {
	measure offline offline hotplug offline
	measure online online hotplug online_movable
	measure unplug gone hotplug unplug
	measure plug online hotplug online_movable
}
cycle_of_state() {
	measure unplug gone state unplugged
	measure plug online state online_movable
}

# Each variant starts online; nothing that is measured reads a program or a file the
# first time.
prepare_daxctl() {
	all_blocks online_movable
	daxctl reconfigure-device --mode=system-ram $device >/dev/null 2>&1 || true
}
prepare_loop() {
	all_blocks online_movable
}
prepare_hotplug() {
	hotplug online_movable
}
prepare_state() {
	state unplugged
	state online_movable
}

cycles=$1
shift
prepare_$1
for ((i = 0; i < cycles; i++)); do
	for variant; do
		cycle_of_$variant
	done
done
