#!/usr/bin/python3
# vm: --region-size 512M --regions 2
"""With the default settings a system whose udev onlines each block that is added goes
on as ever. From the first write to a device's attribute on, its memory is its own."""

from pathlib import Path

from device import Device, set_policy
from lib import MEMORY, PROTECT, await_that, check, finish, get, put
from processes import Background
from uevents import Uevents

class Udev:
    """ACTION=="add", SUBSYSTEM=="memory", ATTR{state}="online_movable" """

    LISTENS = Path("/tmp/udev-listens")

    def __init__(self):
        self._uevents = None
        self._process = Background(self._serve)
        await_that(self.LISTENS.exists)

    def _serve(self):
        if not self._uevents:
            self._uevents = Uevents()
            self.LISTENS.touch()
        for action, name, variables in self._uevents.take_whole():
            if action == "add" and variables["SUBSYSTEM"] == "memory":
                put(f"{MEMORY}/{name}/state", "online_movable")

    def stop(self):
        return self._process.stop()


def refused(device):
    return int(device.stat("refused"))


set_policy("offline")
device, other = Device("dax0.0"), Device("dax1.0")
check("the default", get(PROTECT), "managed")
device.unbind()
other.unbind()
rule = Udev()

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
