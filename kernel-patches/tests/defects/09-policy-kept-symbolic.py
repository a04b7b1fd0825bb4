#!/usr/bin/python3
# vm: --region-size 256M
"""At probe the driver learns what the policy was when its memory was added, not
only that there is one: the state says so, whatever the policy is by then."""

from device import Device, set_policy
from lib import check, finish

device = Device()
for policy in "offline", "online", "online_kernel", "online_movable":
    device.bring("offline")
    device.unbind()
    set_policy(policy)
    device.bind()
    check(f"{policy}: state after bind", device.state, policy)
    set_policy("online_movable" if policy != "online_movable" else "offline")
    check(f"{policy}: state after the policy has changed", device.state, policy)
    check(f"{policy}: it is in that state", (device.put(policy), device.counters()[policy]),
          ("ok", 0))

finish()
