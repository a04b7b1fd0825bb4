"""dax devices, their regions and their memory, as sysfs and /proc show them."""

import errno
import mmap
import os
import re
from glob import glob

from lib import MEMORY, get, put

KMEM = "/sys/bus/dax/drivers/kmem"
GOING_OFFLINE = "going-offline"
BLOCK_SIZE = int(get(f"{MEMORY}/block_size_bytes"), 16)


class Device:
    """A dax device; most of it needs kmem to be bound."""

    def __init__(self, name="dax0.0"):
        self.name = name
        self.path = f"/sys/bus/dax/devices/{name}"
        self.attribute = f"{self.path}/hotplug"

    def put(self, word):
        return put(self.attribute, word)

    @property
    def state(self):
        return get(self.attribute)

    def stat(self, name):
        return get(f"{self.path}/hotplug_stats/{name}")

    @property
    def pending(self):
        return self.stat("pending")

    def counters(self):
        return {name: int(self.stat(name)) for name in (
            "offline", "online", "online_kernel", "online_movable", "unplug", "failed",
            "refused")}

    def exists(self):
        return os.path.exists(self.path)

    def bound(self):
        return os.path.exists(f"{self.path}/driver")

    def bind(self):
        return put(f"{KMEM}/bind", self.name)

    def unbind(self):
        return put(f"{KMEM}/unbind", self.name)

    def map(self, region, first, end):
        """Asks for one more range: from a memory block of its region to another one,
        which is not of it any more."""
        return put(f"{self.path}/mapping",
                   f"{region.address(first):x}-{region.address(end) - 1:x}")

    def ranges(self):
        """First and last byte of each range, in the order of the mappings."""
        mappings = sorted(glob(f"{self.path}/mapping[0-9]*"),
                          key=lambda path: int(path.rpartition("mapping")[2]))
        return [(int(get(f"{path}/start"), 16), int(get(f"{path}/end"), 16))
                for path in mappings]

    def blocks(self):
        """The memory blocks that fit into its ranges, range by range, be they
        there or not."""
        return [Block(number) for start, end in self.ranges()
                for number in range(-(-start // BLOCK_SIZE), (end + 1) // BLOCK_SIZE)]

    def block_states(self):
        return [block.state for block in self.blocks()]

    def bring(self, state):
        """To this state from any other."""
        if self.state != state:
            if self.state != "unplugged":
                self._must("offline")
            elif state == "offline":
                self._must("online_movable")
            self._must(state)

    def _must(self, word):
        result = self.put(word)
        if result != "ok":
            raise RuntimeError(f"{self.name}: {word}: {result}, it is {self.state}")


class Block:
    """A memory block."""

    def __init__(self, number):
        self.number = number
        self.path = f"{MEMORY}/memory{number}"
        self.first_byte = number * BLOCK_SIZE
        self.last_byte = self.first_byte + BLOCK_SIZE - 1

    def __repr__(self):
        return f"block {self.number}"

    @property
    def state(self):
        """offline, going-offline, "online ZONE", or none if it is not there."""
        try:
            word = get(f"{self.path}/state")
            return f"online {get(f'{self.path}/valid_zones')}" if word == "online" else word
        except OSError as error:
            # ENODEV: it was removed after the file was opened
            if error.errno in (errno.ENOENT, errno.ENODEV):
                return "none"
            raise

    @property
    def node(self):
        return int(glob(f"{self.path}/node[0-9]*")[0].rpartition("node")[2])

    def put(self, word):
        """What a stranger does to the block."""
        return put(f"{self.path}/state", word)


class Region:
    """The region of a device, which can be divided anew while nothing of it is bound."""

    def __init__(self, device):
        self.path = os.path.realpath(f"{device.path}/../dax_region")
        self.start = int(get(f"{device.path}/resource"), 16)

    def address(self, block):
        """Of a memory block, counted from the start of the region."""
        return self.start + int(block * BLOCK_SIZE)

    def create(self, *ranges):
        """A new device with these ranges."""
        self._must(f"{self.path}/create", "1")
        device = Device(get(f"{self.path}/create"))
        self.shape(device, *ranges)
        return device

    def shape(self, device, *ranges):
        """Gives an unbound device these ranges, each a pair of memory blocks,
        counted from the start of the region, that need not be whole: (0, 2),
        (3, 3.5)."""
        if get(f"{device.path}/size") != "0":
            self._must(f"{device.path}/size", "0")
        for first, end in ranges:
            result = device.map(self, first, end)
            if result != "ok":
                raise RuntimeError(f"{device.name}: a range of {first} to {end}: {result}")

    def fill(self, device):
        """Gives an unbound device all of it."""
        self._must(f"{device.path}/size", "0")
        self._must(f"{device.path}/size", get(f"{self.path}/size"))

    def destroy(self, device):
        self.shape(device)
        self._must(f"{self.path}/delete", device.name)

    @staticmethod
    def _must(path, word):
        # "delete" takes a name without a line's end only
        with open(path, "w") as file:
            file.write(word)


def mem_total():
    """MemTotal in KiB."""
    with open("/proc/meminfo") as file:
        return int(file.readline().split()[1])


def kernel_zone_blocks(node):
    """How many memory blocks of a node are in its zone Normal, those included that are
    going offline."""
    zone = re.search(rf"^Node {node}, zone +Normal$.*?^ +present +(\d+)$", get("/proc/zoneinfo"),
                     re.MULTILINE | re.DOTALL)
    return int(zone[1]) * mmap.PAGESIZE // BLOCK_SIZE if zone else 0


def iomem():
    """What /proc/iomem says of dax devices and their memory, outer to inner."""
    with open("/proc/iomem", errors="replace") as file:
        return [line.strip() for line in file
                if " : dax" in line or "System RAM (kmem)" in line]


def facts(*devices):
    """Everything that a transition can change and that the kernel tells."""
    return {"MemTotal": mem_total(), "iomem": iomem(),
            **{device.name: (device.state if device.bound() else "not bound",
                             device.pending if device.bound() else "none",
                             device.block_states()) for device in devices}}


def set_policy(word):
    """What the kernel does with added memory that nobody decides on."""
    put(f"{MEMORY}/auto_online_blocks", word)


def kasan():
    """Whether the kernel has KASAN: it keeps what it knows of a block in the kernel
    zone of that node, so that one of the blocks there cannot be offlined."""
    return " kasan_report\n" in get("/proc/kallsyms")


def log():
    return os.popen("dmesg").read()


def news():
    """What the log has had since this was asked last."""
    return os.popen("dmesg -c").read()
