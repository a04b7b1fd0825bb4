#!/usr/bin/python3
# vm: --region-size 256M
# vm: --region-size 256M --policy online
# vm: --region-size 256M --policy online_kernel
# vm: --region-size 256M --policy online_movable
"""The system's policy decides what becomes of memory at probe, and of nothing else,
also when it changes while devices are bound."""

import subprocess

from device import Device, set_policy
from lib import MEMORY, check, finish, get

ZONES = {"offline": "offline", "online": "online Normal", "online_kernel": "online Normal",
         "online_movable": "online Movable"}

policy = get(f"{MEMORY}/auto_online_blocks")
device = Device()
check("after boot", (device.state, device.block_states()), (policy, [ZONES[policy]] * 2))
check("after boot: nothing is counted", set(device.counters().values()), {0})

for new in ZONES:
    set_policy(new)
    check(f"then {new}: the state is as before", device.state, policy)
    for word in ("unplug", "online_movable", "offline", "unplug", "online", "unplug",
                 "online_kernel", "unplug"):
        check(f"then {new}: {word} is {word}", (device.put(word), device.state),
              ("ok", "unplugged" if word == "unplug" else word))
    device.unbind()
    check(f"then {new}: after bind", (device.bind(), device.state, device.block_states()),
          ("ok", new, [ZONES[new]] * 2))
    device.bring(policy)

warnings = subprocess.run(["dmesg", "--level", "emerg,alert,crit,err,warn"],
                          capture_output=True, text=True, check=True).stdout
check("the log has no warning of it",
      [line for line in warnings.splitlines()
       if any(word in line for word in ("kmem", "dax", "hotplug"))], [])

finish()
