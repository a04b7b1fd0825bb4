"""What the machine of stress.py shows of itself when nobody acts."""

import os
import re
import select
import socket
from typing import NamedTuple

from device import BLOCK_SIZE, Device
from lib import MEMORY, PROTECT
from stress_model import COUNTERS, OFFLINE

POLICY = f"{MEMORY}/auto_online_blocks"


class Subject(Device):
    """A device whose ranges stay as they are."""

    def __init__(self, device):
        super().__init__(device.name)
        self.stats = f"{self.path}/hotplug_stats"
        # the numbers of all blocks, and of each range where its blocks are among these
        self.numbers = [block.number for block in device.blocks()]
        self.indexes = tuple(
            tuple(i for i, n in enumerate(self.numbers) if start <= n * BLOCK_SIZE <= end)
            for start, end in device.ranges())


class Shown(NamedTuple):
    """What is shown of a device. Its own files are None while it is not bound."""

    word: str
    counters: tuple
    busy_ns: int
    pending: str
    blocks: tuple  # of each block None, OFFLINE, the zone it is online in, or worse

    @property
    def bound(self):
        return self.word is not None

    @property
    def mixed(self):
        return len({"online" if self.is_online(i) else block
                    for i, block in enumerate(self.blocks)}) > 1

    def is_online(self, index):
        return self.blocks[index] not in (None, OFFLINE)


class View(NamedTuple):
    devices: dict  # from Subject to Shown
    reservations: list
    memory: list
    total: int
    protect: bool
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
        for _ in range(2):
            file = self._open.get(path)
            try:
                if file is None:
                    file = self._open[path] = os.open(path, os.O_RDONLY)
                return os.pread(file, 65536, 0).decode().strip()
            except FileNotFoundError:
                return None
            except OSError:
                # of a device that is gone; there may be another one by now
                os.close(self._open.pop(path))
        return None

    def notified(self, path):
        """Whether the file was notified since it was read last; None if unknown."""
        file = self._open.get(path)
        if file is None:
            return None
        poll = select.poll()
        poll.register(file, select.POLLPRI)
        return bool(poll.poll(0))


class Watcher:
    def __init__(self, devices):
        self._devices = devices
        self._files = Files()

    def view(self):
        read = self._files.read
        lines = [line.strip() for line in read("/proc/iomem").splitlines()]
        return View(
            devices={device: self._shown(device) for device in self._devices},
            reservations=[line for line in lines if " : dax" in line],
            memory=[line for line in lines if line.endswith("(kmem)")],
            total=int(re.search(r"MemTotal: *(\d+) kB", read("/proc/meminfo"))[1]) << 10,
            protect=read(PROTECT) == "Y",
            policy=read(POLICY))

    def _shown(self, device):
        read = self._files.read
        blocks = tuple(map(self._block, device.numbers))
        word = read(device.attribute)
        if word is None:
            return Shown(None, None, None, None, blocks)
        stats = {name: read(f"{device.stats}/{name}") for name in (*COUNTERS, "busy_ns", "pending")}
        return Shown(word, tuple(int(stats[name]) for name in COUNTERS),
                     int(stats["busy_ns"]), stats["pending"], blocks)

    def _block(self, number):
        read = self._files.read
        state = read(f"{MEMORY}/memory{number}/state")
        if state != "online":
            return state
        return read(f"{MEMORY}/memory{number}/valid_zones")

    def notified(self, device):
        return self._files.notified(device.attribute)


def expected_reservations(view):
    """The lines of /proc/iomem for what devices reserve."""
    return sorted(f"{_addresses(device, indexes)} : {device.name}"
                  for device, shown in view.devices.items() for indexes in device.indexes
                  if shown.bound or any(shown.blocks[i] for i in indexes))


def expected_memory(view):
    """The lines of /proc/iomem for the memory that is added."""
    return sorted(f"{_addresses(device, indexes)} : System RAM (kmem)"
                  for device, shown in view.devices.items() for indexes in device.indexes
                  if any(shown.blocks[i] for i in indexes))


def online_bytes(view):
    return BLOCK_SIZE * sum(shown.is_online(i) for shown in view.devices.values()
                            for i in range(len(shown.blocks)))


def _addresses(device, indexes):
    start, last = (device.numbers[i] * BLOCK_SIZE for i in (indexes[0], indexes[-1]))
    return f"{start:x}-{last + BLOCK_SIZE - 1:x}"


class Uevents:
    """Counts the "change" uevents of devices."""

    _KOBJECT_UEVENT, _RCVBUFFORCE = 15, 33

    def __init__(self):
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, self._KOBJECT_UEVENT)
        self._socket.setsockopt(socket.SOL_SOCKET, self._RCVBUFFORCE, 16 << 20)
        self._socket.bind((0, 1))
        self._socket.setblocking(False)

    def take(self):
        """How many came for each name since this was last asked."""
        counts = {}
        while True:
            try:
                action, _, path = self._socket.recv(8192).split(b"\0", 1)[0].partition(b"@")
            except BlockingIOError:
                return counts
            if action == b"change":
                name = path.rpartition(b"/")[2].decode()
                counts[name] = counts.get(name, 0) + 1
