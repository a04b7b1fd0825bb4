#!/usr/bin/python3
# vm: --region-size 256M --hmat
"""What the firmware says of the performance of a node without processors is there
whenever the node has memory."""

import os

from device import Device
from lib import check, finish, get

NODE = "/sys/devices/system/node/node1"


def performance():
    """The content of all that the node has of it."""
    files = {}
    for name in "access0", "access1", "memory_side_cache":
        for folder, _, names in os.walk(f"{NODE}/{name}"):
            for file in names:
                path = os.path.join(folder, file)
                if "/power/" not in path and file != "uevent":
                    files[os.path.relpath(path, NODE)] = get(path)
        links = f"{NODE}/{name}/initiators"
        if os.path.isdir(links):
            files[f"{name}/initiators"] = sorted(n for n in os.listdir(links) if "node" in n)
    return files


device = Device()
device.bring("online_movable")
before = performance()
for name in "access0", "access1", "memory_side_cache":
    check(f"{name} is there", any(path.startswith(name) for path in before), True)
check("the latency is the firmware's",
      before.get("access0/initiators/read_latency"), "40")
for word in "online_movable", "online":
    check("unplug", (device.put("unplug"), os.path.exists(NODE)), ("ok", False))
    check(f"{word}, as before", (device.put(word), performance()), ("ok", before))
device.bring("offline")
check("unbind and bind", (device.unbind(), device.bind(), device.put("online_movable")),
      ("ok",) * 3)
check("after unbind and bind, as before", performance(), before)

finish()
