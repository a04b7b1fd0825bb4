#!/usr/bin/python3
# vm: --region-size 256M
"""What the model of stress.py takes for explained, and what not."""

from lib import check, finish
from model import (ALWAYS, MANAGED, MOVABLE, NEVER, OFFLINE, Bind, BlockWrite, Event, Protect,
                   Region, Unbind, Write, explain)

ONLINE = Region((MOVABLE,), ((0,),), protect=NEVER, policy=OFFLINE, bound=True, guarded=True,
                online_type="online_movable")
OFFLINED = ONLINE._replace(blocks=(OFFLINE,), online_type=None)
PROTECTED = ONLINE._replace(protect=ALWAYS)


def ok(effect, start, end):
    return Event(effect, "ok", start, end)


def explained(description, events, end, expected, begin=ONLINE):
    check(description, bool(explain({begin}, events, lambda region: region == end)), expected)


stranger = BlockWrite(0, OFFLINE, "state")
protect, online = Protect(ALWAYS), Write("online_movable")

explained("a stranger that was allowed to goes on when it is not allowed any more",
          [ok(stranger, 0, 9), ok(protect, 1, 2)], OFFLINED._replace(protect=ALWAYS), True)
explained("but a write waits for it",
          [ok(stranger, 0, 9), ok(protect, 1, 2), ok(online, 3, 4)],
          OFFLINED._replace(protect=ALWAYS, written=True), False)
explained("a stranger that begins later is refused",
          [ok(stranger, 3, 9), ok(protect, 1, 2)], OFFLINED._replace(protect=ALWAYS), False)
explained("what is refused is counted",
          [Event(stranger, "EPERM", 0, 1)], PROTECTED.count("refused"), True, PROTECTED)
explained("what is refused changes nothing",
          [Event(stranger, "EPERM", 0, 1)],
          OFFLINED._replace(protect=ALWAYS).count("refused"), False, PROTECTED)
explained("nothing is undone", [ok(stranger, 0, 1)], ONLINE, False)
explained("one before the other is explained as such",
          [ok(stranger, 0, 1), ok(online, 2, 3)], ONLINE.count("online_movable")._replace(written=True), True)
explained("and not the other way round",
          [ok(online, 0, 1), ok(stranger, 2, 3)], ONLINE.count("online_movable")._replace(written=True), False)
explained("what is online outlives its device, its counters do not",
          [ok(Unbind(), 0, 1), ok(Bind(), 2, 3)], ONLINE._replace(online_type=None), True,
          ONLINE.count("failed"))
managed = ONLINE._replace(protect=MANAGED)
explained("managed, a stranger may until the attribute is written",
          [ok(stranger, 0, 1)], OFFLINED._replace(protect=MANAGED), True, managed)
explained("managed, a stranger may not from the first write on",
          [ok(online, 0, 1), ok(stranger, 2, 3)],
          OFFLINED._replace(protect=MANAGED, written=True), False, managed)
explained("managed, that ends with an unbind",
          [ok(Unbind(), 0, 1), ok(Bind(), 2, 3)], managed._replace(online_type=None), True,
          managed._replace(written=True))

finish()
