#!/usr/bin/python3
# vm: --region-size 256M --regions 3
# last: memory is lost with the module
# long: --kasan --region-size 256M --regions 3
"""While one device's transition hangs, an unbind of another one can be killed, and so
can the unloading of the module. What the log then says of the memory that stays
is true."""

import os
import signal
import subprocess

from device import KMEM, Device, Region, facts, log
from faults import PinnedPage
from lib import await_that, check, finish
from processes import Program, Writer

devices = first, hanging, third = [Device(f"dax{i}.0") for i in range(3)]
for device in devices:
    device.bring("online_movable")
last = hanging.blocks()[-1]
before = facts(*devices)


def hang():
    page = PinnedPage(last)
    writer = Writer(hanging.attribute, "unplug")
    await_that(lambda: last.state == "going-offline")
    return page, writer


def advice(device):
    """The last thing that the log says of the memory of the device."""
    lines = [line for line in log().splitlines() if f"{device.name}: " in line]
    return lines[-1] if lines else ""


page, writer = hang()
for device in first, third:
    unbind = Writer(f"{KMEM}/unbind", device.name)
    await_that(unbind.sleeps)
    unbind.send(signal.SIGKILL)
    check(f"unbind of {device.name} can be killed", unbind.result(), "SIGKILL")
check("the transition hangs on", hanging.pending, "unplug")
writer.send(signal.SIGKILL)
check("and can be ended", writer.result(), "SIGKILL")
page.release()
for device in first, third:
    if not device.bound():
        check(f"bind {device.name} again", device.bind(), "ok")
check("everything is as before", facts(*devices), before)

third.unbind()
region = Region(third)
region.shape(third)
devices[2] = third = region.create((0, 2))
check("the memory of a device that is unbound: another one takes it",
      (third.bind(), third.state), ("ok", "online_movable"))

page, writer = hang()
rmmod = Program("rmmod", "kmem")
# the last one is unbound first
await_that(lambda: not os.path.exists(third.attribute))
await_that(lambda: rmmod.sleeps() or rmmod.has_ended())
rmmod.send(signal.SIGKILL)
result = rmmod.result()
check("rmmod can be killed", result in ("SIGKILL", "ok") or result, True)
if result == "running":
    finish()
check("it ends the transition that hangs", writer.result(), "ENODEV")
page.release()
check("the module is gone", os.path.exists(KMEM), False)
check("the memory stays", [set(device.block_states()) for device in devices],
      [{"online Movable"}] * 3)
promised = {device.name: "bind the device again" in advice(device) for device in devices}
check("the log says of each what stays",
      [device.name for device in devices if "stays" not in advice(device)], [])
subprocess.run(["insmod", os.environ["KMEM_MODULE"]], check=True)
for device in devices:
    if not device.bound():
        device.bind()
    check(f"{device.name}: what the log says of binding again is true",
          device.bound() and device.state == "online_movable", promised[device.name])

finish()
