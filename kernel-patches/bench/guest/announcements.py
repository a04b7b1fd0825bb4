#!/usr/bin/python3
"""What the kernel tells others of one transition of the region, and of a change of one
of its blocks: uevents, on each of which udev has to work, those for the region
among them, and whether who polls the region's attribute is woken.

announcements.py VARIANT: by hotplug, by state, or by a loop over the memory blocks"""

import json
import os
import select
import sys

from device import KMEM, Device
from lib import PROTECT, put
from uevents import Uevents

device = Device()
state = f"{device.path}/state"
uevents = Uevents()


class Attribute:
    """The region's attribute, or none: told nothing of."""

    def __init__(self, path):
        self._poll = select.poll()
        self._file = None
        if os.path.exists(path):
            self._file = os.open(path, os.O_RDONLY)
            self._poll.register(self._file, select.POLLPRI)

    def read(self):
        if self._file is not None:
            os.pread(self._file, 100, 0)

    def notified(self):
        """Whether it was, since it was read."""
        return any(events & select.POLLPRI for _, events in self._poll.poll(100))


def write(*writes):
    for path, word in writes:
        result = put(path, word)
        if result != "ok":
            raise SystemExit(f"writing {word} to {path}: {result}")


def blocks(word):
    return [(f"{block.path}/state", word) for block in device.blocks()]


def report(variant, attribute, operation, writes):
    attribute.read()
    uevents.take()
    write(*writes)
    sent = uevents.take()
    print(json.dumps({"variant": variant, "operation": operation, "uevents": len(sent),
                      "of_region": sum(name == device.name for _, name in sent),
                      "notified": attribute.notified()}))


def by_loop():
    yield "online", blocks("online_movable")
    yield "offline", blocks("offline")
    write(*blocks("online_movable"))
    yield "unplug", [*blocks("offline"), (f"{KMEM}/unbind", device.name)]
    yield "plug", [(f"{KMEM}/bind", device.name), *blocks("online_movable")]


def by_state():
    write((state, "unplugged"), (state, "online_movable"))
    yield "unplug", [(state, "unplugged")]
    yield "plug", [(state, "online_movable")]


def by_hotplug():
    yield "online", [(device.attribute, "online_movable")]
    yield "offline", [(device.attribute, "offline")]
    write((device.attribute, "online_movable"))
    yield "unplug", [(device.attribute, "unplug")]
    yield "plug", [(device.attribute, "online_movable")]


def main(variant):
    attribute = Attribute(f"{device.path}/{variant}")
    operations = {"loop": by_loop, "state": by_state, "hotplug": by_hotplug}[variant]
    for operation, writes in operations():
        report(variant, attribute, operation, writes)
    if os.path.exists(PROTECT):
        # or no other could
        put(PROTECT, "never")
    report(variant, attribute, "other", blocks("offline")[:1])


if __name__ == "__main__":
    main(sys.argv[1])
