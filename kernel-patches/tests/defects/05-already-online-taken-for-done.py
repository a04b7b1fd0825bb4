#!/usr/bin/python3
# vm: --region-size 256M --regions 3
"""A block that is online already, because a stranger was quicker, is an error and
not a success: a transition that says ok has brought every block to its zone, and
one that was rolled back counts as failed."""

import time

from device import Device
from faults import break_page
from lib import PROTECT, check, finish, put
from processes import Background
from trace import slow_down

device = Device("dax0.0")
first, last = device.blocks()

# A stranger gets in between the look at the state and the taking of the lock, now
# and then; which other memory in the zones makes quicker.
Device("dax1.0").bring("online_movable")
Device("dax2.0").bring("online_kernel")
device.bring("offline")
put(PROTECT, "never")
slow_down("online_memory_ranges", times=4)
stranger = Background(lambda: last.put("online_kernel"))


def offline():
    while device.put("offline") != "ok" or device.state != "offline":
        pass


outcomes = set()
was_quicker = False
deadline = time.monotonic() + 60
while not was_quicker and time.monotonic() < deadline:
    offline()
    before = device.counters()
    result = device.put("online_movable")
    after = device.counters()
    was_quicker = result == "EBUSY" and after["failed"] > before["failed"]
    done = after["online_movable"] - before["online_movable"]
    if result == "ok":
        outcomes.add((result, done, device.state, *device.block_states()))
    else:
        outcomes.add((result, done, first.state))
stranger.stop()
print(f"# a stranger {'was' if was_quicker else 'never was'} quicker")
check("against a stranger, ok or error; how often counted as done; blocks",
      sorted(outcomes - {("EBUSY", 0, "offline"),
                         ("ok", 1, "online_movable", "online Movable", "online Movable")}), [])

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
