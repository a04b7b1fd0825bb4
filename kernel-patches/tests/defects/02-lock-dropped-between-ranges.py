#!/usr/bin/python3
"""All ranges of a device change under one hold of the hotplug lock: a transition
that is killed in any of them leaves all of them as they were, and nobody gets in
between."""

import signal

from device import Device, Region, facts
from faults import PinnedPage
from lib import PROTECT, await_that, check, finish, put
from processes import Background, Writer

device = Device()
device.unbind()
Region(device).shape(device, (0, 1), (2, 4), (5, 6))
device.bind()

device.bring("online_movable")
before = facts(device)
for block in device.blocks():
    page = PinnedPage(block)
    for word in "offline", "unplug":
        writer = Writer(device.attribute, word)
        await_that(lambda: block.state == "going-offline")
        writer.send(signal.SIGKILL)
        check(f"{word}, killed in {block}", writer.result(), "SIGKILL")
        check(f"{word}, killed in {block}: everything is as before", facts(device), before)
    page.release()

put(PROTECT, "never")
strangers = [Background(lambda block=block: block.put("online_movable"))
             for block in device.blocks()]
results = []
for _ in range(10):
    results.append((device.put("unplug"), device.state, set(device.block_states())))
    put(PROTECT, "managed")
    device.bring("online_movable")
    put(PROTECT, "never")
check("10 times unplug, against strangers who online every block", results,
      [("ok", "unplugged", {"none"})] * 10)
for stranger in strangers:
    stranger.stop()

finish()
