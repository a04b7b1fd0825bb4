#!/usr/bin/python3
"""What remains of a region's memory when it is unbound while memory is online, and
whether it can be had back. Each time another region, as it may be lost.

remains.py WAY: plugged and unplugged in one of the ways of ways.py"""

import json
import os
import sys

from device import Device
from lib import PROTECT, put
from ways import WAYS


def online_blocks(device):
    return sum(state.startswith("online") for state in device.block_states())


def unbind(way, device, left_online):
    """Unbinds it with all of its blocks online, but for those that others offlined
    before; what remains then, and what remains for good."""
    if not way.plug(device):
        raise SystemExit(f"{device.name} cannot be plugged")
    blocks = device.blocks()
    for block in blocks[left_online:]:
        if block.put("offline") != "ok":
            raise SystemExit(f"{block} cannot be offlined")
    device.unbind()
    unbound = {"there": len(blocks) - device.block_states().count("none"),
               "online": online_blocks(device)}
    bound = device.bind()
    if bound != "ok":
        # what an administrator may try
        for block in blocks:
            block.put("offline")
        device.bind()
    lost = len(blocks)
    if device.bound() and way.unplug(device):
        lost -= device.block_states().count("none")
    return {"blocks": len(blocks), "left_online": left_online, **unbound, "bind": bound,
            "lost": lost}


def main(name):
    way = WAYS[name]
    if os.path.exists(PROTECT):
        # or no other could offline one
        put(PROTECT, "never")
    for number, share in enumerate((1, 0.5)):
        device = Device(f"dax{number}.0")
        left_online = int(len(device.blocks()) * share)
        print(json.dumps({"way": name, **unbind(way, device, left_online)}))


if __name__ == "__main__":
    main(sys.argv[1])
