#!/usr/bin/python3
# vm: --region-size 256M
"""Who may not change a block meets EPERM, on every path, and the log names them."""

from device import Device, log
from lib import PROTECT, check, finish, put

put(PROTECT, "always")
device = Device()
block = device.blocks()[0]

refusals = 0
for state, attempts in [
    ("offline", [("state", "online"), ("state", "online_kernel"),
                 ("state", "online_movable"), ("online", "1")]),
    ("online", [("state", "offline"), ("online", "0")]),
    ("online_kernel", [("state", "offline"), ("online", "0")]),
    ("online_movable", [("state", "offline"), ("online", "0")]),
]:
    device.bring(state)
    blocks = device.block_states()
    for file, word in attempts:
        refusals += 1
        check(f"{state}, {word} written to {file}", put(f"{block.path}/{file}", word), "EPERM")
        check(f"{state}, {word} written to {file}: nothing has changed",
              (device.state, device.block_states()), (state, blocks))
check("each is counted", int(device.stat("refused")), refusals)
check("the log says who, what, and what to do instead",
      "kmem dax0.0: refused to let 13-veto-error-d[" in log()
      and "write to the device's hotplug attribute instead" in log(), True)

finish()
