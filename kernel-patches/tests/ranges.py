#!/usr/bin/python3
"""Devices of one region, with several ranges, with parts of memory blocks, and
made anew: each is switched as a whole, and nothing else is."""

from device import Device, Region, facts, iomem, log
from faults import PinnedPage
from lib import await_that, check, finish, put
from processes import Writer

device = Device()
region = Region(device)
device.unbind()


def added(device):
    """How many ranges of System RAM there are in the device's."""
    starts = {f"{-(-start // (128 << 20)) * (128 << 20):x}" for start, _ in device.ranges()}
    return sum("System RAM" in line and line.partition("-")[0] in starts for line in iomem())


finish()
