#!/usr/bin/python3
# vm: --region-size 256M --regions 3
"""A writer that waits for another's transition has not begun one: none is pending,
and being stopped or frozen for a while does not end it."""

import signal

from device import Device
from faults import PinnedPage
from lib import await_that, check, finish, get, put
from processes import Writer, mount_cgroups

device, other = Device("dax0.0"), Device("dax1.0")
device.bring("online_movable")
other.bring("offline")
last = device.blocks()[-1]
cgroups = mount_cgroups()


class Waiting:
    """A transition that hangs, a writer that waits for the end of this one, and one
    that waits for the end of all."""

    def __init__(self):
        self._page = PinnedPage(last)
        self.hanging = Writer(device.attribute, "offline")
        await_that(lambda: last.state == "going-offline")
        self.writers = {device: Writer(device.attribute, "unplug"),
                        other: Writer(other.attribute, "online_movable")}
        for writer in self.writers.values():
            await_that(writer.sleeps)

    def release(self):
        self._page.release()

    def results(self):
        self.release()
        return [self.hanging.result(), *(writer.result() for writer in self.writers.values())]


def again():
    device.bring("online_movable")
    other.bring("offline")


waiting = Waiting()
check("pending, of who waits for another region's transition",
      {other.pending for _ in range(2000)}, {"none"})
check("pending, of who waits for this region's", {device.pending for _ in range(200)}, {"offline"})
check("all are done in the end", waiting.results(), ["ok"] * 3)
check("the states", (device.state, other.state), ("unplugged", "online_movable"))

again()
waiting = Waiting()
for writer in waiting.writers.values():
    writer.send(signal.SIGSTOP)
for writer in waiting.writers.values():
    await_that(writer.is_stopped)
for writer in waiting.writers.values():
    writer.send(signal.SIGCONT)
check("stopped for a while, they go on", waiting.results(), ["ok"] * 3)

again()
waiting = Waiting()
cgroup = cgroups / "frozen"
cgroup.mkdir()
for writer in waiting.writers.values():
    put(cgroup / "cgroup.procs", str(writer.pid))
put(cgroup / "cgroup.freeze", "1")
await_that(lambda: "frozen 1" in get(cgroup / "cgroup.events"))
put(cgroup / "cgroup.freeze", "0")
check("frozen for a while, they go on", waiting.results(), ["ok"] * 3)

again()
waiting = Waiting()
for name, writer in waiting.writers.items():
    writer.interrupt()
    check(f"a signal with a handler ends the wait for {name.name}", writer.result(), "EINTR")
check("who hangs has the memory", (device.pending, device.state), ("offline", "online_movable"))
waiting.release()
check("and is done in the end", waiting.hanging.result(), "ok")

finish()
