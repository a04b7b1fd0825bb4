#!/usr/bin/python3
# vm: --regions 3 --region-size 128M
"""With the protection off others change a block while writers are about to: what
the state says is true, and whoever changed it announced that."""

from device import Device, set_policy
from faults import PinnedPage
from lib import PROTECT, await_that, check, finish, put
from processes import Background, Writer
from trace import migration_begins
from uevents import Uevents

TIMES = 30

device = Device("dax1.0")
(block,) = device.blocks()
put(PROTECT, "never")
uevents = Uevents()


def until_done(act):
    while act() in ("EBUSY", "EINVAL"):
        pass


def offlined_while_writers_wait():
    """What writers are told, the state, and whether that was announced: another offlines
    the only memory of a node, which takes its time, and meanwhile they look whether that
    is still to be done."""
    device.bring("online_movable")
    uevents.take()
    other, *writers = [Writer(path, "offline") for path in (f"{block.path}/state",
                                                            device.attribute, device.attribute)]
    results = tuple(writer.result() for writer in writers)
    other.result()
    return results, device.state, ("change", device.name) in uevents.take()


def state_after(online):
    """Or "offline" again: of memory that was onlined so, that others then offlined
    at once, and another onlined again."""
    until_done(online)
    until_done(lambda: block.put("online_movable"))
    return device.state


def bind_anew():
    device.unbind()
    return device.bind()


check("that it is offline is announced",
      {offlined_while_writers_wait() for _ in range(TIMES)}, {(("ok", "ok"), "offline", True)})

device.bring("online_movable")
page = PinnedPage(block)
other = Writer(f"{block.path}/state", "offline")
migration_begins()
put(PROTECT, "managed")
writer = Writer(device.attribute, "online_movable")
await_that(writer.sleeps)
check("another is at it when the memory becomes protected", (device.state, device.pending),
      ("online_movable", "none"))
page.release()
check("it was allowed to, and goes on; who writes the attribute waits for it, and does anew",
      (other.result(), writer.result(), device.state, device.stat("refused")),
      ("ok", "ok", "online_movable", "0"))
put(PROTECT, "never")

# Between movable memory the kernel chooses that, too, and it can be offlined.
for neighbour in "dax0.0", "dax2.0":
    Device(neighbour).bring("online_movable")
set_policy("online")
others = [Background(lambda: block.put("offline")) for _ in range(3)]
for name, online in (("a write", lambda: device.put("online")), ("a bind", bind_anew)):
    check(f"what {name} has onlined is not online so for ever",
          {state_after(online) for _ in range(TIMES)} - {"offline"}, {"online_movable"})
check("the others", [other.stop() for other in others], ["SIGTERM"] * 3)

finish()
