#!/usr/bin/python3
# vm: --region-size 512M --regions 2
"""A range is reserved for as long as its device is bound, unplugged or not; one
that cannot be had is left out until the memory is plugged again, and all the rest
works without it."""

from device import Device, Region, facts, iomem, log
from faults import FailingAllocation
from lib import check, finish

device = Device()
Device("dax1.0").bring("unplugged")
others = iomem()
device.unbind()
others = [line for line in iomem()]
Region(device).shape(device, (0, 1), (2, 4))
device.bind()


def reserved():
    """Lines of /proc/iomem: the ranges, and the memory added in them."""
    lines = [line.partition(" : ")[2] for line in iomem() if line not in others]
    return lines.count(device.name), lines.count("System RAM (kmem)")


check("bound: reserved, added", reserved(), (2, 2))
for _ in range(2):
    for word, ranges in [("online_movable", (2, 2)), ("offline", (2, 2)), ("unplug", (2, 0)),
                         ("online", (2, 2)), ("unplug", (2, 0))]:
        check(f"{word}: reserved, added", (device.put(word), *reserved()), ("ok", *ranges))
    check("unplug has left no block", set(device.block_states()), {"none"})
check("unbound: reserved, added", (device.unbind(), *reserved()), ("ok", 0, 0))

# Reserving a range and adding its memory each request one resource.
unbound = facts(device)
allocation = FailingAllocation(within="__request_region")
for nth, what in (1, "reserve"), (2, "add"):
    check(f"cannot {what} the first range",
          allocation.write("/sys/bus/dax/drivers/kmem/bind", device.name, nth)[1], True)
    check(f"cannot {what} the first range: everything is as before", facts(device), unbound)
for nth, what in (3, "reserve"), (4, "add"):
    name = f"cannot {what} the second range"
    check(f"{name}: bind", allocation.write("/sys/bus/dax/drivers/kmem/bind", device.name, nth),
          ("ok", True))
    check(f"{name}: reserved, added", reserved(), (1, 1))
    check(f"{name}: blocks", device.block_states(), ["offline", "none", "none"])
    for word, state in ("online_movable", "online Movable"), ("offline", "offline"):
        check(f"{name}: {word}", (device.put(word), device.block_states()),
              ("ok", [state, "none", "none"]))
    for word, state in [("unplug", "none"), ("online", "online Normal"),
                        ("offline", "offline")]:
        check(f"{name}: {word}, from where it is tried again",
              (device.put(word), device.block_states()), ("ok", [state] * 3))
    check(f"{name}: reserved, added in the end", reserved(), (2, 2))
    check(f"{name}: unbind", device.unbind(), "ok")
    check(f"{name}: everything is as before", facts(device), unbound)
check("the log says which range is left out",
      [log().count(f"mapping1: 0x{device.ranges()[1][0]:x}-0x{device.ranges()[1][1]:x} {what}")
       for what in ("could not reserve region", "memory add failed")], [1, 1])
check("the next bind has all of it", (device.bind(), *reserved()), ("ok", 2, 2))

finish()
