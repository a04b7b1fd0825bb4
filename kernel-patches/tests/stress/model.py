"""What stress.py expects: the states of a device's memory, what each action may do
to them, and the search for an order of a step's actions that explains what came
of it.

Actions that run at the same time take effect one after the other, in parts: a
write waits, decides whether there is anything to do, and does it; a stranger is
allowed to change a block, then changes it. An action's moves are the parts that it
can do next, each with the results that the action may then have: None while it goes
on, and any, written ANY, for one that was killed and did not say.
"""

from itertools import product
from typing import NamedTuple, Optional

OFFLINE = "offline"
NORMAL, MOVABLE = "Normal", "Movable"
ZONES = {
    "online": (NORMAL, MOVABLE),
    "online_kernel": (NORMAL,),
    "online_movable": (MOVABLE,),
}
COMPLETED = ("offline", *ZONES, "unplug")
COUNTERS = (*COMPLETED, "failed", "refused")
ZEROS = (0,) * len(COUNTERS)
STATES = ("unplugged", "offline", *ZONES, "inconsistent")
OK = ("ok",)
# A block in a kernel zone may hold what cannot be moved, as the page structs of
# blocks that were added later.
PINNED = ("EBUSY",)
GONE = ("ENOENT", "ENODEV")
MANAGED, ALWAYS, NEVER = PROTECTION = "managed", "always", "never"
WAITS, DONE = "waits", "done"


class Region(NamedTuple):
    """The memory of a device, as the kernel knows it."""

    blocks: tuple  # of each block None, OFFLINE, or the zone it is online in
    ranges: tuple  # of each range of the device the indexes of its blocks
    protect: str  # kmem.protect
    policy: str  # auto_online_blocks
    bound: bool = False  # the attribute is there
    guarded: bool = False  # the notifier is registered
    written: bool = False  # the attribute was, since bind
    online_type: Optional[str] = None  # how the driver onlined all of it
    counters: tuple = ZEROS
    unbinding: bool = False  # no transition is begun any more
    writer: Optional[int] = None  # the action that holds the device_hotplug_lock, for it
    binder: Optional[int] = None  # the action that binds or unbinds
    stranger: Optional[int] = None  # that holds the device_hotplug_lock, to change a block

    def protected(self):
        return self.protect == ALWAYS or self.protect == MANAGED and self.written

    def word(self):
        return word(self.blocks, self.online_type)

    def count(self, counter):
        i = COUNTERS.index(counter)
        counters = self.counters
        return self._replace(counters=(*counters[:i], counters[i] + 1, *counters[i + 1:]))

    def fill(self, indexes, content):
        blocks = list(self.blocks)
        for i in indexes:
            blocks[i] = content
        return self._replace(blocks=tuple(blocks))

    def online(self, indexes, how):
        """All that can come of it: to online is to let the kernel choose."""
        for zones in product(ZONES[how], repeat=len(indexes)):
            blocks = list(self.blocks)
            for i, zone in zip(indexes, zones):
                blocks[i] = zone
            yield self._replace(blocks=tuple(blocks))

    def all(self):
        return range(len(self.blocks))


def word(blocks, online_type):
    """What the attribute says of blocks."""
    kinds = set(blocks)
    if kinds == {None}:
        return "unplugged"
    if kinds == {OFFLINE}:
        return "offline"
    if OFFLINE in kinds or None in kinds:
        return "inconsistent"
    if online_type == "online":
        return "online"
    if len(kinds) > 1:
        return "inconsistent"
    return "online_movable" if kinds == {MOVABLE} else "online_kernel"


class Write:
    """A word is written to the attribute."""

    def __init__(self, word, excuses=()):
        self.target = "unplugged" if word == "unplug" else word
        self.excuses = excuses  # the errors with which the transition may fail

    def moves(self, region, me, progress):
        if progress is None:
            yield from self._begin(region)
        elif progress == WAITS:
            yield from self._check(region, me)
        else:
            yield from self._do(region._replace(writer=None))

    def _begin(self, region):
        if not region.bound:
            yield GONE, region, DONE
            if not region.unbinding:
                return
        if self.target not in STATES or self.target == "inconsistent":
            yield ("EINVAL",), region, DONE
        else:
            yield None, region._replace(written=True), WAITS

    def _check(self, region, me):
        if not region.bound:
            yield GONE, region, DONE
            if not region.unbinding:
                return
        if region.writer is not None or region.stranger is not None:
            return
        word = region.word()
        if region.unbinding:
            yield ("ENODEV",), region, DONE
        elif word == self.target:
            yield OK, region, DONE
        elif self.target == "offline" and word == "unplugged":
            yield ("EINVAL",), region, DONE
        elif self.target in ZONES and word not in ("unplugged", "offline"):
            yield ("EBUSY",), region, DONE
        else:
            yield None, region._replace(writer=me), "begun"

    def _do(self, region):
        failed = region.count("failed")
        if self.excuses:
            yield self.excuses, failed, DONE
        if self.target in ("offline", "unplugged") and NORMAL in region.blocks:
            yield PINNED, failed, DONE
        if region.unbinding:
            yield ("ENODEV",), failed, DONE
        if self.target == "unplugged":
            done = region.fill(region.all(), None).count("unplug")
            yield OK, done._replace(online_type=None), DONE
        elif self.target == "offline":
            done = region.fill(region.all(), OFFLINE).count("offline")
            yield OK, done._replace(online_type=None), DONE
        else:
            for online in region.count(self.target).online(region.all(), self.target):
                yield OK, online._replace(online_type=self.target), DONE


class BlockWrite:
    """A stranger onlines or offlines the block at an index. Whether it may is asked
    before, and what is in use takes its time to be offlined. The file "state" tells who
    asks for what is so already, the file "online" does not."""

    def __init__(self, index, how, file):
        self.index, self.how, self.file = index, how, file

    def moves(self, region, me, progress):
        if progress is None:
            yield from self._ask(region, me)
        else:
            yield from self._do(region._replace(stranger=None))

    def _ask(self, region, me):
        block = region.blocks[self.index]
        if block is None:
            yield GONE, region, DONE
            return
        if region.stranger is not None or region.writer is not None:
            return
        if (block == OFFLINE) == (self.how == OFFLINE):
            yield (("EINVAL",) if self.file == "state" else OK), region, DONE
            return
        if block == NORMAL:
            yield PINNED, region, DONE
        if region.guarded and region.protected():
            yield ("EPERM",), region.count("refused"), DONE
        else:
            yield None, region._replace(stranger=me), "allowed"

    def _do(self, region):
        if self.how == OFFLINE:
            offline = region.fill([self.index], OFFLINE)
            # from now on only the zones tell how it is onlined
            yield OK, offline._replace(online_type=None), DONE
        else:
            for online in region.online([self.index], self.how):
                yield OK, online, DONE


class Unbind:
    """Ends a transition, and removes each range whose blocks are all offline. Whether
    there is anything to unbind is asked first, while others may bind or unbind."""

    def moves(self, region, me, progress):
        if progress is None:
            if region.guarded:
                yield None, region, "asked"
            else:
                yield ("ENODEV",), region, DONE
        elif progress == "asked":
            if region.binder is not None:
                return
            if region.bound:
                yield None, region._replace(unbinding=True, binder=me), "announced"
            else:
                yield OK, region, DONE
        elif progress == "announced":
            yield None, region._replace(bound=False), "gone"
        elif progress == "gone":
            # waits for those who write the attribute already
            if region.writer is None:
                yield None, region._replace(unbinding=False), "unused"
        elif progress == "unused":
            if region.stranger is not None:
                return
            for indexes in region.ranges:
                if {None, OFFLINE}.issuperset(region.blocks[i] for i in indexes):
                    region = region.fill(indexes, None)
            yield None, region, "removed"
        else:
            yield OK, region._replace(guarded=False, binder=None, online_type=None,
                                      counters=ZEROS, written=False), DONE


class Bind:
    """Adds each range, but for those that an unbind has left, and onlines what is
    offline, as the policy is by then."""

    def moves(self, region, me, progress):
        if progress is None:
            if region.binder is not None:
                return
            if region.bound:
                yield ("EBUSY",), region, DONE
            else:
                yield None, region._replace(guarded=True, binder=me, counters=ZEROS), "begun"
        elif progress == "begun":
            if region.stranger is not None:
                return
            for indexes in region.ranges:
                if region.blocks[indexes[0]] is None:
                    region = region.fill(indexes, OFFLINE)
            yield from ((None, online, "added") for online in self._online(region))
        else:
            yield OK, region._replace(bound=True, binder=None), DONE

    @staticmethod
    def _online(region):
        if region.policy not in ZONES:
            return [region._replace(online_type=None)]
        offline = [i for i in region.all() if region.blocks[i] == OFFLINE]
        # what was done to memory that is taken back, only the zones tell
        online_type = region.policy if len(offline) == len(region.blocks) else None
        return region._replace(online_type=online_type).online(offline, region.policy)


class Protect:
    def __init__(self, setting):
        self.setting = setting

    def moves(self, region, me, progress):
        yield OK, region._replace(protect=self.setting), DONE


class Policy:
    def __init__(self, policy):
        self.policy = policy

    def moves(self, region, me, progress):
        yield OK, region._replace(policy=self.policy), DONE


ANY = None


class Event(NamedTuple):
    """An action that has ended: with what result, and when it was between."""

    effect: object
    result: Optional[str]
    start: float
    end: float
    interrupted: bool = False


def explain(regions, events, is_seen):
    """The regions that can have come of one of these through the events in some
    order, such that what ended before another began comes before it, and that are
    as is seen. Empty if nothing explains what is seen."""
    everything = (1 << len(events)) - 1
    before = [sum(1 << j for j, other in enumerate(events) if other.end < event.start)
              for event in events]
    # a region, how far each event is in it, and a bit for each that is done
    todo = [(region, (None,) * len(events), 0) for region in regions]
    seen = set(todo)
    ends = set()
    while todo:
        region, progress, done = todo.pop()
        if done == everything:
            if is_seen(region):
                ends.add(region)
            continue
        for i, event in enumerate(events):
            bit = 1 << i
            if done & bit or before[i] & ~done:
                continue
            for results, after, p in _moves(event, region, i, progress[i]):
                if p is not DONE:
                    node = (after, (*progress[:i], p, *progress[i + 1:]), done)
                elif event.result is ANY or event.result in results:
                    node = (after, (*progress[:i], None, *progress[i + 1:]), done | bit)
                else:
                    continue
                if node not in seen:
                    seen.add(node)
                    todo.append(node)
    return ends


def _moves(event, region, me, progress):
    yield from event.effect.moves(region, me, progress)
    if progress in (None, WAITS) and event.interrupted:
        yield ("EINTR",), region, DONE
