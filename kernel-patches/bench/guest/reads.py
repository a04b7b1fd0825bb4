#!/usr/bin/python3
"""How long those wait who read the region's state while a transition is under way
that does not end: the attribute and its counters, or the memory blocks."""

import glob
import json
import os
import subprocess
import sys
import time

from lib import PinnedPage
from region import Region, read, write

SCRAPES_PER_SECOND = 10

region = Region()
blocks = region.state_files()
if os.path.exists(region.hotplug):
    variant = "hotplug"
    transition = [region.hotplug]
    scraped = [region.hotplug, *glob.glob(f"{region.path}/hotplug_stats/*")]
    online = write(region.hotplug, "online_movable")
else:
    variant = "loop"
    transition = blocks
    scraped = [*blocks, *(file.replace("state", "valid_zones") for file in blocks)]
    online = all(write(file, "online_movable") for file in blocks)
if not online:
    raise SystemExit("cannot online the region")


def waits(seconds):
    """What each scrape took, in seconds."""
    for _ in range(int(seconds * SCRAPES_PER_SECOND)):
        start = time.monotonic()
        for file in scraped:
            read(file)
        yield time.monotonic() - start
        time.sleep(1 / SCRAPES_PER_SECOND)


def report(when, waits):
    waits = sorted(waits)
    print(json.dumps({"variant": variant, "when": when, "scrapes": len(waits),
                      "files": len(scraped), "median_us": round(waits[len(waits) // 2] * 1e6),
                      "longest_us": round(waits[-1] * 1e6)}))


seconds = float(sys.argv[1])
report("idle", waits(seconds))

page = PinnedPage(node=1)
writer = subprocess.Popen(["/bin/bash", "-c", 'for file; do echo offline >"$file"; done',
                           "offline", *transition])
while "going-offline" not in region.states():
    time.sleep(0.05)
report("hanging", waits(seconds))
if writer.poll() is not None:
    raise SystemExit("the transition has ended, it should hang")
writer.kill()
writer.wait()
page.release()
