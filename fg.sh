#!/bin/bash
# function graph of one transition
T=/sys/kernel/debug/tracing
dax=/sys/bus/dax/devices/dax0.0
m=/sys/devices/system/memory
ms() { local a=$(date +%s%N); eval "$1"; echo "$2: $(( ($(date +%s%N)-a)/1000 )) us"; }
loop() { for n in $(ls -d $m/memory* | sed 's/.*memory//' | sort -n); do [ -e $m/memory$n/node1 ] && echo $1 2>/dev/null > $m/memory$n/state; done; }
for i in 1 2 3; do
ms "echo online_movable > $dax/hotplug" "ours online"
ms "echo offline > $dax/hotplug" "ours offline"
done
echo N > /sys/module/kmem/parameters/protect
for i in 1 2 3; do
ms "loop online_movable" "loop online"
ms "loop offline" "loop offline"
done
echo Y > /sys/module/kmem/parameters/protect
cd $T
echo memory_block_offline memory_block_online > set_graph_function
echo ${DEPTH:-3} > max_graph_depth
echo 20000 > buffer_size_kb
echo function_graph > current_tracer
echo > trace
echo online_movable > $dax/hotplug
cat trace > /tmp/on.txt; echo > trace
echo offline > $dax/hotplug
cat trace > /tmp/off.txt
echo nop > current_tracer
echo ==== ONLINE; head -n 80 /tmp/on.txt
echo ==== OFFLINE; awk 'length' /tmp/off.txt | head -n 160
