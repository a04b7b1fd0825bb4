#!/usr/bin/python3
"""Unplugs regions while a loop onlines their memory blocks again: how often that
succeeded, failed, was said to have succeeded while blocks were online, and cost
the region. A lost region is followed by the machine's next one.

contended.py WAY SECONDS: one of those in ways.py, tried for so long, or until no
region is left."""

import json
import os
import subprocess
import sys
import time

from device import Device
from lib import await_that
from ways import WAYS


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


def main(name, seconds):
    way = WAYS[name]
    count = dict.fromkeys(["attempts", "succeeded", "failed", "false", "lost",
                           "writes", "onlined"], 0)
    deadline = time.monotonic() + seconds

    def may_go_on():
        return time.monotonic() < deadline

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
        plugged = way.plug(device)
        with Reonlining(device) as loop:
            while plugged and may_go_on():
                attempt(device)
                plugged = way.plug(device)
            if not plugged:
                count["lost"] += 1
        for what, number in loop.did.items():
            count[what] += number
    print(json.dumps({"way": name, **count}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
