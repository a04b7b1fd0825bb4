#!/usr/bin/python3
# vm: --region-size 512M
"""Unbind in each state offlines nothing and says what stays; nobody watches over
that; bind takes it back, whatever has become of it meanwhile."""

import os

from device import Device, Region, iomem, log, mem_total, set_policy
from lib import PROTECT, check, finish, put

put(PROTECT, "always")
device = Device()
device.unbind()
Region(device).shape(device, (0, 2), (3, 4))
device.bind()
first, second, last = device.blocks()


def stays():
    """How often the log said so."""
    return log().count("is not removed and stays RAM: bind the device again")


for state, ranges in [("offline", 0), ("unplugged", 0), ("online", 2), ("online_kernel", 2),
                      ("online_movable", 2)]:
    name = f"unbind, {state}"
    device.bring(state)
    warned, total, blocks = stays(), mem_total(), device.block_states()
    check(name, device.unbind(), "ok")
    check(f"{name}: files", os.path.exists(device.attribute), False)
    check(f"{name}: blocks, MemTotal", (device.block_states(), mem_total()),
          (blocks if ranges else ["none"] * 3, total))
    check(f"{name}: how many ranges are said to stay", stays() - warned, ranges)
    check(f"{name}: how many are reserved", sum(" : dax" in line for line in iomem()), ranges)
    check(f"{name}: bind again", device.bind(), "ok")
    # of what was done in another life, the zones tell all there is
    expected = {"unplugged": "offline", "online": "online_kernel"}.get(state, state)
    check(f"{name}: state after it", (device.state, device.block_states()),
          (expected, blocks if ranges else ["offline"] * 3))
    check(f"{name}: protected after it", first.put("offline" if ranges else "online"), "EPERM")
    check(f"{name}: counters after it", {**device.counters(), "refused": 0},
          dict.fromkeys(device.counters(), 0))

device.bring("offline")
put(PROTECT, "never")
last.put("online_movable")
put(PROTECT, "always")
check("unbind, one range online", (device.state, device.unbind()), ("inconsistent", "ok"))
check("unbind, one range online: the other is removed", device.block_states(),
      ["none", "none", "online Movable"])
check("nobody watches over what stays", [last.put("offline"), last.put("online_movable")],
      ["ok", "ok"])
check("bind again", (device.bind(), device.state, device.block_states()),
      ("ok", "inconsistent", ["offline", "offline", "online Movable"]))
check("offline", (device.put("offline"), device.state), ("ok", "offline"))
check("online", (device.put("online"), device.state), ("ok", "online"))
check("unbind, online", device.unbind(), "ok")
check("a stranger offlines what stays", [block.put("offline") for block in (first, second, last)],
      ["ok"] * 3)
check("bind again", (device.bind(), device.state), ("ok", "offline"))

# the policy is for all that is offline by then, also where it was left online
for policy, state in [("online_movable", "online_movable"), ("online_kernel", "inconsistent")]:
    name = f"bind again, policy {policy}"
    set_policy("offline")
    device.bring("unplugged")
    device.bring("online_movable")
    check(f"{name}: unbind", device.unbind(), "ok")
    check(f"{name}: a stranger offlines two of three", [first.put("offline"), last.put("offline")],
          ["ok"] * 2)
    set_policy(policy)
    check(f"{name}: bind", (device.bind(), device.state), ("ok", state))
    check(f"{name}: what stayed online is as it was", second.state, "online Movable")
    check(f"{name}: what was offline is online by the policy", {first.state, last.state},
          {"online Movable" if policy == "online_movable" else "online Normal"})
set_policy("offline")
check("unplug", (device.put("unplug"), device.unbind(), iomem()), ("ok", "ok", []))

finish()
