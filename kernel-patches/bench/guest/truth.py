#!/usr/bin/python3
"""A loop onlines and offlines single memory blocks of a region, one after the other,
drawn at random. Meanwhile somebody asks, once a second, for all of it to be online in
ZONE_MOVABLE. How often what is read of the region is true, and it is as asked for.

truth.py WAY SECONDS: asked for in one of the ways of ways.py, for so long"""

import json
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from device import Device
from lib import await_that
from ways import WAYS

BETWEEN_CHANGES = 0.001
BETWEEN_LOOKS = 0.05
BETWEEN_REQUESTS = 1
SEED = 1

ASKED_FOR = {"online Movable"}
TRUE_OF = {
    frozenset({"none"}): ["unplugged"],
    frozenset({"offline"}): ["offline"],
    frozenset({"online Movable"}): ["online_movable"],
    frozenset({"online Normal"}): ["online", "online_kernel"],
}


class Repeated:
    """Calls a function again and again, but not while this is held."""

    def __init__(self, function, pause):
        self._function = function
        self._pause = pause
        self.held = threading.Lock()
        self.results = Counter()

    def run_until(self, ended):
        while not ended.wait(self._pause):
            with self.held:
                self.results[self._function()] += 1


def main(name, seconds):
    way = WAYS[name]
    device = Device()
    blocks = device.blocks()
    reads = hasattr(way, "read")
    draw = random.Random(SEED)
    count = Counter()

    def change_one():
        block = draw.choice(blocks)
        return block.put("offline" if block.state.startswith("online") else "online_movable")

    def look():
        states = frozenset(device.block_states())
        count["looks"] += 1
        count["as_asked"] += states == ASKED_FOR
        count["true"] += reads and way.read(device) in TRUE_OF.get(states, ["inconsistent"])

    loop = Repeated(change_one, BETWEEN_CHANGES)
    requests = Repeated(lambda: way.ask(device), BETWEEN_REQUESTS)
    if not way.plug(device):
        raise SystemExit(f"{name}: the region cannot be plugged")
    await_that(lambda: set(device.block_states()) == ASKED_FOR)

    ended = threading.Event()
    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor() as pool:
        threads = [pool.submit(each.run_until, ended) for each in (loop, requests)]
        while time.monotonic() < deadline:
            # while a request is under way there is nothing to be judged
            if requests.held.acquire(blocking=False):
                with loop.held:
                    look()
                requests.held.release()
            ended.wait(BETWEEN_LOOKS)
        ended.set()
    for thread in threads:
        thread.result()

    print(json.dumps({"way": name, "reads": reads, "seconds": seconds, **count,
                      "requests": requests.results.total(), "done": requests.results[True],
                      "changed": loop.results["ok"], "refused": loop.results["EPERM"]}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
