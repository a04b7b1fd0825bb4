#!/usr/bin/python3
# vm: --region-size 512M
# last: pages with a hardware error stay so
"""A transition that fails at any block of any range puts every block back into the
zone it was in. Where even that fails, what is read is true, and the device can be
brought out of there."""

import errno
import signal

from device import Device, Region, facts
from faults import PinnedPage, Veto, break_page
from lib import PROTECT, await_that, check, finish, put
from processes import Writer
from trace import migration_begins

device = Device()
device.unbind()
Region(device).shape(device, (0, 2), (3, 4))
device.bind()
blocks = device.blocks()
veto = Veto()


def mix_zones():
    device.bring("offline")
    put(PROTECT, "never")
    for block, word in zip(blocks, ["online_movable", "online_kernel", "online_movable"]):
        block.put(word)
    put(PROTECT, "managed")


def hang_at(block, word):
    """A writer that has come to this block, and the page that lets it go no further."""
    page = PinnedPage(block)
    writer = Writer(device.attribute, word)
    await_that(lambda: block.state == "going-offline")
    # the notifiers have been asked by then
    migration_begins()
    return writer, page


mix_zones()
before = facts(device)
check("zones before", device.block_states(), ["online Movable", "online Normal", "online Movable"])

for block in blocks:
    for word in "offline", "unplug":
        name = f"{word}, killed at {block}"
        writer, page = hang_at(block, word)
        writer.send(signal.SIGKILL)
        check(f"{name}: writer", writer.result(), "SIGKILL")
        check(f"{name}: everything is as before", facts(device), before)
        page.release()

for word in "offline", "unplug":
    veto.against("MEM_GOING_OFFLINE", errno.EAGAIN)
    check(f"{word}, vetoed at {blocks[0]}", device.put(word), "EAGAIN")
    check(f"{word}, vetoed at {blocks[0]}: everything is as before", facts(device), before)
    veto.against("MEM_GOING_OFFLINE", errno.EINTR)
    check(f"{word}, vetoed with EINTR and no signal",
          Writer(device.attribute, word).result(), "EINTR")
    veto.against("MEM_GOING_OFFLINE", 0)
    for previous, block in zip(blocks, blocks[1:]):
        name = f"{word}, vetoed at {block}"
        writer, page = hang_at(previous, word)
        veto.against("MEM_GOING_OFFLINE", errno.EAGAIN)
        page.release()
        check(name, writer.result(), "EAGAIN")
        check(f"{name}: everything is as before", facts(device), before)
        veto.against("MEM_GOING_OFFLINE", 0)

device.bring("unplugged")
before = facts(device)
veto.against("MEM_GOING_ONLINE", errno.ENOMEM)
for word in "online", "online_kernel", "online_movable":
    check(f"{word} of what is unplugged, vetoed", device.put(word), "ENOMEM")
    check(f"{word} of what is unplugged, vetoed: everything is as before", facts(device), before)
veto.against("MEM_GOING_ONLINE", 0)

for way_out in "offline", "unplug":
    device.bring("online_movable")
    failed = int(device.stat("failed"))
    writer, page = hang_at(blocks[-1], "offline")
    veto.against("MEM_GOING_ONLINE", errno.ENOMEM)
    writer.send(signal.SIGKILL)
    writer.result()
    check("the way back vetoed", (device.state, device.pending, device.block_states()),
          ("inconsistent", "none", ["offline", "offline", "online Movable"]))
    check("the way back vetoed: failed", int(device.stat("failed")) - failed, 1)
    veto.against("MEM_GOING_ONLINE", 0)
    page.release()
    check(f"{way_out} out of there", device.put(way_out), "ok")

# the last one first: they are known to be bad from then on
for block in reversed(blocks):
    device.bring("unplugged")
    device.bring("online_movable")
    break_page(block)
    device.bring("offline")
    before = facts(device)
    for word in "online", "online_kernel", "online_movable":
        check(f"{word}, with a hardware error in {block}", device.put(word), "EHWPOISON")
        check(f"{word}, with a hardware error in {block}: everything is as before",
              facts(device), before)

finish()
