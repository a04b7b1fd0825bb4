#!/usr/bin/python3
# vm: --region-size 512M
"""Memory that was left online is taken back by a device that has all of its ranges,
whatever others it has. What somebody else onlined stays as it is, and the policy
decides nothing on it later."""

from device import Device, Region, iomem, set_policy
from lib import PROTECT, check, finish, put

put(PROTECT, "never")
device = Device()
region = Region(device)
device.unbind()


def leave(*ranges):
    """Makes a device of these ranges leave its last memory block online."""
    region.shape(device, *ranges)
    device.bind()
    device.blocks()[-1].put("online_movable")
    device.unbind()


for name, ranges, states in [
        ("fewer ranges", [(3, 4)], ["online Movable"]),
        ("others beside it", [(1, 2), (3, 4)], ["offline", "online Movable"]),
        ("more ranges", [(0, 1), (3, 4), (1, 2)], ["offline", "online Movable", "offline"])]:
    leave((0, 2), (3, 4))
    region.shape(device, *ranges)
    check(f"{name}: bind, blocks", (device.bind(), device.block_states()), ("ok", states))
    for word, state in [("offline", "offline"), ("online_movable", "online Movable"),
                        ("unplug", "none"), ("online_movable", "online Movable")]:
        check(f"{name}: {word}: result, blocks",
              (device.put(word), set(device.block_states())), ("ok", {state}))
    check(f"{name}: nothing is left", (device.put("unplug"), device.unbind(), iomem()),
          ("ok", "ok", []))

leave((0, 2), (2, 3), (3, 4))
device.bind()
device.put("offline")
device.put("online_movable")
device.unbind()
region.shape(device, (0, 2), (3, 4))
check("one range of it missing: bind", device.bind(), "EBUSY")
region.shape(device, (3, 4), (2, 3), (0, 2))
check("none missing, in another order: bind", (device.bind(), device.state),
      ("ok", "online_movable"))
device.put("unplug")
device.unbind()

region.fill(device)
device.bind()
block = device.blocks()[0]
block.put("online_kernel")
device.unbind()
set_policy("online_movable")
check("onlined by somebody else: bind, blocks", (device.bind(), device.block_states()),
      ("ok", ["online Normal"] + ["online Movable"] * 3))
check("offlined and onlined again by somebody else, it is in the zone that the kernel chooses",
      (block.put("offline"), put(f"{block.path}/online", "1"), block.state),
      ("ok", "ok", "online Normal"))
set_policy("offline")
check("unplug", device.put("unplug"), "ok")

finish()
