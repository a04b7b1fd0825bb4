#!/bin/bash
# vm: --region-size 256M
# The selftest of the series passes, cleans up after itself, and is skipped where
# it cannot run.
. "$(dirname "$0")/lib.sh"

selftest=$SELFTESTS/dax/kmem-hotplug.sh
protect=/sys/module/kmem/parameters/protect

bring unplugged
put $protect never >/dev/null
# passes ZONES TESTS
passes() {
	output=$(KMEM_TEST_DEVICE=dax0.0 KMEM_TEST_ZONES=$1 $selftest)
	check "zones '$1': its exit status" $? 0
	check "zones '$1': its tests" \
		"$(grep -c '^ok' <<<"$output") of $(sed -n 's/^1\.\.//p' <<<"$output")" "$2 of $2"
	[ $failures -eq 0 ] || echo "$output" >&2
	check "zones '$1': the state after it" "$(state)" unplugged
	check "zones '$1': the protection after it" "$(cat $protect)" never
}
passes "" 31
passes all 55

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
