#!/usr/bin/python3
# vm: --region-size 256M --regions 2 --policy offline
# vm: --region-size 256M --regions 2 --policy online
# vm: --region-size 256M --regions 2 --policy online_kernel
# vm: --region-size 256M --regions 2 --policy online_movable
"""The system's policy decides what becomes of memory at probe, and of nothing else,
also when it changes while devices are bound."""

import subprocess

from device import Device, set_policy
from lib import MEMORY, check, finish, get

ZONES = {"offline": "offline", "online": "online Normal", "online_kernel": "online Normal",
         "online_movable": "online Movable"}

policy = get(f"{MEMORY}/auto_online_blocks")
device, other = Device("dax0.0"), Device("dax1.0")
for booted in device, other:
    check(f"after boot: {booted.name}", (booted.state, booted.block_states()),
          (policy, [ZONES[policy]] * 2))
    check(f"after boot: nothing is counted for {booted.name}", set(booted.counters().values()), {0})

for new in ZONES:
    set_policy(new)
    check(f"then {new}: the state is as before", device.state, policy)
    for word in "online_movable", "offline", "unplug", "online", "unplug", "online_kernel", "unplug":
        check(f"then {new}: {word} is {word}", (device.put(word), device.state),
              ("ok", "unplugged" if word == "unplug" else word))
    device.unbind()
    check(f"then {new}: after bind", (device.bind(), device.state, device.block_states()),
          ("ok", new, [ZONES[new]] * 2))
    device.bring(policy)

warnings = subprocess.run(["dmesg", "--level", "emerg,alert,crit,err,warn"],
                          capture_output=True, text=True, check=True).stdout
check("the log has no warning of it",
      [line for line in warnings.splitlines() if "kmem" in line or "dax" in line or "hotplug" in line],
      [])

finish()
