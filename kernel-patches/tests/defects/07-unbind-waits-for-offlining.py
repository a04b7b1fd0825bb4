#!/usr/bin/python3
# vm: --region-size 512M
"""Unbinding never offlines, which could last for ever: what is online stays so,
and nobody watches over it any more."""

from device import KMEM, Device, log, mem_total
from faults import PinnedPage
from lib import check, finish
from processes import Writer

device = Device()
device.bring("online_movable")
blocks, total = device.block_states(), mem_total()
first, *_, last = device.blocks()
page = PinnedPage(last)

check("unbind, with a page that cannot be migrated",
      Writer(f"{KMEM}/unbind", device.name).result(), "ok")
check("unbound", device.bound(), False)
check("blocks", device.block_states(), blocks)
check("MemTotal", mem_total(), total)
check("the log says what stays", log().count("is not removed and stays RAM: bind the device again"), 1)
check("a stranger may offline", first.put("offline"), "ok")
check("a stranger may online", first.put("online_movable"), "ok")

page.release()
finish()
