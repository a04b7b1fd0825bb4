#!/usr/bin/python3
# vm: --regions 2 --region-size 512M
"""Many random steps. In each, several processes act at the same time: writers of
every state, some of them interrupted or killed; strangers that online and offline
blocks; who binds, unbinds, turns the protection on and off; readers. In some, a
page that cannot be migrated holds a transition up. When all are done, what the
machine shows must agree with itself, and with some order of what was done.

The same seed draws the same actions; how they meet each other differs.
"""

import argparse
import itertools
import os
import random
import signal
import time
from collections import Counter
from typing import NamedTuple, Optional

from lib import MEMORY, PROTECT, PinnedPage, check, finish, get, put
from stress_actors import Stage, Stuck
from stress_model import (COMPLETED, COUNTERS, OFFLINE, STATES, ZONES, Bind, BlockWrite, Event,
                          Policy, Protect, Region, Unbind, Write, explain, word)
from stress_view import (BLOCK_SIZE, DEVICES, POLICY, Device, Uevents, Watcher,
                         expected_memory, expected_reservations, online_bytes)

KMEM = "/sys/bus/dax/drivers/kmem"
NODE = 1


class Act(NamedTuple):
    """What an actor is to do."""

    effect: object  # of the model; None for a reader
    device: Optional[Device]  # None for what concerns all
    order: tuple
    delay: float = 0.0
    doom: Optional[tuple] = None  # a signal, and after how many seconds it is sent

    def __str__(self):
        text = f"{self.order[0]} {self.order[1] if self.effect else self.device.attribute}"
        if self.effect:
            text += f" {self.order[2].decode()}"
        if self.delay:
            text += f" after {self.delay * 1000:.0f} ms"
        if self.doom:
            text += f", {self.doom[0].name} after {self.doom[1] * 1000:.0f} ms"
        return text


class Hold(NamedTuple):
    """A page is pinned in memory that is online, and who wants to take this memory
    away is interrupted, or waits until the page is released."""

    word: str
    ending: Optional[signal.Signals]


class Disagreement(Exception):
    def __init__(self, invariant, detail):
        super().__init__(detail)
        self.invariant = invariant


def write(word, device, delay=0.0, doom=None):
    return Act(Write(word, ("EINTR",) if doom else ()), device,
               ("write", device.attribute, word.encode()), delay, doom)


class Draw:
    """Draws the actions of one step."""

    def __init__(self, seed, number, devices):
        self._random = random.Random(f"{seed} {number}")
        self._devices = devices
        self._focus = self._device()
        count = self._choose({1: 3, 2: 3, 3: 3, 4: 2, 5: 1, 6: 1})
        self.acts = [self._act() for _ in range(count)]
        self.hold = None
        if self._random.random() < 0.04:
            self.hold = Hold(self._choose({"offline": 1, "unplug": 1}),
                             self._choose({None: 1, signal.SIGKILL: 1, signal.SIGUSR1: 1}))
            self.acts.append(self._read())

    def _choose(self, weights):
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _device(self):
        return self._choose({device: 1 / len(device.blocks) for device in self._devices})

    def _act(self):
        return self._choose({self._write: 40, self._block: 25, self._read: 12, self._protect: 5,
                             self._policy: 2, self._unbind: 4, self._bind: 16})()

    def _target(self):
        return self._focus if self._random.random() < 0.6 else self._device()

    def _delay(self):
        return self._random.choice((0.0, self._random.uniform(0, 0.01)))

    def _doom(self, chance):
        if self._random.random() > chance:
            return None
        return (self._choose({signal.SIGKILL: 1, signal.SIGUSR1: 1}),
                self._random.uniform(0, 0.04))

    def _write(self):
        return write(self._choose({"offline": 6, "unplug": 4, "unplugged": 2, "online": 2,
                                   "online_kernel": 2, "online_movable": 5, "inconsistent": 1}),
                     self._target(), self._delay(), self._doom(0.15))

    def _block(self):
        device = self._target()
        index = self._random.randrange(len(device.blocks))
        how = self._choose({OFFLINE: 3, **dict.fromkeys(ZONES, 1)})
        file = self._choose({"state": 3, "online": 1})
        if file == "online" and how != OFFLINE:
            how = "online"
        text = how if file == "state" else "0" if how == OFFLINE else "1"
        return Act(BlockWrite(index, how, file), device,
                   ("write", f"{MEMORY}/memory{device.blocks[index]}/{file}", text.encode()),
                   self._delay(), self._doom(0.05))

    def _read(self):
        device = self._target()
        return Act(None, device, ("read", readable(device), self._random.randint(2, 12)),
                   self._delay())

    def _protect(self):
        on = self._random.random() < 0.7
        return Act(Protect(on), None, ("write", PROTECT, b"Y" if on else b"N"), self._delay())

    def _policy(self):
        policy = self._choose({OFFLINE: 3, **dict.fromkeys(ZONES, 1)})
        return Act(Policy(policy), None, ("write", POLICY, policy.encode()), self._delay())

    def _unbind(self):
        device = self._target()
        return Act(Unbind(), device, ("write", f"{KMEM}/unbind", device.name.encode()),
                   self._delay())

    def _bind(self):
        device = self._target()
        return Act(Bind(), device, ("write", f"{KMEM}/bind", device.name.encode()), self._delay())


def readable(device):
    return [device.attribute, f"{device.stats}/pending",
            *(f"{device.stats}/{name}" for name in COUNTERS)]


class Run:
    """The steps of one seed, and what is known before the next one."""

    INVARIANTS = (
        ENDS, AGREES, WHOLE, EXPLAINED, BUSY, RESERVED, TOTAL, READERS, ANNOUNCED, LEAVES,
    ) = (
        "every action ends",
        "the state says what the blocks are",
        "all blocks of a device change or none, while protected",
        "an order of the actions explains results, blocks, state and counters",
        "nothing is pending, and busy_ns grows with transitions only",
        "/proc/iomem shows what is reserved, and what is added",
        "MemTotal counts the blocks that are online",
        "readers do not wait, and read states, and counters that grow",
        "each transition is announced, and nothing else",
        "in the end all memory can be taken away",
    )

    def __init__(self, seed, devices, stage):
        self._seed = seed
        self._devices = devices
        self._stage = stage
        self._watcher = Watcher(devices)
        self._uevents = Uevents()
        self._view = self._watcher.view()
        self._base = self._view.total - online_bytes(self._view)
        self._known = {device: {self._bound(device)} for device in devices}
        self.happened = Counter()
        self._story = None

    def _bound(self, device):
        return Region((OFFLINE,) * len(device.blocks), device.indexes, self._view.protect,
                      self._view.policy, bound=True, guarded=True)

    def step(self, number):
        draw = Draw(self._seed, number, self._devices)
        acts = draw.acts
        self._stage.recover()
        page = None
        if draw.hold and online_bytes(self._view):
            page = PinnedPage(NODE)
            device = holder(page, self._devices)
            acts.insert(0, write(draw.hold.word, device,
                                 doom=draw.hold.ending and (draw.hold.ending, 0.0)))
        self._story = (f"step {number}", self._view, acts)
        answers = self._perform(acts, page, draw.hold)
        notified = {device: self._watcher.notified(device) for device in self._devices}
        before, self._view = self._view, self._watcher.view()
        self._judge(acts, answers, before, notified)

    def _perform(self, acts, page, hold):
        stage = self._stage
        everyone = range(len(acts))
        stage.start([(act.delay, *act.order) for act in acts])
        for i, act in enumerate(acts):
            if act.doom and not (page and i == 0):
                stage.doom(i, *act.doom)
        if page:
            self._await(self.READERS, [i for i in everyone if acts[i].effect is None])
            if hold.ending:
                stage.end(0, hold.ending)
            page.release()
        self._await(self.ENDS, everyone)
        return stage.answers

    def _await(self, invariant, whose):
        try:
            self._stage.await_answers(whose)
        except Stuck as stuck:
            raise Disagreement(invariant, stuck) from stuck

    def _judge(self, acts, answers, before, notified):
        view = self._view
        for act, answer in zip(acts, answers):
            self.happened[type(act.effect).__name__, answer.result if act.effect else ""] += 1
        self._same(self.RESERVED, view.reservations, expected_reservations(view))
        self._same(self.RESERVED, view.memory, expected_memory(view))
        self._same(self.TOTAL, view.total, self._base + online_bytes(view))
        uevents = self._uevents.take()
        for device in self._devices:
            mine = [(act, answer) for act, answer in zip(acts, answers)
                    if act.device in (None, device)]
            effects = [act.effect for act, _ in mine]
            rebound = not before.devices[device].bound or any(
                isinstance(effect, (Bind, Unbind)) for effect in effects)
            protected = before.protect and not rebound and not any(
                isinstance(effect, Protect) for effect in effects)
            self._judge_blocks(device, before.devices[device], protected)
            self._judge_readers(device, mine, before.devices[device], protected, rebound)
            if not rebound:
                self._judge_announcements(device, mine, before.devices[device],
                                          uevents.get(device.name, 0), notified[device])
            self._explain(device, mine)

    def _judge_blocks(self, device, before, protected):
        shown = self._view.devices[device]
        if protected and shown.mixed and not before.mixed:
            raise Disagreement(self.WHOLE, f"{device.name}: {shown.blocks}")
        if shown.bound and shown.word not in words(shown.blocks):
            raise Disagreement(self.AGREES, f"{device.name}: {shown.word}, {shown.blocks}")
        if shown.bound and shown.pending != "none":
            raise Disagreement(self.BUSY, f"{device.name}: {shown.pending} is pending")

    def _judge_readers(self, device, mine, before, protected, rebound):
        states = set(STATES)
        if protected:
            states = {before.word} | {act.effect.target for act, _ in mine
                                      if isinstance(act.effect, Write)}
        for act, answer in mine:
            if act.effect is not None:
                continue
            for path, contents in zip(act.order[1], answer.result):
                words = [content.decode().strip() for content in contents]
                gone = {"ENOENT", "ENODEV"}.intersection(words)
                if gone and not rebound:
                    raise Disagreement(self.READERS, f"{path}: {words}")
                words = [word for word in words if word not in gone]
                if path == device.attribute:
                    fine = states.issuperset(words)
                elif path.endswith("/pending"):
                    fine = {"none", *COMPLETED}.issuperset(words)
                    self.happened["read while pending"] += len(set(words) - {"none"})
                else:
                    fine = rebound or words == sorted(words, key=int)
                if not fine:
                    raise Disagreement(self.READERS, f"{path}: {words}")

    def _judge_announcements(self, device, mine, before, uevents, notified):
        shown = self._view.devices[device]
        grown = dict(zip(COUNTERS, (b - a for a, b in zip(before.counters, shown.counters))))
        self.happened.update({f"counted {name}": n for name, n in grown.items() if n})
        transitions = sum(grown.values()) - grown["refused"]
        if (shown.busy_ns > before.busy_ns) != (transitions > 0):
            raise Disagreement(self.BUSY, f"{device.name}: {transitions} transitions took "
                                          f"{shown.busy_ns - before.busy_ns} ns")
        others = sum(isinstance(act.effect, BlockWrite) and answer.result in ("ok", None)
                     for act, answer in mine)
        if not transitions <= uevents <= transitions + others:
            raise Disagreement(self.ANNOUNCED, f"{device.name}: {transitions} transitions, at most "
                                               f"{others} changes by others, {uevents} uevents")
        if notified != (transitions > 0) and not others:
            raise Disagreement(self.ANNOUNCED, f"{device.name}: {transitions} transitions, "
                                               f"notified: {notified}")

    def _explain(self, device, mine):
        shown = self._view.devices[device]
        effects = [type(act.effect) for act, _ in mine]
        events = [Event(act.effect, answer.result, answer.start, answer.end, act.doom is not None)
                  for act, answer in mine if self._matters(act.effect, effects)]

        def is_seen(region):
            return (region.blocks == shown.blocks and region.bound == shown.bound
                    and (not region.bound or (region.counters, region.word())
                         == (shown.counters, shown.word)))

        known = {region._replace(protect=self._view.protect, policy=self._view.policy)
                 for region in explain(self._known[device], events, is_seen)}
        if not known:
            raise Disagreement(self.EXPLAINED, f"{device.name}: from {self._known[device]}")
        self._known[device] = known

    @staticmethod
    def _matters(effect, effects):
        if isinstance(effect, Protect):
            return BlockWrite in effects
        if isinstance(effect, Policy):
            return Bind in effects
        return effect is not None

    def _same(self, invariant, actual, expected):
        if actual != expected:
            raise Disagreement(invariant, f"is {actual!r}, should be {expected!r}")

    def story(self):
        """What there is to say of the last step."""
        when, before, acts = self._story
        yield f"seed {self._seed}, {when}"
        yield from describe("before", before)
        for act, answer in zip(acts, self._stage.answers):
            yield f"{act}: {answer}"
        yield from describe("after", self._view)

    def leave(self):
        """Takes all memory away, the last block first: it may have its page structs in
        those before it."""
        self._story = ("after the last step", self._view, [])
        put(PROTECT, "N")
        put(POLICY, OFFLINE)
        for device in self._devices * len(self._devices):
            for block in reversed(device.blocks):
                put(f"{MEMORY}/memory{block}/state", OFFLINE)
            put(f"{KMEM}/bind", device.name)
            put(f"{KMEM}/unbind", device.name)
        put(PROTECT, "Y")
        view = self._view = self._watcher.view()
        self._same(self.LEAVES, (view.total, view.reservations, view.memory), (self._base, [], []))


def words(blocks):
    """What a state can be called that looks like this."""
    return {word(blocks, None), word(blocks, "online")}


def holder(page, devices):
    block = page.address() // BLOCK_SIZE
    return next(device for device in devices if block in device.blocks)


def describe(when, view):
    yield f"{when}: protect {view.protect}, policy {view.policy}, MemTotal {view.total >> 20} MiB"
    for device, shown in view.devices.items():
        yield f"  {device.name} {shown}"
    for line in (*view.reservations, *view.memory):
        yield f"  {line}"


def make_devices():
    """Three devices, of 3 blocks in two ranges, of 1 block between these, and of 2."""
    put(POLICY, OFFLINE)
    for name in ("dax0.0", "dax1.0"):
        put(f"{KMEM}/unbind", name)
    region = os.path.realpath(f"{DEVICES}/dax0.0/../dax_region")
    for path, value in ((f"{DEVICES}/dax0.0/size", BLOCK_SIZE),
                        (f"{region}/create", 1),
                        (f"{DEVICES}/dax0.1/size", BLOCK_SIZE),
                        (f"{DEVICES}/dax0.0/size", 3 * BLOCK_SIZE),
                        (f"{DEVICES}/dax1.0/size", 2 * BLOCK_SIZE)):
        if put(path, str(value)) != "ok":
            raise OSError(f"{path} does not take {value}")
    return [Device(name, tuple(ranges(name))) for name in ("dax0.0", "dax0.1", "dax1.0")]


def ranges(name):
    for i in itertools.count():
        mapping = f"{DEVICES}/{name}/mapping{i}"
        if not os.path.exists(mapping):
            return
        start, end = (int(get(f"{mapping}/{file}"), 16) for file in ("start", "end"))
        yield tuple(range(start // BLOCK_SIZE, (end + 1) // BLOCK_SIZE))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[int(time.time())])
    arguments = parser.parse_args()
    stage = Stage(8)
    devices = make_devices()
    for seed in arguments.seeds:
        print(f"# seed {seed}, {arguments.steps} steps", flush=True)
        for device in devices:
            put(f"{KMEM}/bind", device.name)
        run = Run(seed, devices, stage)
        if not steps(run, arguments.steps):
            break
    else:
        stage.close()
    finish()


def steps(run, count):
    """Runs them; whether all is as it should be."""
    started = time.monotonic()
    problem = None
    try:
        for number in range(count):
            run.step(number)
            if number % 1000 == 999:
                print(f"# {number + 1} steps, {time.monotonic() - started:.0f} s", flush=True)
        run.leave()
    except Disagreement as disagreement:
        problem = disagreement.invariant
        for line in (*run.story(), *str(disagreement).splitlines()):
            print(f"# {line}")
    for what, times in sorted(run.happened.items(), key=str):
        print(f"# {times} times {what}")
    for invariant in run.INVARIANTS:
        check(invariant, invariant != problem, True)
        if invariant == problem:
            return False
    return True


if __name__ == "__main__":
    main()
