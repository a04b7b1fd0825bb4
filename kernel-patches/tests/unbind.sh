#!/bin/bash
# vm: --regions 4 --region-size 256M
# last: memory is lost with the module
# long: --kasan --regions 4 --region-size 256M
# Unbinding never offlines: what is offline is removed, what is online stays, and
# says so. Binding again takes it back.
. "$(dirname "$0")/lib.sh"

unbind() {
	put $kmem/unbind "$1"
}
bind() {
	put $kmem/bind "$1"
}
# How many ranges a device has reserved.
reserved() {
	grep -c ": $1\$" /proc/iomem
}
put /sys/module/kmem/parameters/protect always >/dev/null
warnings() {
	dmesg | grep -c "kmem $1: .* is not removed and stays RAM: bind the device again"
}

check "unbind offline" "$(unbind dax0.0)" ok
check "unbind offline: nothing stays reserved" "$(reserved dax0.0)" 0
check "unbind offline: blocks" "$(block_states)" none
check "bind again" "$(bind dax0.0)" ok
check "bind again: state" "$(state)" offline

check "unplug" "$(put $dax/hotplug unplug)" ok
check "unplug: the range stays reserved" "$(reserved dax0.0)" 1
check "unbind unplugged" "$(unbind dax0.0)" ok
check "unbind unplugged: nothing stays reserved" "$(reserved dax0.0)" 0
check "unbind unplugged: nothing to warn of" "$(warnings dax0.0)" 0
check "bind again" "$(bind dax0.0)" ok
check "bind again: state" "$(state)" offline
check "unplug again" "$(put $dax/hotplug unplug)" ok
check "online after unplug" "$(put $dax/hotplug online_movable)" ok
check "offline" "$(put $dax/hotplug offline)" ok
check "unbind after all that" "$(unbind dax0.0)" ok
check "unbind after all that: nothing stays reserved" "$(reserved dax0.0)" 0

dax=/sys/bus/dax/devices/dax1.0
check "online another device" "$(put $dax/hotplug online_movable)" ok
check "unbind online" "$(unbind dax1.0)" ok
check "unbind online: says that it stays" "$(warnings dax1.0)" 1
check "unbind online: the range stays reserved" "$(reserved dax1.0)" 1
check "unbind online: blocks stay online" "$(block_states)" "online Movable"
check "bind again" "$(bind dax1.0)" ok
check "bind again: state" "$(state)" online_movable
check "bind again: counts from now" "$(stat online_movable)" 0
first=$memory/memory$(blocks | head -n 1)
check "bind again: protected again" "$(put $first/state offline)" "Operation not permitted"
unbind dax1.0 >/dev/null
check "unbound, nobody protects the blocks" "$(put $first/state offline)" ok
check "bind with one block offline" "$(bind dax1.0)" ok
check "bind with one block offline: state" "$(state)" inconsistent
check "bind with one block offline: unplug" "$(put $dax/hotplug unplug)" ok
check "blocks after it" "$(block_states)" none
check "unbind after that" "$(unbind dax1.0)" ok
check "unbind after that: nothing stays reserved" "$(reserved dax1.0)" 0
check "bind once more" "$(bind dax1.0)" ok
check "bind once more: state" "$(state)" offline

put $dax/hotplug online_movable >/dev/null
unbind dax1.0 >/dev/null
for n in $(blocks); do put $memory/memory$n/state offline >/dev/null; done
check "bind with all blocks offlined meanwhile" "$(bind dax1.0)" ok
check "bind with all blocks offlined meanwhile: state" "$(state)" offline

put $dax/hotplug online_movable >/dev/null
unbind dax1.0 >/dev/null
put /sys/bus/dax/devices/dax2.0/hotplug unplug >/dev/null
rmmod kmem
check "the module unloads" "$(ls -d $kmem 2>/dev/null)" ""
check "unloaded: names in /proc/iomem are intact" "$(grep -c 'System RAM (kmem)' /proc/iomem)" 1
check "unloaded: blocks stay online" "$(block_states)" "online Movable"
check "unloaded, nobody protects the blocks" "$(put $first/state offline)" ok
insmod "$KMEM_MODULE"
check "loaded again: what was forgotten stays reserved" "$(reserved dax1.0), $(bind dax1.0)" \
	"1, Device or resource busy"
dax=/sys/bus/dax/devices/dax2.0
check "the module loads again" "$(state)" offline
check "... and works" "$(put $dax/hotplug online)" ok

finish
