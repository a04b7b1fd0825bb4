#!/usr/bin/python3
# vm: --regions 2
# last: memory is lost with the module
"""A transition that does not end, because of a page that cannot be migrated,
keeps nobody from reading, and a signal or an unbind ends it with everything as
before."""

import select
import signal
import subprocess
from glob import glob

from device import Device, facts
from faults import PinnedPage
from lib import PROTECT, await_that, check, finish, get, put
from processes import Writer

device, other = Device("dax0.0"), Device("dax1.0")
device.bring("online_movable")
last = device.blocks()[-1]
page = PinnedPage(last)
before = facts(device, other)


def failed():
    return int(device.stat("failed"))


for word, sig in [("offline", signal.SIGTERM), ("unplug", signal.SIGKILL)]:
    name = f"{word}, ended by {sig.name}"
    failures, busy_ns = failed(), int(device.stat("busy_ns"))
    writer = Writer(device.attribute, word)
    await_that(lambda: last.state == "going-offline")

    check(f"{name}: pending", device.pending, word)
    check(f"{name}: state reads as before", device.state, "online_movable")
    with open(device.attribute) as attribute:
        poll = select.poll()
        poll.register(attribute, select.POLLPRI)
        attribute.read()
        check(f"{name}: nothing to poll yet", poll.poll(0), [])
    check(f"{name}: every counter reads",
          all(get(path) for path in glob(f"{device.path}/hotplug_stats/*")), True)

    second = Writer(device.attribute, "offline")
    await_that(second.sleeps)
    second.send(signal.SIGKILL)
    check(f"{name}: a waiting writer can be killed", second.result(), "SIGKILL")
    elsewhere = Writer(other.attribute, "online_movable")
    await_that(elsewhere.sleeps)
    elsewhere.interrupt()
    check(f"{name}: a handled signal ends the wait of another region's writer",
          elsewhere.result(), "EINTR")
    stranger = Writer(f"{last.path}/state", "online")
    await_that(stranger.sleeps)
    stranger.send(signal.SIGKILL)
    check(f"{name}: a waiting stranger can be killed", stranger.result(), "SIGKILL")

    writer.send(sig)
    check(f"{name}: writer", writer.result(), sig.name)
    check(f"{name}: everything is as before", facts(device, other), before)
    check(f"{name}: failed", failed() - failures, 1)
    check(f"{name}: busy_ns counts that too", int(device.stat("busy_ns")) > busy_ns, True)

writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
writer.send(signal.SIGSTOP)
await_that(writer.is_stopped)
check("a writer that is stopped: everything is as before", facts(device, other), before)
writer.send(signal.SIGCONT)
await_that(lambda: last.state == "going-offline")
check("a writer that is continued begins again", device.pending, "offline")
writer.send(signal.SIGTERM)
check("a writer that was continued: ends", writer.result(), "SIGTERM")

for protect, other_setting in ("never", "always"), ("always", "never"):
    name = f"protect turned to {protect} under way"
    put(PROTECT, other_setting)
    writer = Writer(device.attribute, "offline")
    await_that(lambda: last.state == "going-offline")
    put(PROTECT, protect)
    check(f"{name}: still pending", device.pending, "offline")
    writer.send(signal.SIGTERM)
    check(f"{name}: writer", writer.result(), "SIGTERM")
    check(f"{name}: everything is as before", facts(device, other), before)
check("protected again", last.put("offline"), "EPERM")

writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
writer.send(signal.SIGSTOP)
await_that(writer.is_stopped)
check("unbind while a writer is stopped", device.unbind(), "ok")
writer.send(signal.SIGCONT)
check("unbind while a writer is stopped: it begins again, where there is no device any more",
      writer.result(), "ENODEV")
check("unbind while a writer is stopped: blocks", set(device.block_states()), {"online Movable"})
check("unbind while a writer is stopped: bind again", device.bind(), "ok")
check("unbind while a writer is stopped: everything is as before", facts(device, other), before)

writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
waiting = Writer(device.attribute, "unplug")
await_that(waiting.sleeps)
check("unbind during a transition", device.unbind(), "ok")
check("unbind during a transition: writer", writer.result(), "ENODEV")
check("unbind during a transition: waiting writer", waiting.result(), "ENODEV")
check("unbind during a transition: blocks", set(device.block_states()), {"online Movable"})
check("bind again", device.bind(), "ok")
check("bind again: everything is as before", facts(device, other), before)

page.release()
check("with the page released, unplug", device.put("unplug"), "ok")
check("nothing happened to the other region", other.stat("failed"), "0")

device.put("online_movable")
last = device.blocks()[-1]
page = PinnedPage(last)
writer = Writer(device.attribute, "unplug")
await_that(lambda: last.state == "going-offline")
check("unloading the module during a transition",
      subprocess.run(["rmmod", "kmem"], check=False).returncode, 0)
check("unloading the module during a transition: writer", writer.result(), "ENODEV")
check("unloading the module during a transition: blocks", set(device.block_states()),
      {"online Movable"})

finish()
