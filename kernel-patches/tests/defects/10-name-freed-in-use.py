#!/usr/bin/python3
# vm: --region-size 256M --regions 3
# last: memory is lost with the module
"""The name of a range that stays reserved, because its memory is online, is kept
for as long: after unbind, after the memory it was in is used for other names, and
after the module is gone."""

import os
import subprocess

from device import Device, iomem
from lib import check, finish

# what is freed is allocated next on the same processor
os.sched_setaffinity(0, {0})
stays, *others = (Device(f"dax{i}.0") for i in range(3))
for device in others:
    device.bring("offline")
    device.unbind()
stays.bring("online_movable")
names = iomem()

check("unbind", stays.unbind(), "ok")
check("names in /proc/iomem", iomem(), names)
for device in others:
    device.bind()
check("... with other devices bound since",
      [line for line in iomem() if " : dax0.0" in line], names[:1])
for device in others:
    device.unbind()
subprocess.run(["rmmod", "kmem"], check=True)
subprocess.run(["insmod", os.environ["KMEM_MODULE"]], check=True)
for device in others:
    device.unbind()
check("... with the module loaded again", iomem(), names)

finish()
