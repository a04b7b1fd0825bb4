#!/bin/bash
# vm: --region-size 256M
# Every transition: its result, the state after it, what the blocks themselves
# say, MemTotal and /proc/iomem.
. "$(dirname "$0")/lib.sh"

declare -A zone=([offline]=offline [unplugged]=none
	[online]="online Normal" [online_kernel]="online Normal" [online_movable]="online Movable")

mem_total() {
	local kib
	read -r _ kib _ </proc/meminfo
	echo "$kib"
}
iomem_entries() {
	grep -c "System RAM (kmem)" /proc/iomem
}
bring offline
without=$(mem_total)

# transition FROM WORD RESULT STATE
transition() {
	local grown=no entries=1
	bring "$1"
	check "$1, written $2" "$(put $dax/hotplug "$2")" "$3"
	case $4 in
	online*) grown=yes ;;
	unplugged) entries=0 ;;
	esac
	check "$1, written $2: state, blocks, more MemTotal, entries in /proc/iomem" \
		"$(state), $(block_states), $([ "$(mem_total)" -gt "$without" ] && echo yes || echo no), $(iomem_entries)" \
		"$4, ${zone[$4]}, $grown, $entries"
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
