#!/usr/bin/python3
"""How many uevents the kernel sends, and so how many udev has to work on, for one
transition of the region: by the attribute, or by a loop over the memory blocks."""

import json
import os
import socket

from device import KMEM, Device
from lib import put

NETLINK_KOBJECT_UEVENT = 15
SO_RCVBUFFORCE = 33

device = Device()
uevents = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, NETLINK_KOBJECT_UEVENT)
uevents.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
uevents.setblocking(False)
uevents.bind((0, 1))


def received():
    number = 0
    while True:
        try:
            uevents.recv(8192)
        except BlockingIOError:
            return number
        number += 1


def count(variant, operation, *writes):
    received()
    for path, word in writes:
        result = put(path, word)
        if result != "ok":
            raise SystemExit(f"{variant}, {operation}: writing {word} to {path}: {result}")
    print(json.dumps({"variant": variant, "operation": operation, "uevents": received()}))


def blocks(word):
    return [(f"{block.path}/state", word) for block in device.blocks()]


if os.path.exists(device.attribute):
    for operation, word in [("online", "online_movable"), ("offline", "offline"),
                            ("unplug", "unplug"), ("plug", "online_movable")]:
        count("hotplug", operation, (device.attribute, word))
else:
    unbind, bind = ((f"{KMEM}/{what}", device.name) for what in ("unbind", "bind"))
    count("loop", "online", *blocks("online_movable"))
    count("loop", "offline", *blocks("offline"))
    count("loop", "unplug", unbind)
    count("loop", "plug", bind, *blocks("online_movable"))
