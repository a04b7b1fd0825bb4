#!/bin/bash
# The selftest of the series passes, cleans up after itself, and is skipped where
# it cannot run.
. "$(dirname "$0")/lib.sh"

selftest=$SELFTESTS/dax/kmem-hotplug.sh

protect=/sys/module/kmem/parameters/protect
before=$(cat $protect)
bring unplugged
output=$($selftest)
check "its exit status" $? 0
check "its tests" "$(grep -c '^ok' <<<"$output") of $(sed -n 's/^1\.\.//p' <<<"$output")" "53 of 53"
[ $failures -eq 0 ] || echo "$output" >&2
check "the state after it" "$(state)" unplugged
check "the protection after it" "$(cat $protect)" "$before"

output=$($selftest dax7.0)
check "without the device: exit status of a skipped test" $? 4
check "without the device: plan" "$(grep -c '^1\.\.0 # SKIP dax7.0' <<<"$output")" 1
put $dax/hotplug online_movable >/dev/null
output=$($selftest)
check "with the memory in use: exit status of a skipped test" $? 4
check "with the memory in use: the state is left alone" "$(state)" online_movable

finish
