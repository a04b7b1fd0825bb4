#!/usr/bin/python3
"""What daxctl makes of a region on this kernel. The argument is a daxctl of vm/daxctl.
Prints a line for each use of it: the use, and what came of it, or on a kernel with the
protection what comes of it without and with that; with tabs in between. What daxctl
itself said are comments before it."""

import json
import os
import subprocess
import sys

from device import KMEM, Device, set_policy
from lib import PROTECT, get, put

DAXCTL = sys.argv[1]
DEVDAX = "/sys/bus/dax/drivers/device_dax"
MOVABLE, NORMAL, OFFLINE, NONE = "online Movable", "online Normal", "offline", "none"
BLOCKS = {"online_movable": MOVABLE, "offline": OFFLINE, "unplugged": NONE}

device = Device()
state = f"{device.path}/state"
ours = os.path.exists(device.attribute)
protections = ("never", "always") if ours else (None,)


def driver():
    link = f"{device.path}/driver"
    return os.path.basename(os.readlink(link)) if os.path.exists(link) else "none"


def must(path, word):
    result = put(path, word)
    if result != "ok":
        raise RuntimeError(f"{word!r} written to {path}: {result}")


def bring(before):
    """The device to a state, or to the driver device_dax, from whatever there is."""
    if driver() == "device_dax":
        must(f"{DEVDAX}/remove_id", device.name)
        must(f"{DEVDAX}/unbind", device.name)
    if driver() == "none":
        must(f"{KMEM}/bind", device.name)
    if ours:
        must(PROTECT, "never")
        device.bring("unplugged" if before == "devdax" else before)
    else:
        must(state, "unplugged")
        if before == "offline":
            must(f"{KMEM}/unbind", device.name)
            must(f"{KMEM}/bind", device.name)
        elif before == "online_movable":
            must(state, before)
    if before == "devdax":
        must(f"{KMEM}/unbind", device.name)
        must(f"{DEVDAX}/new_id", device.name)
        if driver() != "device_dax":
            must(f"{DEVDAX}/bind", device.name)


def blocks():
    return "/".join(sorted(set(device.block_states())))


def daxctl(*command):
    done = subprocess.run([DAXCTL, *command], text=True, capture_output=True, check=False)
    for line in f"{done.stdout}\n{done.stderr}".splitlines():
        if line.strip():
            print(f"# {' '.join(command)}: {line}")
    return done


def outcome(before, command, after, bound, protection):
    """In a word, and whether mainline's attribute is true."""
    bring(before)
    if protection:
        must(PROTECT, protection)
    was = blocks(), driver()
    status = daxctl(*command, device.name).returncode
    now = blocks(), driver()
    print(f"# {before}: {command}: {status}, {was} -> {now}")
    if now == (after, bound):
        word = "works" if status == 0 else "works, but says it failed"
    elif status == 0:
        word = "does not, but says it did"
    else:
        word = "is refused" if now == was else "fails half way"
    if os.path.exists(state) and not ours and BLOCKS.get(get(state), NORMAL) != now[0]:
        word += f"; `state` stays `{get(state)}`"
    return word


def listed(before):
    bring(before)
    said = json.loads(daxctl("list", "-d", device.name).stdout)[0]
    print(f"# {before}: {said}")
    movable = ", movable" if said.get("movable") else ""
    return f"{said['online_memblocks']} of {said['total_memblocks']} blocks online{movable}"


USES = [
    ("offline", ["online-memory"], MOVABLE, "kmem"),
    ("offline", ["online-memory", "--no-movable"], NORMAL, "kmem"),
    ("online_movable", ["offline-memory"], OFFLINE, "kmem"),
    ("unplugged", ["online-memory"], MOVABLE, "kmem"),
    ("devdax", ["reconfigure-device", "--mode=system-ram"], MOVABLE, "kmem"),
    ("devdax", ["reconfigure-device", "--mode=system-ram", "--no-online"], OFFLINE, "kmem"),
    ("unplugged", ["reconfigure-device", "--mode=system-ram"], MOVABLE, "kmem"),
    ("offline", ["reconfigure-device", "--mode=devdax"], NONE, "device_dax"),
    ("unplugged", ["reconfigure-device", "--mode=devdax"], NONE, "device_dax"),
    ("online_movable", ["reconfigure-device", "--mode=devdax"], NONE, "device_dax"),
    ("online_movable", ["reconfigure-device", "--mode=devdax", "--force"], NONE, "device_dax"),
]

set_policy("offline")
# Mainline allocates a node's kswapd from the first memory of the node that is onlined: in a
# kernel zone it could not be unplugged again.
keeper = Device("dax1.0")
for word in "unplugged", "online_movable":
    must(keeper.attribute if ours else f"{keeper.path}/state", word)
for before in "online_movable", "offline", "unplugged":
    print(f"`{before}`: `list`", *[listed(before)] * len(protections), sep="\t", flush=True)
for before, command, after, bound in USES:
    print(f"`{before}`: `{' '.join(command)}`",
          *[outcome(before, command, after, bound, protection) for protection in protections],
          sep="\t", flush=True)
