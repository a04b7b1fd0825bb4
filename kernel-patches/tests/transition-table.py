#!/usr/bin/python3
# vm: --region-size 256M
"""Every transition: its result, the state after it, what the blocks themselves say,
MemTotal and /proc/iomem."""

from device import Device, iomem, mem_total
from lib import check, finish

BLOCKS = {"offline": "offline", "unplugged": "none", "online": "online Normal",
          "online_kernel": "online Normal", "online_movable": "online Movable"}
ONLINE = "online", "online_kernel", "online_movable"

device = Device()
device.bring("offline")
without = mem_total()


def transition(before, word, result, after):
    device.bring(before)
    name = f"{before}, written {word!r}"
    check(name, device.put(word), result)
    check(f"{name}: state, blocks, more MemTotal, entries in /proc/iomem",
          (device.state, set(device.block_states()), mem_total() > without,
           sum("System RAM (kmem)" in line for line in iomem())),
          (after, {BLOCKS[after]}, after in ONLINE, 0 if after == "unplugged" else 1))


for word in "unplug", "unplugged":
    for before in BLOCKS:
        transition(before, word, "ok", "unplugged")
transition("unplugged", "offline", "EINVAL", "unplugged")
for before in "offline", *ONLINE:
    transition(before, "offline", "ok", "offline")
for word in ONLINE:
    for before in "unplugged", "offline":
        transition(before, word, "ok", word)
    for before in ONLINE:
        if before == word:
            transition(before, word, "ok", word)
        else:
            transition(before, word, "EBUSY", before)
for before in "unplugged", "offline", "online_movable":
    for word in "", "inconsistent", "unknown", "online movable", "OFFLINE", "online_movable_":
        transition(before, word, "EINVAL", before)

finish()
