#!/usr/bin/python3
# vm: --region-size 1G
# last: pages with a hardware error stay so
# slow: takes a minute or two
# long: --kasan --region-size 1G
"""The way back from a failure can be ended, too, whenever who ends it comes: then
what could not be taken back stays as it is, what is read is true, and the log says
what is left. Where nothing is in the way, the way back is gone to its end."""

import errno
import os
import re
import signal

from device import KMEM, Device, facts, news
from faults import PinnedPage, Veto, break_page
from lib import await_that, check, finish
from processes import Hog, Writer

WRITERS_CPU, OUR_CPU = 0, 1

device = Device()
blocks = device.blocks()
first, *_, last = blocks
veto = Veto()
broken = []
os.sched_setaffinity(0, {OUR_CPU})


hog = Hog(WRITERS_CPU)


class TooLate(Exception):
    """The transition had gone further than it was to be tested."""


class Held:
    """A transition whose writer is stopped in the kernel, when it has brought a block
    to a state, and the next but one not yet."""

    def __init__(self, word, block, state):
        self.writer = Writer(device.attribute, word, cpu=WRITERS_CPU)
        self.hold(block, state)

    def hold(self, block, state):
        index = blocks.index(block)
        while block.state != state:
            pass
        hog.start()
        if index + 2 < len(blocks) and blocks[index + 2].state == state:
            hog.stop()
            self.writer.result()
            raise TooLate

    def go_on(self, block=None, state=None):
        """To the end, or until it has brought a block to a state."""
        hog.stop()
        if block:
            self.hold(block, state)


def in_time(scenario, *arguments):
    """Tries again where the processors had other things to do."""
    for _ in range(20):
        try:
            return scenario(*arguments)
        except TooLate:
            print(f"# again: {scenario.__name__}{arguments}")
            recover()
    raise TimeoutError


def truth():
    """What the attribute should read, now that the blocks are as they are."""
    states = set(device.block_states())
    names = {"offline": "offline", "none": "unplugged", "online Movable": "online_movable"}
    return names[states.pop()] if len(states) == 1 else "inconsistent"


def said(block):
    """Whether the log has a new and whole line that names the device, the block and an
    error."""
    return bool(re.search(rf"{device.name}: .*memory{block.number}\b.*-\d+.*\n",
                          news()))


def by_signal(writer):
    writer.send(signal.SIGKILL)
    return None


def by_unbind(_):
    return Writer(f"{KMEM}/unbind", device.name, cpu=OUR_CPU)


ENDINGS = {"SIGKILL": (by_signal, {"SIGKILL"}),
           "unbind": (by_unbind, {"ENODEV", "ENOMEM", "EHWPOISON"})}


def ended(name, writer, unbinder, results):
    """Whether writer and unbind came to their end; nothing can be tested where not."""
    result = writer.result()
    check(f"{name}: the writer ends", result in results or result, True)
    unbound = unbinder.result() if unbinder else "ok"
    check(f"{name}: an unbind ends", unbound, "ok")
    if "running" in (result, unbound):
        finish()


def recover():
    if not device.bound():
        check("bind again", device.bind(), "ok")
    check("what is read then is true", (device.state, device.pending), (truth(), "none"))
    check("unplug then", (device.put("unplug"), device.state), ("ok", "unplugged"))


def offline_with_poison():
    """Offline, and the last block cannot be onlined, as of the first call for ever."""
    device.bring("online_movable")
    if not broken:
        break_page(last)
        broken.append(last)
    device.bring("offline")


def pinned_when_reverting(ending, early, by_notifier):
    """Some blocks are onlined, and the first gets a page that cannot be moved, before
    one of them fails. Who ends that comes before the way back begins, or when it
    hangs."""
    name = (f"{ending} {'before' if early else 'during'} the way back from "
            f"{'a veto' if by_notifier else 'a hardware error'}, which hangs")
    end, results = ENDINGS[ending]
    if by_notifier:
        device.bring("offline")
    else:
        offline_with_poison()
    news()
    failed = int(device.stat("failed"))
    held = Held("online_movable", first, "online Movable")
    page = PinnedPage(first)
    if by_notifier:
        veto.against("MEM_GOING_ONLINE", errno.ENOMEM)
    unbinder = end(held.writer) if early else None
    held.go_on()
    if not early:
        await_that(lambda: first.state == "going-offline")
        check(f"{name}: pending", device.pending, "online_movable")
        unbinder = end(held.writer)
    ended(name, held.writer, unbinder, results)
    veto.against("MEM_GOING_ONLINE", 0)
    check(f"{name}: the block with the page stays", first.state, "online Movable")
    check(f"{name}: the log says so", said(first), True)
    if not unbinder:
        check(f"{name}: what is read is true", (device.state, device.pending), (truth(), "none"))
        check(f"{name}: it has failed", int(device.stat("failed")) - failed, 1)
    page.release()
    recover()


def offlining_again(ending, block):
    name = f"{ending} when {block} is offline again"
    end, results = ENDINGS[ending]
    offline_with_poison()
    before = device.block_states()
    held = Held("online_movable", blocks[-4], "online Movable")
    held.go_on(block, "offline")
    unbinder = end(held.writer)
    held.go_on()
    ended(name, held.writer, unbinder, results | {"EHWPOISON"})
    check(f"{name}: blocks", device.block_states(),
          ["none"] * len(blocks) if unbinder else before)
    recover()


def onlining_again(ending, block):
    name = f"{ending} when {block} is online again"
    end, _ = ENDINGS[ending]
    device.bring("online_movable")
    before = device.block_states()
    page = PinnedPage(last)
    try:
        held = Held("offline", last, "going-offline")
        held.writer.send(signal.SIGUSR1)
        held.go_on(block, "online Movable")
        unbinder = end(held.writer)
        held.go_on()
        ended(name, held.writer, unbinder, {"SIGKILL", "EINTR", "ENODEV"})
        check(f"{name}: blocks", device.block_states(), before)
    finally:
        page.release()
    recover()


def signal_while_onlining(number, result):
    name = f"onlining, {number.name} after the second block"
    device.bring("offline")
    before = facts(device)
    held = Held("online_movable", blocks[1], "online Movable")
    held.writer.send(number)
    held.go_on()
    check(f"{name}: the writer", held.writer.result(), result)
    check(f"{name}: everything is as before", facts(device), before)
    recover()


in_time(signal_while_onlining, signal.SIGUSR1, "EINTR")
in_time(signal_while_onlining, signal.SIGKILL, "SIGKILL")
for ending in ENDINGS:
    for block in blocks[:-3:2]:
        in_time(onlining_again, ending, block)
for by_notifier in True, False:
    for ending in ENDINGS:
        for early in True, False:
            in_time(pinned_when_reverting, ending, early, by_notifier)
for ending in ENDINGS:
    for block in blocks[:-3:2]:
        in_time(offlining_again, ending, block)

finish()
