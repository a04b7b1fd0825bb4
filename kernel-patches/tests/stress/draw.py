"""The actions of each step of stress.py, as a seed draws them."""

import random
import signal
from typing import NamedTuple, Optional

from device import KMEM
from lib import PROTECT
from model import OFFLINE, PROTECTION, ZONES, Bind, BlockWrite, Policy, Protect, Unbind, Write
from view import POLICY, Subject


class Act(NamedTuple):
    """What an actor is to do: to write a word to a path, or to read several."""

    effect: object  # of the model; None for a reader
    device: Optional[Subject]  # None for what concerns all
    paths: list
    word: Optional[str] = None
    times: int = 0  # to read
    delay: float = 0.0
    doom: Optional[tuple] = None  # a signal, and after how many seconds it is sent

    @property
    def order(self):
        """For Actor.tell()."""
        if self.effect is None:
            return (self.delay, "read", self.paths, self.times)
        return (self.delay, "write", self.paths[0], self.word)

    @property
    def takes_away(self):
        """Memory from the system."""
        return (isinstance(self.effect, (Write, BlockWrite))
                and self.word in ("unplug", "unplugged", OFFLINE, "0"))

    def doomed(self, number):
        """The same, to be ended by a signal."""
        effect = self.effect
        if isinstance(effect, Write):
            effect = Write(effect.target, ("EINTR",))
        return self._replace(effect=effect, doom=(number, 0.0))

    def __str__(self):
        what = self.word or f"{self.times} times read"
        doom = f", {self.doom[0].name} after {self.doom[1] * 1000:.1f} ms" if self.doom else ""
        return f"{what} {self.paths[0]} after {self.delay * 1000:.1f} ms{doom}"


class Hold(NamedTuple):
    """A page is pinned in some memory that is online. Who wants to take this memory away
    is ended by a signal, or waits until the page is released."""

    word: str
    ending: Optional[signal.Signals]

    def act(self, device):
        return write(self.word, device, doom=self.ending and (self.ending, 0.0))


def write(word, device, delay=0.0, doom=None):
    return Act(Write(word, ("EINTR",) if doom else ()), device, [device.attribute], word,
               delay=delay, doom=doom)


def take_away(device, index):
    """Offlines one block, as a stranger."""
    return Act(BlockWrite(index, OFFLINE, "state"), device,
               [f"{device.blocks[index].path}/state"], OFFLINE)


class Draw:
    """Draws the actions of one step."""

    def __init__(self, seed, number, devices, protect):
        self._usual_protect = protect
        self._random = random.Random(f"{seed} {number}")
        self._devices = devices
        self._focus = self._device()
        count = self._choose({1: 4, 2: 4, 3: 2, 4: 1, 5: 1})
        self.acts = [self._act() for _ in range(count)]
        self.hold = self._hold() if self._chance(0.05) else None
        if self.hold:
            self.acts.append(self._read())

    def _choose(self, weights):
        return self._random.choices(list(weights), list(weights.values()))[0]

    def _chance(self, probability):
        return self._random.random() < probability

    def _device(self):
        """One of few blocks rather than one of many, as that takes less time."""
        return self._choose({device: 1 / len(device.blocks) for device in self._devices})

    def _target(self):
        return self._focus if self._chance(0.6) else self._device()

    def _delay(self):
        return self._random.uniform(0, 0.01) if self._chance(0.5) else 0.0

    def _doom(self, probability):
        if not self._chance(probability):
            return None
        return (self._choose({signal.SIGKILL: 1, signal.SIGUSR1: 1}),
                self._random.uniform(0, 0.04))

    def _act(self):
        return self._choose({self._write: 40, self._block: 25, self._read: 12, self._protect: 5,
                             self._policy: 2, self._unbind: 4, self._bind: 16})()

    def _write(self):
        word = self._choose({"offline": 6, "unplug": 4, "unplugged": 2, "online": 2,
                             "online_kernel": 2, "online_movable": 5, "inconsistent": 1})
        return write(word, self._target(), self._delay(), self._doom(0.15))

    def _block(self):
        device = self._target()
        index = self._random.randrange(len(device.blocks))
        how = self._choose({OFFLINE: 3, **dict.fromkeys(ZONES, 1)})
        file, word = "state", how
        if self._chance(0.25):
            how = OFFLINE if how == OFFLINE else "online"
            file, word = "online", "0" if how == OFFLINE else "1"
        return Act(BlockWrite(index, how, file), device,
                   [f"{device.blocks[index].path}/{file}"], word,
                   delay=self._delay(), doom=self._doom(0.05))

    def _hold(self):
        return Hold(self._choose({"offline": 1, "unplug": 1}),
                    self._choose({None: 1, signal.SIGKILL: 1, signal.SIGUSR1: 1}))

    def _read(self):
        device = self._target()
        return Act(None, device, [device.attribute, device.pending, device.protected,
                                  *device.counters],
                   times=self._random.randint(2, 12), delay=self._delay())

    def _protect(self):
        setting = self._choose({**dict.fromkeys(PROTECTION, 1), self._usual_protect: 5})
        return Act(Protect(setting), None, [PROTECT], setting, delay=self._delay())

    def _policy(self):
        policy = self._choose({OFFLINE: 3, **dict.fromkeys(ZONES, 1)})
        return Act(Policy(policy), None, [POLICY], policy, delay=self._delay())

    def _unbind(self):
        device = self._target()
        return Act(Unbind(), device, [f"{KMEM}/unbind"], device.name, delay=self._delay())

    def _bind(self):
        device = self._target()
        return Act(Bind(), device, [f"{KMEM}/bind"], device.name, delay=self._delay())
