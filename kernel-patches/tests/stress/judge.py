"""Says whether what a step of stress.py has left agrees with itself, and with what
was done."""

from collections import Counter
from typing import NamedTuple

from model import (COMPLETED, COUNTERS, GONE, OFFLINE, STATES, Bind, BlockWrite,
                          Event, Policy, Protect, Region, Unbind, Write, explain, word)
from view import expected_memory, expected_reservations, online_bytes

ENDS = "every action ends"
READERS = "readers do not wait, and read states, and counters that grow"
AGREES = "the state says what the blocks are"
WHOLE = "all blocks of a device change or none, while protected"
EXPLAINED = "an order of the actions explains results, blocks, state and counters"
IDLE = "nothing is pending, and busy_ns grows with transitions only"
IOMEM = "/proc/iomem shows what is reserved, and what is added"
TOTAL = "MemTotal counts the blocks that are online"
ANNOUNCED = "each transition is announced, and nothing else"
LEAVES = "in the end all memory can be taken away"
INVARIANTS = (ENDS, READERS, AGREES, WHOLE, EXPLAINED, IDLE, IOMEM, TOTAL, ANNOUNCED, LEAVES)

# What many steps cannot do without: else they do not test what they should.
USUAL = {
    *(f"Write: {result}" for result in ("ok", "EBUSY", "EINVAL", "EINTR", "ENODEV", "ENOENT",
                                        "killed")),
    *(f"BlockWrite: {result}" for result in ("ok", "EBUSY", "EINVAL", "ENODEV", "ENOENT",
                                             "EPERM", "killed")),
    *(f"Unbind: {result}" for result in ("ok", "ENODEV")),
    *(f"Bind: {result}" for result in ("ok", "EBUSY")),
    *(f"counted: {name}" for name in COUNTERS),
    *(f"state: {state}" for state in STATES),
    "protected: False",
    "protected: True",
    "left online by an unbind",
    "reads while a transition was pending",
}


class Disagreement(Exception):
    def __init__(self, invariant, detail):
        super().__init__(detail)
        self.invariant = invariant


def same(invariant, actual, expected):
    if actual != expected:
        raise Disagreement(invariant, f"is {actual!r}, should be {expected!r}")


class Done(NamedTuple):
    act: object
    answer: object

    def __str__(self):
        return f"{self.answer}: {self.act}"


class Step(NamedTuple):
    """What was done, and what is seen of it."""

    done: list
    before: object
    after: object
    uevents: Counter  # how many "change" uevents came for each device, by its name
    notified: dict  # whether the attribute of each device was notified


class Part:
    """What concerns one device in a step."""

    def __init__(self, step, device):
        self.device = device
        self.done = [done for done in step.done if done.act.device in (None, device)]
        self.before = step.before.devices[device]
        self.after = step.after.devices[device]
        self.kinds = {type(done.act.effect) for done in self.done}
        # whether its files may not have been there all the time
        self.rebound = not self.before.bound or Bind in self.kinds or Unbind in self.kinds
        self.protected = self.before.protected and not self.rebound and Protect not in self.kinds


class Judge:
    """Knows what can be known of all devices, which are bound and offline at first."""

    def __init__(self, view):
        self._base = view.total - online_bytes(view)
        self._known = {
            device: {Region((OFFLINE,) * len(device.blocks), device.ranges, view.protect,
                            view.policy, bound=True, guarded=True)}
            for device in view.devices}
        self.happened = Counter()

    def judge(self, step):
        """Raises a Disagreement."""
        same(IOMEM, step.after.reservations, expected_reservations(step.after))
        same(IOMEM, step.after.memory, expected_memory(step.after))
        same(TOTAL, step.after.total, self._base + online_bytes(step.after))
        for act, answer in step.done:
            if act.effect:
                self._happen(f"{type(act.effect).__name__}: {answer.result or 'killed'}")
        for device in step.after.devices:
            part = Part(step, device)
            self._judge_blocks(part)
            self._judge_readers(part)
            if not part.rebound:
                self._judge_announcements(part, step.uevents[device.name],
                                          step.notified[device])
            self._explain(part, step.after)

    def judge_end(self, view):
        """After all memory was taken away."""
        same(LEAVES, (view.total, view.reservations, view.memory), (self._base, [], []))

    def _happen(self, what, times=1):
        if times:
            self.happened[what] += times

    def _judge_blocks(self, part):
        shown = part.after
        if part.protected and shown.mixed and not part.before.mixed:
            raise Disagreement(WHOLE, f"{part.device.name}: {shown.blocks}")
        if shown.bound:
            self._happen(f"state: {shown.word}")
            if shown.word not in (word(shown.blocks, None), word(shown.blocks, "online")):
                raise Disagreement(AGREES, f"{part.device.name}: {shown.word}, {shown.blocks}")
            same(IDLE, shown.pending, "none")
            self._happen(f"protected: {shown.protected}")
        else:
            self._happen("left online by an unbind", any(shown.blocks))

    def _judge_readers(self, part):
        states = set(STATES)
        if part.protected:
            states = {part.before.word} | {act.effect.target for act, _ in part.done
                                           if isinstance(act.effect, Write)}
        for act, answer in part.done:
            if act.effect is None:
                for path, contents in zip(act.paths, answer.result):
                    self._judge_contents(part, states, path, contents)

    def _judge_contents(self, part, states, path, contents):
        name = path.rpartition("/")[2]
        read = [content for content in contents if content not in GONE]
        if name == "hotplug":
            fine = states.issuperset(read)
        elif name == "pending":
            fine = {"none", *COMPLETED}.issuperset(read)
            self._happen("reads while a transition was pending", len(set(read) - {"none"}))
        elif name == "protected":
            fine = {"0", "1"}.issuperset(read)
        else:
            fine = part.rebound or read == sorted(read, key=int)
        if not fine or (read != contents and not part.rebound):
            raise Disagreement(READERS, f"{path}: {contents}")

    def _judge_announcements(self, part, uevents, notified):
        name = part.device.name
        grown = {counter: new - old for counter, old, new
                 in zip(COUNTERS, part.before.counters, part.after.counters)}
        for counter, times in grown.items():
            self._happen(f"counted: {counter}", times)
        transitions = sum(grown.values()) - grown["refused"]
        busy_ns = part.after.busy_ns - part.before.busy_ns
        if (busy_ns > 0) != (transitions > 0):
            raise Disagreement(IDLE, f"{name}: {transitions} transitions took {busy_ns} ns")
        # what others do is announced where it changes the state
        others = sum(isinstance(act.effect, BlockWrite) and answer.result in ("ok", None)
                     for act, answer in part.done)
        changed = part.before.word != part.after.word
        if not max(transitions, changed) <= uevents <= transitions + others:
            raise Disagreement(ANNOUNCED, f"{name}: {uevents} uevents for {transitions} "
                                          f"transitions and up to {others} changes by others")
        if notified != (transitions > 0) and not others:
            raise Disagreement(ANNOUNCED, f"{name}: notified: {notified}, but {transitions} "
                                          "transitions")

    def _explain(self, part, view):
        shown = part.after

        def is_seen(region):
            return (region.blocks == shown.blocks and region.bound == shown.bound
                    and (not region.bound
                         or (region.counters, region.word(),
                             region._replace(protect=view.protect).protected())
                         == (shown.counters, shown.word, shown.protected)))

        events = [Event(act.effect, answer.result, answer.start, answer.end, act.doom is not None)
                  for act, answer in part.done if self._matters(act.effect, part)]
        ends = explain(self._known[part.device], events, is_seen)
        if not ends:
            raise Disagreement(EXPLAINED, f"{part.device.name} was {self._known[part.device]}")
        self._known[part.device] = {region._replace(protect=view.protect, policy=view.policy)
                                    for region in ends}

    @staticmethod
    def _matters(effect, part):
        if isinstance(effect, Protect):
            return BlockWrite in part.kinds
        if isinstance(effect, Policy):
            return Bind in part.kinds
        return effect is not None
