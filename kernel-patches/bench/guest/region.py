"""A region's memory blocks and driver, as any kernel with kmem shows them."""

import os

MEMORY = "/sys/devices/system/memory"
PROTECT = "/sys/module/kmem/parameters/protect"
DRIVERS = "/sys/bus/dax/drivers"


def read(path):
    with open(path) as file:
        return file.read().strip()


def write(path, word):
    """Writes; whether it went well."""
    try:
        with open(path, "w", buffering=1) as file:
            file.write(word + "\n")
        return True
    except OSError:
        return False


class Region:
    def __init__(self, name="dax0.0"):
        self.name = name
        self.path = f"/sys/bus/dax/devices/{name}"
        size = int(read(f"{MEMORY}/block_size_bytes"), 16)
        start, end = (int(read(f"{self.path}/mapping0/{limit}"), 16)
                      for limit in ("start", "end"))
        self._numbers = range(-(-start // size), (end + 1) // size)

    @property
    def hotplug(self):
        return f"{self.path}/hotplug"

    @property
    def driver(self):
        try:
            return os.path.basename(os.readlink(f"{self.path}/driver"))
        except OSError:
            return None

    def state_files(self):
        """Those of the blocks that could be there."""
        return [f"{MEMORY}/memory{number}/state" for number in self._numbers]

    def states(self):
        """Those of the blocks that are there."""
        states = []
        for file in self.state_files():
            try:
                states.append(read(file))
            except OSError:
                pass
        return states

    def is_online(self):
        return self.states() == ["online"] * len(self._numbers)
