#!/bin/bash
# vm: --region-size 256M
# From the first write on nobody else changes the blocks of the device, unless
# kmem.protect says never; then what they do is seen.
. "$(dirname "$0")/lib.sh"

refused="Operation not permitted"
protect=/sys/module/kmem/parameters/protect
first=$memory/memory$(blocks | head -n 1)
last=$memory/memory$(blocks | tail -n 1)

bring online_movable
before=$(stat refused)
check "offline by another" "$(put $first/state offline)" "$refused"
check "offline by another, through the device core" "$(put $first/online 0)" "$refused"
check "state" "$(state)" online_movable
check "blocks" "$(block_states)" "online Movable"
bring offline
for word in online online_kernel online_movable; do
	check "$word by another" "$(put $last/state $word)" "$refused"
done
check "online by another, through the device core" "$(put $last/online 1)" "$refused"
check "state" "$(state)" offline
check "blocks" "$(block_states)" offline
check "refused" "$(($(stat refused) - before))" 6
check "the log says who" "$(dmesg | grep -c 'kmem dax0.0: refused to let .*\[[0-9]*\] online a memory block')" 4

check "protect reads" "$(cat $protect)" managed
check "protected reads" "$(stat protected)" 1
check "protect never" "$(put $protect never), $(cat $protect), $(stat protected)" "ok, never, 0"
before=$(stat refused)
check "unprotected, one block online" "$(put $first/state online_movable)" ok
check "unprotected, one block online: state" "$(state)" inconsistent
for word in online online_kernel online_movable; do
	check "inconsistent, written $word" "$(put $dax/hotplug $word)" "Device or resource busy"
done
check "inconsistent, written offline" "$(put $dax/hotplug offline)" ok
check "inconsistent, written offline: state" "$(state)" offline
put $first/state online_movable >/dev/null
check "inconsistent, written unplug" "$(put $dax/hotplug unplug)" ok
check "inconsistent, written unplug: state" "$(state)" unplugged

bring offline
for n in $(blocks); do put $memory/memory$n/state online_movable >/dev/null; done
check "all online movable, by another" "$(state)" online_movable
for n in $(blocks); do put $memory/memory$n/state offline >/dev/null; done
check "all offline, by another" "$(state)" offline
for n in $(blocks); do put $memory/memory$n/state online_kernel >/dev/null; done
check "all online kernel, by another" "$(state)" online_kernel
bring offline
check "nothing is refused while unprotected" "$(($(stat refused) - before))" 0

check "protect always" "$(put $protect always), $(cat $protect), $(stat protected)" "ok, always, 1"
check "protected again" "$(put $first/state online)" "$refused"
check "N is never" "$(put $protect N), $(cat $protect), $(stat protected)" "ok, never, 0"
check "Y is always" "$(put $protect Y), $(cat $protect), $(stat protected)" "ok, always, 1"
check "managed, the device is in use still" \
	"$(put $protect managed), $(cat $protect), $(stat protected)" "ok, managed, 1"
for word in "" sometimes managed_ 2; do
	check "protect written '$word'" "$(put $protect "$word"), $(cat $protect)" \
		"Invalid argument, managed"
done

finish
