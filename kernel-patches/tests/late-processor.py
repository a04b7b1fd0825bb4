#!/usr/bin/python3
# linux: 7.3 only allocates the threads of a node from that node
# vm: --region-size 256M --late-cpu
"""The threads of a node without processors are not in its memory, so that all of it can
go away, and run on its processors as soon as it has some."""

import contextlib
import os
from glob import glob

from device import Device
from lib import check, finish, get, put

THREADS = "kcompactd1", "kswapd1"


def processors():
    """Where each thread of the node may run."""
    found = {}
    for path in glob("/proc/[0-9]*/comm"):
        # others come and go
        with contextlib.suppress(OSError):
            if get(path) in THREADS:
                found[get(path)] = os.sched_getaffinity(int(path.split("/")[2]))
    return found


device = Device()
check("online_kernel", device.put("online_kernel"), "ok")
check("the node has no processor: its threads run on others", processors(),
      dict.fromkeys(THREADS, {0, 1}))
check("all of its memory can go away, and come back",
      (device.put("unplug"), device.put("online_kernel")), ("ok", "ok"))
check("its processor comes", (put("/sys/devices/system/cpu/cpu2/online", "1"),
                              get("/sys/devices/system/node/node1/cpulist")), ("ok", "2"))
check("its threads run there", processors(), dict.fromkeys(THREADS, {2}))

finish()
