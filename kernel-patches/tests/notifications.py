#!/usr/bin/python3
# vm: --region-size 256M
"""Each transition, completed or failed, wakes those who poll the attribute once
and sends one uevent for the device; nothing else does."""

import os
import select

from device import Device
from lib import PROTECT, check, finish, put
from uevents import Uevents

device = Device()
attribute = os.open(device.attribute, os.O_RDONLY)
poll = select.poll()
poll.register(attribute, select.POLLPRI)


def read():
    return os.pread(attribute, 100, 0).decode().strip()


def notified():
    """Whether the attribute was notified since it was last read."""
    return any(events & select.POLLPRI for _, events in poll.poll(10_000))


def quiet():
    return not poll.poll(200)


uevents = Uevents()


def device_uevents():
    """The actions and states in the uevents sent for the device since this was last
    asked."""
    return [(action, variables.get("STATE")) for action, name, variables in uevents.take_whole()
            if name == device.name]


def transition(word, result, state, description):
    read()
    device_uevents()
    check(f"{description}: result", device.put(word), result)
    check(f"{description}: notified", notified(), True)
    check(f"{description}: state", read(), state)
    check(f"{description}: uevents", device_uevents(), [("change", state)])


def nothing(path, word, result, description):
    read()
    device_uevents()
    check(f"{description}: result", put(path, word), result)
    check(f"{description}: not notified", quiet(), True)
    check(f"{description}: uevents", device_uevents(), [])


block = f"{device.blocks()[0].path}/state"
transition("online_movable", "ok", "online_movable", "offline to online_movable")
nothing(device.attribute, "online_movable", "ok", "nothing to do")
nothing(device.attribute, "online", "EBUSY", "not allowed")
nothing(device.attribute, "nonsense", "EINVAL", "nonsense")
nothing(block, "offline", "EPERM", "refused to another")
transition("offline", "ok", "offline", "online_movable to offline")
transition("online", "ok", "online", "offline to online")
transition("unplug", "ok", "unplugged", "online to unplugged")
transition("online_kernel", "ok", "online_kernel", "unplugged to online_kernel")
transition("offline", "ok", "offline", "online_kernel to offline")

put(PROTECT, "never")
read()
device_uevents()
check("unprotected, another onlines a block", put(block, "online_movable"), "ok")
check("unprotected, another onlines a block: notified", notified(), True)
check("unprotected, another onlines a block: state", read(), "inconsistent")
check("unprotected, another onlines a block: uevents", device_uevents(),
      [("change", "inconsistent")])

finish()
