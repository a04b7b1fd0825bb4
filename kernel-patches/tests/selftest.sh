#!/bin/bash
# vm: --region-size 256M
# long: --debug --region-size 256M -- all 24
# The selftest of the series passes, cleans up after itself, and is skipped where
# it cannot run. Arguments: the zones that it is to use, and how many tests that adds.
. "$(dirname "$0")/lib.sh"

# The kernel may have one of its own, of another name; and so the names differ.
selftest=$SELFTESTS/dax/kmem-hotplug.sh
name=KMEM_TEST
default=31
if [ -e $dax/state ]; then
	selftest=$SELFTESTS/dax/dax-kmem-hotplug-attr.sh
	name=DAX_KMEM_TEST
	default=37
fi
# selftest DEVICE ZONES
selftest() {
	KMEM_TEST_DEVICE=$1 KMEM_TEST_ZONES=$2 DAX_KMEM_TEST_DEV=$1 DAX_KMEM_TEST_ZONES=$2 $selftest
}
protect=/sys/module/kmem/parameters/protect

bring unplugged
put $protect never >/dev/null
zones=${1-}
planned=$((default + ${2-0}))
output=$(selftest dax0.0 "$zones")
check "its exit status" $? 0
check "its tests" "$(grep -c '^ok' <<<"$output") of $(sed -n 's/^1\.\.//p' <<<"$output")" \
	"$planned of $planned"
[ $failures -eq 0 ] || echo "$output" >&2
check "the state after it" "$(state)" unplugged
check "the protection after it" "$(cat $protect)" never

# skipped WHY DEVICE PATTERN
skipped() {
	output=$(selftest "$2" "")
	check "$1: exit status of a skipped test" $? 4
	check "$1: plan" "$(grep -c "^1\.\.0 # SKIP .*$3" <<<"$output")" 1
}
skipped "told no device" "" $name
check "told no device: the state is left alone" "$(state)" unplugged
skipped "no such device" dax7.0 dax7.0
put $dax/hotplug online_movable >/dev/null
skipped "memory in use" dax0.0 "in use"
check "memory in use: the state is left alone" "$(state)" online_movable

finish
