#!/usr/bin/python3
# vm: --region-size 512M --regions 2
"""With the default settings a system whose udev onlines each block that is added goes
on as ever. From the first write to a device's attribute on, its memory is its own."""

from device import Device, set_policy
from lib import PROTECT, await_that, check, finish, get, put
from processes import Background
from uevents import Uevents

MEMORY_BLOCK = "/sys/devices/system/memory/"


def udev():
    """ACTION=="add", SUBSYSTEM=="memory", ATTR{state}="online_movable" """
    for action, name, variables in uevents.take_whole():
        if action == "add" and variables["SUBSYSTEM"] == "memory":
            put(f"{MEMORY_BLOCK}{name}/state", "online_movable")


def refused(device):
    return int(device.stat("refused"))


set_policy("offline")
device, other = Device("dax0.0"), Device("dax1.0")
check("the default", get(PROTECT), "managed")
device.unbind()
other.unbind()
uevents = Uevents()
rule = Background(udev)
# the rule listens in a process of its own, this one would only fill up
uevents.close()

for bound in device, other:
    check(f"bind {bound.name}", bound.bind(), "ok")
    await_that(lambda: set(bound.block_states()) == {"online Movable"})
    check(f"{bound.name} is online as on a stock kernel",
          (bound.state, bound.stat("protected"), refused(bound)), ("online_movable", "0", 0))
first = device.blocks()[0]
check("anybody may change a block", (first.put("offline"), device.state, first.put("online_kernel"),
                                     first.put("offline"), first.put("online_movable"),
                                     device.state),
      ("ok", "inconsistent", "ok", "ok", "ok", "online_movable"))
check("what is no state does not change that",
      (device.put("nonsense"), device.stat("protected"), first.put("offline"),
       first.put("online_movable")), ("EINVAL", "0", "ok", "ok"))
check("nothing was refused", refused(device), 0)

check("the first write", (device.put("offline"), device.stat("protected")), ("ok", "1"))
check("from then on, nobody else does", (first.put("online"), refused(device)), ("EPERM", 1))
for word in "online_kernel", "online", "online_movable":
    check(f"{word}, against the rule", (device.put("unplug"), device.put(word), device.state),
          ("ok", "ok", word))
check("another device is as before", (other.stat("protected"), other.blocks()[0].put("offline"),
                                      other.state), ("0", "ok", "inconsistent"))

check("until it is unbound", (device.unbind(), first.put("offline"), first.put("online_movable"),
                              device.bind(), device.state, device.stat("protected")),
      ("ok", "ok", "ok", "ok", "online_movable", "0"))
check("a write that finds nothing to do is one, too",
      (device.put("online_movable"), device.stat("protected"), first.put("offline")),
      ("ok", "1", "EPERM"))
check("the rule lives", rule.stop(), "SIGTERM")

finish()
