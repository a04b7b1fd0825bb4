#!/usr/bin/python3
# vm: --region-size 256M
"""An unplug that fails, and succeeds when it is tried again, leaves nothing behind
when the module goes."""

import errno
import os
import subprocess

from device import Device
from faults import Veto
from lib import check, finish
from trace import ModuleAllocations

device = Device()
device.unbind()
subprocess.run(["rmmod", "kmem"], check=True)
veto = Veto()

allocations = ModuleAllocations()
subprocess.run(["insmod", os.environ["KMEM_MODULE"]], check=True)
device.put("online_movable")
veto.against("MEM_GOING_OFFLINE", errno.ENOMEM)
check("unplug, vetoed", device.put("unplug"), "ENOMEM")
veto.against("MEM_GOING_OFFLINE", 0)
check("unplug, not vetoed", device.put("unplug"), "ok")
subprocess.run(["rmmod", "kmem"], check=True)
check("all that the module had allocated is freed", allocations.left(), [])

finish()
