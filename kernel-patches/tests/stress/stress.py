#!/usr/bin/python3
# vm: --region-size 512M --regions 2 -- --steps 2000
# slow: takes a minute or two
# long: --debug --regions 2 --region-size 512M -- --runs 3 --protect managed
# long: --debug --regions 2 --region-size 512M -- --runs 3 --protect always
# long: --kasan --regions 2 --region-size 512M
"""Many random steps. In each, several processes act at the same time: writers of
every state, some of them interrupted or killed; strangers that online and offline
blocks; who binds, unbinds, turns the protection on and off; readers. In some, a
page that cannot be migrated holds a transition up. When all are done, what the
machine shows must agree with itself, and with some order of what was done.

The same seed draws the same actions; how they meet each other differs.
"""

import argparse
import signal
import sys
import time
from collections import Counter
from typing import NamedTuple

from device import GOING_OFFLINE, Device, Region, kernel_zone_blocks, set_policy
from faults import PinnedPage
from lib import PROTECT, check, finish, put
from actors import Stage, Stuck
from draw import Draw, take_away
from judge import ENDS, INVARIANTS, LEAVES, READERS, USUAL, Disagreement, Done, Judge, Step
from model import MANAGED, NEVER, NORMAL, OFFLINE, PROTECTION
from uevents import Uevents
from view import Subject, Watcher, online_bytes

MANY = 3000
SOON = 20  # seconds


class AnyBlock(NamedTuple):
    """Of the node of all regions."""

    node: int = 1
    first_byte: int = 0
    last_byte: int = sys.maxsize


class Run:
    """The steps of one seed."""

    def __init__(self, seed, devices, stage, protect, kasan):
        self._seed = seed
        self._protect = protect
        self._kasan = kasan
        self._devices = devices
        self._stage = stage
        self._watcher = Watcher(devices)
        self._uevents = Uevents()
        for device in devices:
            device.device.bind()
        put(PROTECT, protect)
        self._view = self._watcher.view()
        self._uevents.take()
        self._judge = Judge(self._view)
        self._story = []

    def step(self, number):
        draw = Draw(self._seed, number, self._devices, self._protect)
        acts, before = draw.acts, self._view
        self._stage.recover()
        if draw.hold and online_bytes(before):
            page = PinnedPage(AnyBlock())
            acts = [draw.hold.act(self._holder(page)), *acts]
            self._story = [f"step {number}", before, *acts]
            self._perform_held(acts, page)
        else:
            self._story = [f"step {number}", before, *acts]
            self._perform(acts)
        done = [Done(*pair) for pair in zip(acts, self._stage.answers)]
        # reading the attribute takes note of its notifications
        notified = {device: self._watcher.notified(device) for device in self._devices}
        self._view = self._watcher.view()
        self._story = [f"step {number}", before, *done, self._view]
        changes = Counter(name for action, name in self._uevents.take() if action == "change")
        self._judge.judge(Step(done, before, self._view, changes, notified))

    def _perform(self, acts):
        self._stage.start([act.order for act in acts])
        for i, act in enumerate(acts):
            if act.doom:
                self._stage.doom(i, *act.doom)
        self._await_ends(acts)

    def _perform_held(self, acts, page):
        """The first cannot end before the page is released, but readers must."""
        held = acts[0]
        self._stage.start([act.order for act in acts])
        for i, act in enumerate(acts):
            if act.doom and act is not held:
                self._stage.doom(i, *act.doom)
        self._await(READERS, [i for i, act in enumerate(acts) if act.effect is None])
        if held.doom:
            self._end(0, held.doom[0])
        page.release()
        self._await_ends(acts)

    def _await_ends(self, acts):
        try:
            self._stage.await_answers(range(len(acts)), SOON)
        except Stuck:
            self._end_hopeless(acts)
            self._await(ENDS, range(len(acts)))

    def _end_hopeless(self, acts):
        """In a kernel zone offline_pages() takes full slabs for movable, as they have
        LIST_POISON2 where __PageMovable() looks, and tries to migrate them for ever."""
        for i in [i for i, act in enumerate(acts)
                  if self._stage.answers[i] is None and act.takes_away
                  and self._uses_kernel_zone(act.device.device)]:
            print(f"# {self._story[0]}: {acts[i]}: needed a signal", flush=True)
            acts[i] = acts[i].doomed(signal.SIGUSR1)
            self._end(i, signal.SIGUSR1)

    def _uses_kernel_zone(self, device):
        """The block that is going offline does not say in which zone it still is; it is
        one of the kernel's if there are more of these than say so."""
        states = device.block_states()
        shown = sum(block.state == f"online {NORMAL}"
                    for subject in self._devices for block in subject.blocks)
        return (f"online {NORMAL}" in states
                or GOING_OFFLINE in states and kernel_zone_blocks(AnyBlock().node) > shown)

    def _end(self, i, number):
        try:
            self._stage.end(i, number)
        except Stuck as stuck:
            raise Disagreement(ENDS, stuck) from stuck

    def _await(self, invariant, whose):
        try:
            self._stage.await_answers(whose)
        except Stuck as stuck:
            raise Disagreement(invariant, stuck) from stuck

    def _holder(self, page):
        return next(device for device in self._devices for block in device.blocks
                    if block.first_byte <= page.address <= block.last_byte)

    def leave(self):
        """Takes all memory away, the last block first, as its page structs may be in
        those before it."""
        self._story = ["after the last step", self._view]
        put(PROTECT, NEVER)
        set_policy(OFFLINE)
        self._stage.recover()
        for device in self._devices * len(self._devices):
            for index in reversed(range(len(device.blocks))):
                self._perform([take_away(device, index)])
            device.device.bind()
            device.device.unbind()
        self._story.append(self._watcher.view())
        if not self._kasan:
            self._judge.judge_end(self._story[-1])

    def happened(self):
        return self._judge.happened

    def story(self):
        """What there is to say of the last step."""
        return "\n".join(map(str, self._story)).splitlines()


def make_devices():
    """Three, of 3 blocks in two ranges, of 1 block between these, and of 2."""
    set_policy(OFFLINE)
    first, second = Device("dax0.0"), Device("dax1.0")
    regions = [Region(first), Region(second)]
    first.unbind()
    second.unbind()
    regions[0].shape(first, (0, 1), (2, 4))
    regions[1].shape(second, (0, 2))
    return [Subject(device) for device in (first, regions[0].create((1, 2)), second)]


def perform(run, steps):
    """Runs the steps until the first disagreement, which it returns."""
    started = time.monotonic()
    try:
        for number in range(steps):
            run.step(number)
            if (number + 1) % 1000 == 0:
                print(f"# {number + 1} steps in {time.monotonic() - started:.0f} s", flush=True)
        run.leave()
    except Disagreement as disagreement:
        return disagreement
    return None


def has_kasan():
    """It keeps its shadow of memory in kernel zones, too, from where nothing takes it
    away."""
    with open("/proc/kallsyms") as symbols:
        return any(line.split()[2] == "kasan_report" for line in symbols)


def report(run, steps, problem, kasan):
    for what, times in sorted(run.happened().items()):
        print(f"# {what}: {times} times")
    for line in run.story() if problem else ():
        print(f"# {line}")
    for invariant in INVARIANTS:
        if invariant == LEAVES and kasan:
            continue
        check(invariant, str(problem) if problem and problem.invariant == invariant else "held",
              "held")
    if steps >= MANY and not problem:
        check("everything happened", sorted(USUAL.difference(run.happened())), [])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, nargs="+",
                        help="(the time, and what follows it for further runs)")
    parser.add_argument("--runs", type=int, default=1, help="how many seeds (%(default)s)")
    parser.add_argument("--protect", choices=PROTECTION, default=MANAGED,
                        help="what kmem.protect is most of the time (%(default)s)")
    arguments = parser.parse_args()
    if not arguments.seeds:
        now = int(time.time())
        arguments.seeds = range(now, now + arguments.runs)
    kasan = has_kasan()
    if len(arguments.seeds) > 1 and kasan:
        parser.error("with KASAN one seed for each boot, as its shadow keeps memory")
    # or a step would mostly wait for grace periods
    put("/sys/kernel/rcu_expedited", "1")
    stage = Stage(7)
    devices = make_devices()
    for seed in arguments.seeds:
        print(f"# seed {seed}, {arguments.steps} steps, protect {arguments.protect}",
              flush=True)
        run = Run(seed, devices, stage, arguments.protect, kasan)
        problem = perform(run, arguments.steps)
        report(run, arguments.steps, problem, kasan)
        if problem:
            break
    finish()


if __name__ == "__main__":
    main()
