#!/usr/bin/python3
# vm: --region-size 256M --policy online_kernel
"""A policy of online_kernel is followed at probe: the driver does not refuse its
own memory, and what is read and can be written afterwards fits."""

from device import Device
from lib import check, finish

device = Device()
check("state", device.state, "online_kernel")
check("blocks", device.block_states(), ["online Normal"] * 2)
check("nothing was refused", device.stat("refused"), "0")
check("another online state is refused", device.put("online"), "EBUSY")
check("offline", device.put("offline"), "ok")
check("online does something", device.put("online"), "ok")
check("... to every block", (device.state, device.block_states()),
      ("online", ["online Normal"] * 2))

finish()
