"""What the machine of stress.py shows of itself when nobody acts."""

import os
import re
import select
from typing import NamedTuple

from device import BLOCK_SIZE
from lib import MEMORY, PROTECT
from model import COUNTERS, OFFLINE

POLICY = f"{MEMORY}/auto_online_blocks"


class Subject:
    """A device whose ranges stay as they are, and its files."""

    def __init__(self, device):
        self.device = device
        self.name = device.name
        self.attribute = device.attribute
        stats = f"{device.path}/hotplug_stats"
        self.counters = [f"{stats}/{name}" for name in COUNTERS]
        self.busy_ns = f"{stats}/busy_ns"
        self.pending = f"{stats}/pending"
        self.protected = f"{stats}/protected"
        self.blocks = device.blocks()
        self.block_files = [(f"{block.path}/state", f"{block.path}/valid_zones")
                            for block in self.blocks]
        # of each range where its blocks are among these, and how /proc/iomem calls it
        self.ranges = tuple(
            tuple(i for i, block in enumerate(self.blocks) if start <= block.first_byte < end)
            for start, end in device.ranges())
        self.addresses = [f"{start:x}-{end:x}" for start, end in device.ranges()]


class Shown(NamedTuple):
    """What is shown of a device. Its own files are None while it is not bound."""

    word: str
    counters: tuple
    busy_ns: int
    pending: str
    protected: bool
    blocks: tuple  # of each block None, OFFLINE, the zone it is online in, or worse

    @property
    def bound(self):
        return self.word is not None

    @property
    def mixed(self):
        return len({"online" if self.is_online(i) else block
                    for i, block in enumerate(self.blocks)}) > 1

    def has(self, indexes):
        """Whether these blocks are there."""
        return self.blocks[indexes[0]] is not None

    def is_online(self, index):
        return self.blocks[index] not in (None, OFFLINE)


class View(NamedTuple):
    devices: dict  # from Subject to Shown
    reservations: list
    memory: list
    total: int
    protect: str
    policy: str

    def __str__(self):
        return "\n".join((
            f"protect {self.protect}, policy {self.policy}, MemTotal {self.total >> 20} MiB",
            *(f"  {device.name} {shown}" for device, shown in self.devices.items()),
            *(f"  {line}" for line in (*self.reservations, *self.memory))))


class Files:
    """Files of sysfs and procfs, kept open for speed."""

    def __init__(self):
        self._open = {}

    def read(self, path):
        """Its content, or None if it is not there."""
        file = self._open.get(path)
        if file is not None:
            try:
                return os.pread(file, 16384, 0)
            except OSError:
                # it is gone, and there may be another one by now
                os.close(self._open.pop(path))
        try:
            file = self._open[path] = os.open(path, os.O_RDONLY)
            return os.pread(file, 16384, 0)
        except OSError:
            return None

    def read_word(self, path):
        content = self.read(path)
        return content and content.decode().rstrip()

    def notified(self, path):
        """Whether the file was notified since it was read last; None if unknown."""
        file = self._open.get(path)
        if file is None:
            return None
        poll = select.poll()
        poll.register(file, select.POLLPRI)
        return bool(poll.poll(0))


class Watcher:
    _RESERVATIONS = re.compile(rb"^ *(\S+ : dax\S+)$", re.MULTILINE)
    _MEMORY = re.compile(rb"^ *(\S+) : System RAM \(kmem\)$", re.MULTILINE)
    _TOTAL = re.compile(rb"MemTotal: *(\d+) kB")

    def __init__(self, devices):
        self._devices = devices
        self._files = Files()

    def view(self):
        read = self._files.read
        resources = read("/proc/iomem")
        return View(
            devices={device: self._shown(device) for device in self._devices},
            reservations=[line.decode() for line in self._RESERVATIONS.findall(resources)],
            memory=[addresses.decode() for addresses in self._MEMORY.findall(resources)],
            total=int(self._TOTAL.match(read("/proc/meminfo"))[1]) << 10,
            protect=self._files.read_word(PROTECT),
            policy=self._files.read_word(POLICY))

    def _shown(self, device):
        blocks = tuple([self._block(*files) for files in device.block_files])
        word = self._files.read_word(device.attribute)
        if word is None:
            return Shown(None, None, None, None, None, blocks)
        return Shown(word, tuple([int(self._files.read(path)) for path in device.counters]),
                     int(self._files.read(device.busy_ns)),
                     self._files.read_word(device.pending),
                     self._files.read_word(device.protected) == "1", blocks)

    def _block(self, state_file, zone_file):
        state = self._files.read_word(state_file)
        return self._files.read_word(zone_file) if state == "online" else state

    def notified(self, device):
        return self._files.notified(device.attribute)


def expected_reservations(view):
    """What /proc/iomem says that devices reserve."""
    return sorted(f"{addresses} : {device.name}"
                  for device, shown in view.devices.items()
                  for addresses, blocks in zip(device.addresses, device.ranges)
                  if shown.bound or shown.has(blocks))


def expected_memory(view):
    """Where /proc/iomem says that memory is added."""
    return sorted(addresses
                  for device, shown in view.devices.items()
                  for addresses, blocks in zip(device.addresses, device.ranges)
                  if shown.has(blocks))


def online_bytes(view):
    return BLOCK_SIZE * sum(shown.is_online(i) for shown in view.devices.values()
                            for i in range(len(shown.blocks)))
