#!/usr/bin/python3
"""Unplugs regions while a loop onlines their memory blocks again: how often that
succeeded, failed, was said to have succeeded while blocks were online, and cost
the region. A lost region is followed by the machine's next one.

contended.py WAY ATTEMPTS SECONDS: one of the ways below, tried so often, or for
so long, or until no region is left."""

import json
import os
import subprocess
import sys
import time

from device import Device
from lib import await_that


class Hotplug:
    """One write to the attribute of the patched kernel, or two."""

    def __init__(self, *words):
        self._words = words

    def plug(self, device):
        return device.put("online_movable") == "ok"

    def unplug(self, device):
        return all(device.put(word) == "ok" for word in self._words)


def daxctl(*arguments):
    return subprocess.run(["daxctl", *arguments], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def bound_to_kmem(device):
    return os.path.basename(os.path.realpath(f"{device.path}/driver")) == "kmem"


class Reconfigure:
    """What daxctl has for it: the device becomes one of the other driver's."""

    def plug(self, device):
        if bound_to_kmem(device):
            daxctl("online-memory", device.name)
        else:
            daxctl("reconfigure-device", "--mode=system-ram", device.name)
        return bound_to_kmem(device)

    def unplug(self, device):
        return daxctl("reconfigure-device", "--mode=devdax", "--force", device.name)


class OfflineAndUnbind:
    """daxctl offlines, and where it says that it did, the device is unbound."""

    def plug(self, device):
        if not bound_to_kmem(device) and device.bind() != "ok":
            return False
        daxctl("online-memory", device.name)
        return True

    def unplug(self, device):
        return daxctl("offline-memory", device.name) and device.unbind() == "ok"


WAYS = {
    "unplug": Hotplug("unplug"),
    "offline, unplug": Hotplug("offline", "unplug"),
    "reconfigure-device": Reconfigure(),
    "offline-memory, unbind": OfflineAndUnbind(),
}


class Reonlining:
    """The loop, running while a with statement is."""

    def __init__(self, device):
        self._command = [os.path.join(os.path.dirname(__file__), "reonline.py"), device.name]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self._process.stdout.readline()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self.did = json.loads(self._process.communicate()[0])


def devices():
    for name in sorted(os.listdir("/sys/bus/dax/devices"), key=lambda name: float(name[3:])):
        yield Device(name)


def main(name, attempts, seconds):
    way = WAYS[name]
    count = dict.fromkeys(["attempts", "succeeded", "failed", "false", "lost",
                           "writes", "onlined"], 0)
    deadline = time.monotonic() + seconds

    def may_go_on():
        return count["attempts"] < attempts and time.monotonic() < deadline

    def attempt(device):
        # the loop onlines, too, what the way to plug did not
        await_that(lambda: set(device.block_states()) == {"online Movable"})
        said = way.unplug(device)
        count["attempts"] += 1
        there = set(device.block_states()) != {"none"}
        count["failed" if not said else "false" if there else "succeeded"] += 1

    for device in devices():
        if not may_go_on():
            break
        with Reonlining(device) as loop:
            plugged = way.plug(device)
            while plugged and may_go_on():
                attempt(device)
                plugged = way.plug(device)
            if not plugged:
                count["lost"] += 1
        for what, number in loop.did.items():
            count[what] += number
    print(json.dumps({"way": name, **count}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
