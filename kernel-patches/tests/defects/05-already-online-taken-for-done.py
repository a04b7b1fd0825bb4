#!/usr/bin/python3
# vm: --region-size 256M --regions 3
# last: pages with a hardware error stay so
"""A block that is online already, because a stranger was quicker, is an error and
not a success: a transition that says ok has brought every block to its zone, and
one that was rolled back counts as failed."""

from device import Device
from faults import break_page
from lib import PROTECT, check, finish, put
from processes import Background

TIMES = 40

device = Device("dax0.0")
first, last = device.blocks()

# other memory in the zones makes the stranger quicker
Device("dax1.0").bring("online_movable")
Device("dax2.0").bring("online_kernel")
device.bring("offline")
put(PROTECT, "never")
stranger = Background(lambda: last.put("online_kernel"))


def offline():
    while device.put("offline") != "ok" or device.state != "offline":
        pass


outcomes = set()
for _ in range(TIMES):
    offline()
    before = device.counters()
    result = device.put("online_movable")
    done = device.counters()["online_movable"] - before["online_movable"]
    outcomes.add((result, done, *(device.block_states() if result == "ok" else [first.state])))
stranger.stop()
check("against a stranger, ok or error; how often counted as done; blocks",
      sorted(outcomes - {("EBUSY", 0, "offline"),
                         ("ok", 1, "online Movable", "online Movable")}), [])

put(PROTECT, "managed")
offline()
device.bring("online_movable")
break_page(last)
device.bring("offline")
before = device.counters()
check("a block that cannot be onlined", device.put("online"), "EHWPOISON")
check("the state after it", (device.state, device.block_states()), ("offline", ["offline"] * 2))
check("what is counted", device.counters(), {**before, "failed": before["failed"] + 1})
check("onlining it again does something", device.put("online"), "EHWPOISON")

finish()
