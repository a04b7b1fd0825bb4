#!/usr/bin/python3
# linux: 7.3 has this attribute of its own
# vm: --region-size 256M
"""Mainline's attribute "state" keeps to its own rules, over the same machinery as ours:
what it reads is true, and it changes all or nothing. Writing to it protects nothing."""

import os
import select
import signal

from device import Device, set_policy
from faults import PinnedPage
from lib import PROTECT, check, finish, get, put
from processes import Writer
from trace import migration_begins
from uevents import Uevents

BLOCKS = {"offline": "offline", "unplugged": "none", "online": "online Normal",
          "online_kernel": "online Normal", "online_movable": "online Movable"}
ONLINE = "online", "online_kernel", "online_movable"

device = Device()
attribute = f"{device.path}/state"
first, second = device.blocks()


def transition(before, word, result, after):
    device.bring(before)
    name = f"{before}, written {word!r}"
    check(name, put(attribute, word), result)
    check(f"{name}: state, hotplug, blocks",
          (get(attribute), device.state, set(device.block_states())),
          (after, after, {BLOCKS[after]}))


def writes_of(function):
    """What the counters say of it, as far as they have changed."""
    before = device.counters()
    function()
    return {name: count - before[name] for name, count in device.counters().items()
            if count != before[name]}


# Nobody has written to hotplug yet.
put(PROTECT, "managed")
check("after boot", (get(attribute), device.stat("protected")), ("offline", "0"))
check("offline, written 'online_movable'", put(attribute, "online_movable"), "EBUSY")
check("offline, written 'unplugged'", put(attribute, "unplugged"), "ok")
check("unplugged, written 'online_movable'", put(attribute, "online_movable"), "ok")
check("it protects nothing: another offlines a block",
      (first.put("offline"), device.stat("protected"), get(attribute)),
      ("ok", "0", "inconsistent"))
for word in ONLINE:
    check(f"inconsistent, written {word!r}", put(attribute, word), "EBUSY")
check("another offlines the rest", (second.put("offline"), get(attribute)), ("ok", "offline"))
check("another onlines both otherwise",
      (first.put("online_kernel"), second.put("online_kernel"), get(attribute)),
      ("ok", "ok", "online_kernel"))
first.put("offline")
check("inconsistent, written 'unplugged'", (put(attribute, "unplugged"), get(attribute)),
      ("ok", "unplugged"))

put(PROTECT, "managed")
for before in BLOCKS:
    transition(before, "unplugged", "ok", "unplugged")
    for word in ONLINE:
        if before in ("unplugged", word):
            transition(before, word, "ok", word)
        else:
            transition(before, word, "EBUSY", before)
    for word in "offline", "unplug", "inconsistent", "unknown", "":
        transition(before, word, "EINVAL", before)

device.bring("unplugged")
check("it is counted", writes_of(lambda: put(attribute, "online_movable")),
      {"online_movable": 1})
check("nothing to do is not", writes_of(lambda: put(attribute, "online_movable")), {})
check("a refusal is not", writes_of(lambda: put(attribute, "online")), {})
check("unplugging is", writes_of(lambda: put(attribute, "unplugged")), {"unplug": 1})

file = os.open(attribute, os.O_RDONLY)
poll = select.poll()
poll.register(file, select.POLLPRI)
os.pread(file, 100, 0)
uevents = Uevents()
put(attribute, "online_movable")
check("who polls it is told", bool(poll.poll(10_000)), True)
check("a uevent says the state",
      [(action, variables.get("STATE")) for action, name, variables in uevents.take_whole()
       if name == device.name], [("change", "online_movable")])

page = PinnedPage(second)
writer = Writer(attribute, "unplugged")
migration_begins()
check("reading it does not wait for a transition", (get(attribute), device.pending),
      ("online_movable", "unplug"))
writer.send(signal.SIGUSR1)
check("a signal ends it, and nothing has changed",
      (writer.result(), get(attribute), device.block_states()),
      ("EINTR", "online_movable", ["online Movable"] * 2))
page.release()
check("it works then", (put(attribute, "unplugged"), get(attribute)), ("ok", "unplugged"))

for policy in "online_movable", "offline":
    device.bring("unplugged")
    device.unbind()
    set_policy(policy)
    device.bind()
    check(f"policy {policy}", get(attribute), policy)

finish()
