#!/usr/bin/python3
"""Where the kernel's time for a memory block goes, when the region is onlined and
offlined by the attribute, or by a loop over the memory blocks. Each is done once
as it is and once traced, which costs time of its own."""

import json
import os
import time

from device import Device
from functiongraph import FunctionGraph
from lib import put

LEAST_SHARE = 0.02
DEPTH = 12
ENTRIES = ["state_store", "hotplug_store"]

device = Device()
files = [f"{block.path}/state" for block in device.blocks()]


def succeed(path, word):
    result = put(path, word)
    if result != "ok":
        raise SystemExit(f"writing {word} to {path}: {result}")


def by_hotplug(word):
    succeed(device.attribute, word)


def by_loop(word):
    for file in files:
        succeed(file, word)


def timed(do, word):
    start = time.monotonic()
    do(word)
    return round((time.monotonic() - start) * 1e6)


if os.path.exists(device.attribute):
    variant, do = "hotplug", by_hotplug
else:
    variant, do = "loop", by_loop

operations = [("online", "online_movable"), ("offline", "offline")]
for _ in range(2):
    untraced = {operation: timed(do, word) for operation, word in operations}
for operation, word in operations:
    with FunctionGraph(ENTRIES, DEPTH) as graph:
        traced = timed(do, word)
    print(json.dumps({"variant": variant, "operation": operation, "blocks": len(files),
                      "untraced_us": untraced[operation], "traced_us": traced,
                      "functions": list(graph.tree.lines(graph.tree.microseconds
                                                         * LEAST_SHARE))}))
