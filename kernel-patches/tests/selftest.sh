#!/bin/bash
# vm: --region-size 256M
# long: --debug --region-size 256M -- all 55
# The selftest of the series passes, cleans up after itself, and is skipped where
# it cannot run. Arguments: the zones that it is to use, and how many tests that is.
. "$(dirname "$0")/lib.sh"

selftest=$SELFTESTS/dax/kmem-hotplug.sh
protect=/sys/module/kmem/parameters/protect

bring unplugged
put $protect never >/dev/null
zones=${1-}
planned=${2-31}
output=$(KMEM_TEST_DEVICE=dax0.0 KMEM_TEST_ZONES=$zones $selftest)
check "its exit status" $? 0
check "its tests" "$(grep -c '^ok' <<<"$output") of $(sed -n 's/^1\.\.//p' <<<"$output")" \
	"$planned of $planned"
[ $failures -eq 0 ] || echo "$output" >&2
check "the state after it" "$(state)" unplugged
check "the protection after it" "$(cat $protect)" never

# skipped WHY DEVICE PATTERN
skipped() {
	output=$(KMEM_TEST_DEVICE=$2 $selftest)
	check "$1: exit status of a skipped test" $? 4
	check "$1: plan" "$(grep -c "^1\.\.0 # SKIP .*$3" <<<"$output")" 1
}
skipped "told no device" "" KMEM_TEST_DEVICE
check "told no device: the state is left alone" "$(state)" unplugged
skipped "no such device" dax7.0 dax7.0
put $dax/hotplug online_movable >/dev/null
skipped "memory in use" dax0.0 "in use"
check "memory in use: the state is left alone" "$(state)" online_movable

finish
