#!/usr/bin/python3
# vm: --region-size 512M --cmdline memory_hotplug.memmap_on_memory=1
# last: pages with a hardware error stay so
"""The memory of a device can hold its own memmap, so that adding it takes no other
memory: then it is switched as any other."""

import signal

from device import BLOCK_SIZE, Device, Region, facts, mem_total
from faults import PinnedPage, break_page
from lib import await_that, check, finish, put
from processes import Writer

MEMMAP_SIZE = BLOCK_SIZE // 4096 * 64

device = Device()
setting = f"{device.path}/memmap_on_memory"
check("cannot be changed while bound", put(setting, "1"), "EBUSY")
device.unbind()
Region(device).shape(device, (0, 2), (3, 4))
before = facts(device)
check("can be changed while unbound", put(setting, "1"), "ok")
check("bind", device.bind(), "ok")
blocks = device.blocks()

total = mem_total()
for word, state in [("online_movable", "online Movable"), ("offline", "offline"),
                    ("online_kernel", "online Normal"), ("unplug", "none"),
                    ("online", "online Normal"), ("unplug", "none"),
                    ("online_movable", "online Movable")]:
    check(word, (device.put(word), device.block_states()), ("ok", [state] * 3))
    size = (BLOCK_SIZE - MEMMAP_SIZE) * 3 if state.startswith("online") else 0
    check(f"{word}: MemTotal has grown by all but the memmap", mem_total() - total, size >> 10)

online = facts(device)
for block in blocks:
    for word in "offline", "unplug":
        page = PinnedPage(block)
        writer = Writer(device.attribute, word)
        await_that(lambda: block.state == "going-offline")
        writer.send(signal.SIGKILL)
        writer.result()
        check(f"{word}, killed at {block}: everything is as before", facts(device), online)
        page.release()

# the last one first: they are known to be bad from then on
for block in reversed(blocks):
    device.bring("unplugged")
    device.bring("online_movable")
    break_page(block)
    device.bring("offline")
    offline = facts(device)
    check(f"online, with a hardware error in {block}", device.put("online"), "EHWPOISON")
    check(f"online, with a hardware error in {block}: everything is as before",
          facts(device), offline)

device.bring("unplugged")
device.bring("online_movable")
check("unbind, online", (device.unbind(), device.block_states()), ("ok", ["online Movable"] * 3))
check("bind again", (device.bind(), device.state), ("ok", "online_movable"))
check("unplug", device.put("unplug"), "ok")
device.unbind()
check("nothing is left", facts(device), before)

finish()
