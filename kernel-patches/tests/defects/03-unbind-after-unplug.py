#!/usr/bin/python3
# vm: --region-size 256M
"""A device whose memory is unplugged can be unbound: nothing of it is stuck, and
nothing stays behind."""

from device import Device, facts, iomem, log, set_policy
from lib import check, finish
from trace import ModuleAllocations

device = Device()
device.unbind()
unbound = facts(device)

allocations = ModuleAllocations()
device.bind()
check("unplug", device.put("unplug"), "ok")
check("unbind", device.unbind(), "ok")
check("nothing is called stuck", log().count("cannot be hotremoved"), 0)
check("nothing stays reserved", iomem(), [])
check("all that the driver had allocated is freed", allocations.left(), [])

# a notifier left registered would refuse the next probe what is not its own
set_policy("online_movable")
check("bind again", device.bind(), "ok")
check("nobody refuses its memory", device.block_states(), ["online Movable"] * 2)
check("online again", (device.put("unplug"), device.put("online")), ("ok", "ok"))
check("unplug again", device.put("unplug"), "ok")
check("unbind again", device.unbind(), "ok")
check("everything is as it was without the driver", facts(device), unbound)

finish()
