#!/bin/bash
# Every transition: its result, the state after it, what the blocks themselves
# say, MemTotal and /proc/iomem.
. "$(dirname "$0")/lib.sh"

declare -A zone=([offline]=offline [unplugged]=none
	[online]="online Normal" [online_kernel]="online Normal" [online_movable]="online Movable")

mem_total() {
	awk '/^MemTotal:/ { print $2 }' /proc/meminfo
}
iomem_entries() {
	grep -c "System RAM (kmem)" /proc/iomem
}
node_kb() {
	awk '/MemTotal:/ { print $4 }' /sys/devices/system/node/node1/meminfo 2>/dev/null || true
}

bring offline
without=$(mem_total)

# transition FROM WORD RESULT STATE
transition() {
	bring "$1"
	check "$1, written $2" "$(put $dax/hotplug "$2")" "$3"
	check "$1, written $2: state" "$(state)" "$4"
	check "$1, written $2: blocks" "$(block_states)" "${zone[$4]}"
	case $4 in
	online*)
		check "$1, written $2: MemTotal has grown" $(($(mem_total) > without)) 1
		;;
	*)
		check "$1, written $2: MemTotal" "$(mem_total)" "$without"
		;;
	esac
	check "$1, written $2: /proc/iomem" "$(iomem_entries)" \
		"$([ "$4" = unplugged ] && echo 0 || echo 1)"
}

busy="Device or resource busy"
invalid="Invalid argument"

for word in unplug unplugged; do
	transition unplugged $word ok unplugged
	for from in offline online online_kernel online_movable; do
		transition $from $word ok unplugged
	done
done
transition unplugged offline "$invalid" unplugged
for from in offline online online_kernel online_movable; do
	transition $from offline ok offline
done
for word in online online_kernel online_movable; do
	for from in unplugged offline; do
		transition $from $word ok $word
	done
	for from in online online_kernel online_movable; do
		if [ $from = $word ]; then
			transition $from $word ok $word
		else
			transition $from $word "$busy" $from
		fi
	done
done
for from in unplugged offline online_movable; do
	for word in "" inconsistent unknown "online movable" OFFLINE online_movable_; do
		transition $from "$word" "$invalid" $from
	done
done

finish
