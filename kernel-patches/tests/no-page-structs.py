#!/usr/bin/python3
# vm: --region-size 16G
# slow: takes a minute or two
# long: --debug --region-size 32G
"""A large region. Where there is no room for its page structs, everything stays as it
was, and it works when there is room. A signal ends the onlining of its many blocks,
and so does an unbind."""

import os
import re
import signal

from device import BLOCK_SIZE, KMEM, Device, Region, facts
from lib import await_that, check, finish, get
from processes import Hog, TakenMemory, Writer

device = Device()
device.bring("unplugged")
end = len(device.blocks())


def available():
    return int(re.search(r"MemAvailable: +(\d+)", get("/proc/meminfo"))[1]) << 10


def take_room():
    """Leaves memory for half of the page structs."""
    room = TakenMemory(available() - end * BLOCK_SIZE // 4096 * 64 // 2)
    print(f"# {available() >> 20} MiB are left")
    return room


for shape in [(0, end)], [(0, 8), (9, end // 2), (end // 2 + 1, end)]:
    name = f"{len(shape)} ranges"
    device.unbind()
    Region(device).shape(device, *shape)
    check(f"{name}: bind", (device.bind(), device.put("unplug")), ("ok", "ok"))
    before = facts(device)
    room = take_room()
    check(f"{name}, no room: online_movable", device.put("online_movable"), "ENOMEM")
    check(f"{name}, no room: and again", device.put("online_movable"), "ENOMEM")
    room.give_back()
    check(f"{name}, no room: everything is as before", facts(device) == before, True)
    check(f"{name}, room again: online_movable",
          (device.put("online_movable"), set(device.block_states())), ("ok", {"online Movable"}))
    check(f"{name}: unplug", (device.put("unplug"), facts(device) == before), ("ok", True))

# one range, as others are left out where they cannot be had
device.unbind()
Region(device).fill(device)
unbound = facts(device)
room = take_room()
check("bind without room", device.bind(), "ENOMEM")
room.give_back()
check("bind without room: nothing is left", facts(device) == unbound, True)
check("bind, room again", (device.bind(), device.state), ("ok", "offline"))

first, *_, last = device.blocks()


def is_online(block):
    return get(f"{block.path}/state") == "online"


hog = Hog(cpu=0)
os.sched_setaffinity(0, {1})


def begin(word, done):
    """A writer that is held in the kernel when it has done this with the first block, and
    with the last one not yet."""
    origin = device.state
    for _ in range(20):
        writer = Writer(device.attribute, word, cpu=0)
        await_that(lambda: is_online(first) == (done == "online"), pause=0)
        hog.start()
        if is_online(last) != (done == "online"):
            return writer
        print(f"# again: {word} had come to its end")
        hog.stop()
        writer.result()
        device.bring(origin)
    raise TimeoutError


for number, result in (signal.SIGUSR1, "EINTR"), (signal.SIGKILL, "SIGKILL"):
    for word, state in ("online_movable", "online"), ("offline", "offline"):
        before = facts(device)
        writer = begin(word, state)
        writer.send(number)
        hog.stop()
        check(f"{word}, {number.name}", writer.result(), result)
        check(f"{word}, {number.name}: everything is as before", facts(device) == before, True)
        device.bring(word)

writer = begin("online_movable", "online")
unbind = Writer(f"{KMEM}/unbind", device.name)
await_that(unbind.sleeps)
hog.stop()
check("online_movable, unbound: unbind, writer", (unbind.result(), writer.result()),
      ("ok", "ENODEV"))
check("online_movable, unbound: nothing is left", facts(device) == unbound, True)
check("bind, online", (device.bind(), device.put("online_movable")), ("ok", "ok"))
check("unplug", (device.put("unplug"), device.state), ("ok", "unplugged"))

finish()
