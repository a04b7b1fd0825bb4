#!/usr/bin/python3
# vm: --region-size 512M
"""What the policy onlines at a bind can be taken away again, also of a device with
several ranges: none of it holds the page structs of another part."""

from device import Device, Region, set_policy
from lib import check, finish

device = Device()
device.unbind()
Region(device).shape(device, (0, 1), (2, 4))
for policy in "online_movable", "online", "online_kernel":
    set_policy(policy)
    check(f"policy {policy}: bind", (device.bind(), device.state), ("ok", policy))
    check(f"policy {policy}: offline", (device.put("offline"), device.state), ("ok", "offline"))
    device.unbind()

finish()
