#!/usr/bin/python3
"""A block that is online already, because a stranger was quicker, is an error and
not a success: a transition that says ok has brought every block to its zone."""

from device import Device
from lib import PROTECT, check, finish, put
from processes import Writer
from trace import slow_down

device = Device()
blocks = device.blocks()
device.bring("offline")
put(PROTECT, "N")
slow_down("online_memory_ranges")

outcomes = set()
for _ in range(100):
    stranger = Writer(f"{blocks[-1].path}/state", "online_kernel")
    result = device.put("online_movable")
    stranger.result()
    outcomes.add((result, device.state, *device.block_states()))
    device.put("offline")
print("#", outcomes)

finish()
