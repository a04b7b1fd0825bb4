#!/usr/bin/python3
# vm: --region-size 512M
# last: pages with a hardware error stay so
"""The notifier judges who changes a block, not in which direction: the driver's
own way back after a failure is let through, a stranger is not."""

import signal

from device import Device, facts
from faults import PinnedPage, break_page
from lib import await_that, check, finish
from processes import Writer

device = Device()
first, *_, last = device.blocks()

device.bring("online_movable")
before = facts(device)
page = PinnedPage(last)
writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
check("offlining goes on to the last block", first.state, "offline")
strangers = [Writer(f"{first.path}/state", word) for word in ("offline", "online_movable")]
for stranger in strangers:
    await_that(stranger.sleeps)
writer.send(signal.SIGKILL)
check("offlining, ended by a signal", writer.result(), "SIGKILL")
check("its way back, onlining: everything is as before", facts(device), before)
check("strangers find it online: they may not offline it, and cannot online it",
      [stranger.result() for stranger in strangers], ["EPERM", "EINVAL"])
page.release()

break_page(last)
device.bring("offline")
before = facts(device)
check("onlining, stopped by an error at the last block", device.put("online_movable"),
      "EHWPOISON")
check("its way back, offlining: everything is as before", facts(device), before)

check("without the block at fault", device.put("unplug"), "ok")
check("... it works", device.put("online_movable"), "ok")

finish()
