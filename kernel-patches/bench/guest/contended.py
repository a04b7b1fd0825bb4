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

from region import DRIVERS, Region, write


class Hotplug:
    """One write to the attribute of the patched kernel, or two."""

    def __init__(self, *words):
        self._words = words

    def plug(self, region):
        return write(region.hotplug, "online_movable")

    def unplug(self, region):
        return all(write(region.hotplug, word) for word in self._words)


def daxctl(*arguments):
    return subprocess.run(["daxctl", *arguments], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


class Reconfigure:
    """What daxctl has for it: the device becomes one of the other driver's."""

    def plug(self, region):
        if region.driver == "kmem":
            daxctl("online-memory", region.name)
        else:
            daxctl("reconfigure-device", "--mode=system-ram", region.name)
        return region.driver == "kmem"

    def unplug(self, region):
        return daxctl("reconfigure-device", "--mode=devdax", "--force", region.name)


class OfflineAndUnbind:
    """daxctl offlines, and where it says that it did, the device is unbound."""

    def plug(self, region):
        if region.driver != "kmem" and not write(f"{DRIVERS}/kmem/bind", region.name):
            return False
        daxctl("online-memory", region.name)
        return True

    def unplug(self, region):
        return (daxctl("offline-memory", region.name)
                and write(f"{DRIVERS}/kmem/unbind", region.name))


WAYS = {
    "unplug": Hotplug("unplug"),
    "offline, unplug": Hotplug("offline", "unplug"),
    "reconfigure-device": Reconfigure(),
    "offline-memory, unbind": OfflineAndUnbind(),
}


class Reonlining:
    """The loop, running while a with statement is."""

    def __init__(self, region):
        self._command = [os.path.join(os.path.dirname(__file__), "reonline.py"), region.name]

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        self._process.stdout.readline()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self.did = json.loads(self._process.communicate()[0])


def regions():
    for name in sorted(os.listdir("/sys/bus/dax/devices"), key=lambda name: float(name[3:])):
        yield Region(name)


def is_online_soon(region, seconds=60):
    """The loop onlines, too, what the way to plug did not."""
    deadline = time.monotonic() + seconds
    while not region.is_online():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def main(name, attempts, seconds):
    way = WAYS[name]
    count = dict.fromkeys(["attempts", "succeeded", "failed", "false", "lost",
                           "writes", "onlined"], 0)
    deadline = time.monotonic() + seconds

    def may_go_on():
        return count["attempts"] < attempts and time.monotonic() < deadline

    def attempt(region):
        if not is_online_soon(region):
            raise SystemExit(f"{region.name} does not come online")
        said = way.unplug(region)
        count["attempts"] += 1
        count["failed" if not said else "false" if region.states() else "succeeded"] += 1

    for region in regions():
        if not may_go_on():
            break
        with Reonlining(region) as loop:
            plugged = way.plug(region)
            while plugged and may_go_on():
                attempt(region)
                plugged = way.plug(region)
            if not plugged:
                count["lost"] += 1
        for what, number in loop.did.items():
            count[what] += number
    print(json.dumps({"way": name, **count}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
