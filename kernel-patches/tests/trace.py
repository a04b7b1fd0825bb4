"""What the kernel's own tracing can tell a test."""

import re
from pathlib import Path

from lib import await_that, put

TRACING = Path("/sys/kernel/tracing")


class ModuleAllocations:
    """The memory that kernel modules allocate from when this is made on."""

    # where modules are on x86-64
    _FIRST_ADDRESS, _LAST_ADDRESS = "0xffffffffa0000000", "0xffffffffff000000"

    def __init__(self):
        _set("buffer_size_kb", "16384")
        _set("events/kmem/kmalloc/filter",
                  f"call_site >= {self._FIRST_ADDRESS} && call_site < {self._LAST_ADDRESS}")
        _set("trace", "")
        for event in "kmalloc", "kfree":
            _set(f"events/kmem/{event}/enable", "1")

    def left(self):
        """Who allocated what is not freed; ends the tracing."""
        for event in "kmalloc", "kfree":
            _set(f"events/kmem/{event}/enable", "0")
        live = {}
        for line in (TRACING / "trace").read_text().splitlines():
            found = re.search(r" (kmalloc|kfree): call_site=(\S+) .*?ptr=(\S+)", line)
            if found and found[1] == "kmalloc":
                live[found[3]] = found[2]
            elif found:
                live.pop(found[3], None)
        return sorted(live.values())


def migration_begins():
    """Waits until pages are migrated for the sake of a memory block, from now on."""
    _set("events/migrate/mm_migrate_pages/enable", "1")
    _set("trace", "")
    await_that(lambda: "memory_hotplug" in (TRACING / "trace").read_text())
    _set("events/migrate/mm_migrate_pages/enable", "0")


def _set(name, value):
    result = put(TRACING / name, value)
    if result != "ok":
        raise RuntimeError(f"{name}: {value}: {result}")
