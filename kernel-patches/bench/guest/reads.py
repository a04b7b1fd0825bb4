#!/usr/bin/python3
"""How long those wait who read the region's state while a transition is under way
that does not end: the attribute and its counters, or the memory blocks.

reads.py SECONDS: for so long while nothing happens, and during the transition."""

import glob
import json
import os
import subprocess
import sys
import time

from device import Device
from faults import PinnedPage
from lib import await_that, get, put

SCRAPES_PER_SECOND = 10

device = Device()
blocks = device.blocks()
if os.path.exists(device.attribute):
    variant = "hotplug"
    transition = [device.attribute]
    scraped = [device.attribute, *glob.glob(f"{device.path}/hotplug_stats/*")]
else:
    variant = "loop"
    transition = [f"{block.path}/state" for block in blocks]
    # mainline's own attribute, since 7.3, does not tell what the blocks are in
    scraped = [*transition, *(f"{block.path}/valid_zones" for block in blocks),
               *glob.glob(f"{device.path}/state")]


def waits(seconds):
    """What each scrape took, in seconds."""
    for _ in range(int(seconds * SCRAPES_PER_SECOND)):
        start = time.monotonic()
        for file in scraped:
            get(file)
        yield time.monotonic() - start
        time.sleep(1 / SCRAPES_PER_SECOND)


def report(when, waits):
    waits = sorted(waits)
    print(json.dumps({"variant": variant, "when": when, "scrapes": len(waits),
                      "files": len(scraped), "median_us": round(waits[len(waits) // 2] * 1e6),
                      "longest_us": round(waits[-1] * 1e6)}))


for file in transition:
    if put(file, "online_movable") != "ok":
        raise SystemExit(f"cannot write online_movable to {file}")
seconds = float(sys.argv[1])
report("idle", waits(seconds))

page = PinnedPage(blocks[0])
writer = subprocess.Popen(["/bin/bash", "-c", 'for file; do echo offline >"$file"; done',
                           "offline", *transition])
await_that(lambda: blocks[0].state == "going-offline")
report("hanging", waits(seconds))
if writer.poll() is not None:
    raise SystemExit("the transition has ended, it should hang")
writer.kill()
writer.wait()
page.release()
