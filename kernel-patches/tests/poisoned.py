#!/usr/bin/python3
# vm: --region-size 512M
# last: pages with a hardware error stay so
# long: --kasan --region-size 512M
"""A page with a hardware error: its block cannot be onlined, and the log says why.
Where that keeps a transition from being taken back, the log says that, too. When the
memory is removed and added again, the page is not handed out."""

import ctypes
import mmap
import os
import re
import signal

from device import BLOCK_SIZE, Device, news
from faults import PinnedPage, break_page
from lib import await_that, check, finish, get
from processes import Writer

EHWPOISON = 133
KPF_HWPOISON = 1 << 19

device = Device()
blocks = device.blocks()
broken, last = blocks[1], blocks[-1]
BROKEN_FRAME = broken.last_byte // mmap.PAGESIZE


def said(*patterns):
    """Whether the log has a new and whole line of the device with all of these in it."""
    lines = [line for line in news().splitlines() if f"{device.name}: " in line]
    return any(all(re.search(pattern, line) for pattern in patterns) for line in lines)


def is_poisoned(frame):
    with open("/proc/kpageflags", "rb", buffering=0) as flags:
        return bool(int.from_bytes(os.pread(flags.fileno(), 8, frame * 8), "little")
                    & KPF_HWPOISON)


def corrupted():
    """HardwareCorrupted in pages."""
    return int(re.search(r"HardwareCorrupted: +(\d+)", get("/proc/meminfo"))[1]) // 4


def handed_out(frame):
    """Whether a process gets this page that takes all that the node has, page by page."""
    size = len(blocks) * BLOCK_SIZE
    mbind, mpol_preferred = 237, 1
    memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_NOHUGEPAGE)
    base = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    nodes = ctypes.c_ulong(1 << broken.node)
    assert ctypes.CDLL(None).syscall(
        mbind, ctypes.c_void_p(base), ctypes.c_size_t(size), mpol_preferred,
        ctypes.byref(nodes), ctypes.c_ulong(64), 0) == 0
    madv_populate_write = 23
    memory.madvise(madv_populate_write)
    with open("/proc/self/pagemap", "rb", buffering=0) as pagemap:
        entries = os.pread(pagemap.fileno(), size // mmap.PAGESIZE * 8,
                           base // mmap.PAGESIZE * 8)
    frames = {int.from_bytes(entries[i:i + 8], "little") & ((1 << 55) - 1)
              for i in range(0, len(entries), 8)}
    in_block = sum(broken.first_byte <= f * mmap.PAGESIZE <= broken.last_byte for f in frames)
    print(f"# it got {in_block} pages of the block")
    assert in_block > BLOCK_SIZE // mmap.PAGESIZE // 2
    return frame in frames


device.bring("online_movable")
counted = corrupted()
break_page(broken)
check("the page is out of use", (is_poisoned(BROKEN_FRAME), corrupted() - counted), (True, 1))
check("its memory is offlined", (device.put("offline"), device.state), ("ok", "offline"))
news()
for word in "online", "online_movable":
    check(f"{word}", (device.put(word), device.state), ("EHWPOISON", "offline"))
check("a stranger: to its block, and to another of the region",
      (broken.put("online"), broken.put("online_movable"), last.put("online")),
      ("EHWPOISON", "EHWPOISON", "EPERM"))
check("the log says how many pages are to blame",
      said(rf"memory{broken.number} has 1 page", "hardware error"), True)

check("removed, it can be added again",
      (device.put("unplug"), device.put("online_movable"), device.state),
      ("ok", "ok", "online_movable"))
check("the page is out of use again", (is_poisoned(BROKEN_FRAME), corrupted() - counted),
      (True, 1))
check("the log says so", said("has 1 page", "hardware error", "out of use"), True)
check("nobody gets it", handed_out(BROKEN_FRAME), False)
check("unbind, offline, and bind: it is known still",
      (device.put("offline"), device.unbind(), device.bind(), device.put("unplug"),
       device.put("online_movable"), is_poisoned(BROKEN_FRAME)),
      ("ok", "ok", "ok", "ok", "ok", True))

device.bring("unplugged")
device.bring("online_movable")
news()
page = PinnedPage(last)
writer = Writer(device.attribute, "offline")
await_that(lambda: last.state == "going-offline")
writer.send(signal.SIGKILL)
writer.result()
states = ["online Movable", "offline", "online Movable", "online Movable"]
check("a transition that cannot be taken back for it", (device.state, device.block_states()),
      ("inconsistent", states))
check("the log says which block, and why",
      said(rf"memory{broken.number}\b", rf"-{EHWPOISON}\b"), True)
page.release()
check("the way out", (device.put("unplug"), device.put("online_movable"), device.state),
      ("ok", "ok", "online_movable"))

finish()
