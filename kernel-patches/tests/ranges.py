#!/usr/bin/python3
# vm: --regions 2
"""Devices with several ranges, with parts of memory blocks, of one region, and made
anew: each is switched as a whole, and no other is."""

import re

from device import BLOCK_SIZE, KMEM, Device, Region, facts, iomem, log
from faults import PinnedPage
from lib import await_that, check, finish, put
from processes import Writer

# "online" leaves the zone to the kernel
WAY = [("online_movable", "online Movable"), ("offline", "offline"),
       ("online_kernel", "online Normal"), ("unplug", "none"), ("online", "online"),
       ("unplug", "none")]

device, other_region = Device("dax0.0"), Device("dax1.0")
region = Region(device)
device.unbind()
other_region.unbind()
empty = facts(device, other_region)


def goes_all_the_way(name, device):
    for word, state in WAY:
        check(f"{name}: {word}: result, blocks in another state",
              (device.put(word), [s for s in device.block_states() if not s.startswith(state)]),
              ("ok", []))


def added(block):
    """How many memory blocks the System RAM has that begins with this one of the region."""
    for line in iomem():
        start, end = (int(address, 16) for address in line.split()[0].split("-"))
        if "System RAM" in line and start == region.address(block):
            return (end + 1 - start) // BLOCK_SIZE
    return 0


region.shape(device, (0, 2), (3, 4), (5, 8))
check("three ranges: bind", device.bind(), "ok")
check("three ranges: added", [added(block) for block in (0, 3, 5)], [2, 1, 3])
goes_all_the_way("three ranges", device)

check("a mapping while it is bound: is refused", device.map(region, 2, 3), "EBUSY")
device.unbind()
check("three ranges: nothing is left", facts(device, other_region)["iomem"], empty["iomem"])

region.shape(device, (0, 2))
Region(other_region).shape(other_region, (0, 1))
device.bind()
device.put("online_movable")
last = device.blocks()[-1]
page = PinnedPage(last)
writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
binding = Writer(f"{KMEM}/bind", other_region.name)
await_that(binding.sleeps)
check("a mapping while it is being bound, which another one's transition holds up: is refused",
      [other_region.map(Region(other_region), block, block + 1) for block in (1, 2, 3, 4)],
      ["EBUSY"] * 4)
page.release()
check("being bound: both are done in the end", (writer.result(), binding.result()), ("ok", "ok"))
goes_all_the_way("being bound", other_region)
for unbound in device, other_region:
    unbound.unbind()

region.shape(device, (0, 0.5), (0.75, 2.5), (3.25, 3.75), (4.5, 6), (7, 8))
check("parts of blocks: bind", device.bind(), "ok")
check("parts of blocks: what of them are whole blocks is added",
      [added(block) for block in (1, 5, 7)], [1, 1, 1])
check("parts of blocks: the log says which range has none",
      re.findall(r"dax0.0: (mapping.): .* too small after alignment", log()),
      ["mapping0", "mapping2"])
goes_all_the_way("parts of blocks", device)
device.unbind()

region.shape(device, (0.25, 1.75), (3, 3.5))
check("no whole block: bind", device.bind(), "EINVAL")
check("no whole block: nothing is left", iomem(), empty["iomem"])
check("no whole block: the log says so",
      "kmem dax0.0: rejecting DAX region without any memory after alignment" in log(), True)

region.shape(device, (0, 2), (4, 6))
second = region.create((2, 4), (6, 8))
for bound in device, second:
    check(f"two of a region: bind {bound.name}", bound.bind(), "ok")
second.put("online_movable")
before = facts(second)["dax0.1"]
goes_all_the_way("two of a region, the other online", device)
check("two of a region: the other is as before", facts(second)["dax0.1"], before)
device.put("online_movable")
before = device.state, device.block_states()
check("two of a region: unplug one", second.put("unplug"), "ok")
check("two of a region: unbind one", second.unbind(), "ok")
check("two of a region: the other is as before", (device.state, device.block_states()), before)
check("two of a region: the other is still protected, in each range",
      [block.put("offline") for block in device.blocks()], ["EPERM"] * 4)
second.bind()
last = device.blocks()[-1]
page = PinnedPage(last)
writer = Writer(device.attribute, "unplug")
await_that(lambda: last.state == "going-offline")
waiting = Writer(second.attribute, "unplug")
check("two of a region: one waits for the other's transition",
      (second.pending in ("none", "unplug"), second.state), (True, "offline"))
page.release()
check("two of a region: both are done in the end", (writer.result(), waiting.result()),
      ("ok", "ok"))

second.unbind()
region.destroy(second)
check("destroyed", second.exists(), False)
third = region.create((6, 7), (2, 3))
check("made anew: bind", third.bind(), "ok")
goes_all_the_way("made anew", third)

third.put("online_movable")
third.unbind()
region.destroy(third)
fourth = region.create((2, 4), (6, 7))
check("over memory left online by another: bind", fourth.bind(), "EBUSY")
region.shape(fourth, (7, 8), (2, 4))
check("partly over memory left online: bind", fourth.bind(), "ok")
check("partly over memory left online: the rest of it is there",
      [added(block) for block in (7, 2)], [1, 1])
check("partly over memory left online: only that is switched",
      (fourth.put("unplug"), added(7), added(2)), ("ok", 0, 1))
fourth.unbind()
region.shape(fourth, (6, 7), (2, 3))
check("the same ranges made anew: bind", (fourth.bind(), fourth.state), ("ok", "online_movable"))
check("the same ranges made anew: unplug", fourth.put("unplug"), "ok")
goes_all_the_way("the same ranges made anew", fourth)
fourth.unbind()
device.unbind()
check("nothing is left", iomem(), empty["iomem"])

finish()
