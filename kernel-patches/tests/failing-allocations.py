#!/usr/bin/python3
# vm: --region-size 512M
# vm: --region-size 512M --cmdline memory_hotplug.memmap_on_memory=1 -- --memmap-on-memory
# slow: takes a minute or two
# long: --kasan --region-size 512M
# long: --kasan --region-size 512M --cmdline memory_hotplug.memmap_on_memory=1 -- --memmap-on-memory
"""Whichever allocation of a bind, an unbind or a transition fails: everything is as
before or as after success, and the next attempt works. Also where the memory holds
its own page structs. The device is alone on its node, which comes and goes with its
memory."""

import errno
import sys

from device import KMEM, Device, Region, facts, kasan
from faults import FailingAllocation, Veto
from lib import check, finish, put

device = Device()
online, online_kernel = ("online_movable",) * 2 if kasan() else ("online", "online_kernel")
device.unbind()
Region(device).shape(device, (0, 1), (2, 4))
if "--memmap-on-memory" in sys.argv:
    put(f"{device.path}/memmap_on_memory", "1")
allocation = FailingAllocation()


def attempts(name, begin, path, word, partly=None):
    """Lets each allocation of the write fail in turn, from where begin() brings it;
    partly is what an incomplete success may look like."""
    wrong, failed, left_out, nth = [], 0, [], 0
    begin()
    before = facts(device)
    check(f"{name}: can be done", allocation.write(path, word, 0)[0], "ok")
    success = facts(device)
    injected = True
    while injected:
        nth += 1
        begin()
        if facts(device) != before:
            wrong.append((nth, "cannot begin again", facts(device)))
            break
        result, injected = allocation.write(path, word, nth)
        after = facts(device)
        failed += injected and result != "ok"
        if after not in ([success, partly] if result == "ok" else [before]):
            wrong.append((nth, result, after))
        if partly and after == partly:
            left_out.append(nth)
            if plugged() != whole:
                wrong.append((nth, "left out again", facts(device)))
    print(f"# {name}: {nth - 1} allocations, {failed} failures, {len(left_out)} times left out")
    check(f"{name}: whichever allocation fails", wrong, [])
    return failed, left_out


def bound(state):
    def begin():
        if not device.bound():
            device.bind()
        device.bring(state)
    return begin


def unbound():
    if device.bound():
        device.bring("unplugged")
        device.unbind()


def plugged():
    device.bring("unplugged")
    device.bring("online_movable")
    return facts(device)


device.bind()
whole = plugged()
device.bring("offline")
# The second range, when it cannot be had, is left out until the memory is plugged.
partly = facts(device)
partly["iomem"] = [line for line in partly["iomem"]
                   if not line.startswith(f"{device.ranges()[1][0]:x}-")]
partly[device.name] = ("offline", "none", ["offline", "none", "none"])

binding, left_out = attempts("bind", unbound, f"{KMEM}/bind", device.name, partly)
check("a range can be left out", left_out != [], True)
failures = [binding] + [failed for failed, _ in (
    attempts("unplugged to online_movable", bound("unplugged"), device.attribute, "online_movable"),
    attempts(f"offline to {online_kernel}", bound("offline"), device.attribute, online_kernel),
    attempts(f"{online} to offline", bound(online), device.attribute, "offline"),
    attempts("online_movable to unplugged", bound("online_movable"), device.attribute, "unplug"),
    attempts("offline to unplugged", bound("offline"), device.attribute, "unplug"),
)]
check("each of them can fail", [count > 0 for count in failures], [True] * len(failures))
for state in "offline", online, "unplugged":
    attempts(f"unbind in the state {state}", bound(state), f"{KMEM}/unbind", device.name)

unbound()
allocation.write(f"{KMEM}/bind", device.name, left_out[0])
device.bring("unplugged")
before = facts(device)
veto = Veto()
veto.against("MEM_GOING_ONLINE", errno.ENOMEM)
check("with a range left out, vetoed", device.put("online_movable"), "ENOMEM")
check("with a range left out, vetoed: everything is as before", facts(device), before)
veto.against("MEM_GOING_ONLINE", 0)
check("with a range left out: all is there in the end", plugged(), whole)

finish()
