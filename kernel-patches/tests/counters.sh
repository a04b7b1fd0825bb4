#!/bin/bash
# vm: --region-size 256M
# hotplug_stats counts each transition once, under what was asked for.
. "$(dirname "$0")/lib.sh"

counters() {
	local name
	for name in offline online online_kernel online_movable unplug failed refused; do
		printf '%s ' "$(stat $name)"
	done
}

check "fresh after bind" "$(counters)" "0 0 0 0 0 0 0 "
check "fresh after bind: busy_ns" "$(stat busy_ns)" 0
check "nothing is pending" "$(stat pending)" none

put $dax/hotplug online_movable >/dev/null
check "one online_movable" "$(counters)" "0 0 0 1 0 0 0 "
check "busy_ns has grown" $(($(stat busy_ns) > 0)) 1
put $dax/hotplug online_movable >/dev/null
put $dax/hotplug online >/dev/null
put $dax/hotplug nonsense >/dev/null
check "nothing to do, not allowed, or nonsense: not counted" "$(counters)" "0 0 0 1 0 0 0 "
put $dax/hotplug offline >/dev/null
put $dax/hotplug online >/dev/null
put $dax/hotplug unplugged >/dev/null
put $dax/hotplug online_kernel >/dev/null
put $dax/hotplug unplug >/dev/null
check "each once, unplug twice" "$(counters)" "1 1 1 1 2 0 0 "
put $dax/hotplug offline >/dev/null
check "offline from unplugged: not counted" "$(counters)" "1 1 1 1 2 0 0 "

echo dax0.0 >$kmem/unbind
check "gone while unbound" "$(ls -d $dax/hotplug $dax/hotplug_stats 2>/dev/null)" ""
echo dax0.0 >$kmem/bind
check "fresh after bind again" "$(counters)" "0 0 0 0 0 0 0 "
check "state after bind again" "$(state)" offline

finish
