"""Makes things go wrong in the kernel, each at a chosen place."""

import ctypes
import functools
import mmap
import os
import subprocess
from pathlib import Path

from device import BLOCK_SIZE
from lib import MEMORY, error_name, get, put

DEBUGFS = Path("/sys/kernel/debug")


class PinnedPage:
    """A page of a memory block that cannot be migrated, as a pipe holds it by
    vmsplice(2): offlining the block does not end."""

    _MBIND, _MPOL_BIND = 237, 2
    _HUGE, _MAP_NORESERVE = 2 << 20, 0x4000

    class _Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __init__(self, block):
        libc = ctypes.CDLL(None, use_errno=True)
        # Huge pages, to come by soon, and all there may be on the node.
        size = 64 * BLOCK_SIZE
        self._memory = mmap.mmap(
            -1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | self._MAP_NORESERVE)
        self._memory.madvise(mmap.MADV_HUGEPAGE)
        base = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        nodes = ctypes.c_ulong(1 << block.node)
        self._succeed(libc.syscall(self._MBIND, ctypes.c_void_p(base),
                                   ctypes.c_size_t(size), self._MPOL_BIND,
                                   ctypes.byref(nodes), ctypes.c_ulong(64), 0))
        offset, self.address = self._find(base, block)
        self._pipe = os.pipe()
        vector = self._Vector(base + offset, mmap.PAGESIZE)
        self._succeed(libc.vmsplice(self._pipe[1], ctypes.byref(vector), 1, 0))
        self._memory.madvise(mmap.MADV_DONTNEED)

    def _find(self, base, block):
        with open("/proc/self/pagemap", "rb", buffering=0) as pagemap:
            for offset in range(-base % self._HUGE, len(self._memory), self._HUGE):
                self._memory[offset] = 1
                entry = os.pread(pagemap.fileno(), 8, (base + offset) // mmap.PAGESIZE * 8)
                frame = int.from_bytes(entry, "little") & ((1 << 55) - 1)
                address = frame * mmap.PAGESIZE
                if block.first_byte <= address <= block.last_byte:
                    return offset, address
        raise RuntimeError(f"no free page in {block}")

    def release(self):
        for end in self._pipe:
            os.close(end)

    @staticmethod
    def _succeed(result):
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


class Veto:
    """A memory notifier that refuses; the kernel has it as a module."""

    def __init__(self):
        subprocess.run(["modprobe", "memory-notifier-error-inject"], check=True)

    def against(self, action, error):
        """Refuses MEM_GOING_ONLINE or MEM_GOING_OFFLINE with this error, 0 for
        not any more."""
        put(DEBUGFS / "notifier-error-inject/memory/actions" / action / "error", str(-error))


def break_page(block):
    """Gives an online block a page with a hardware error: from the next time it
    is offline until it is removed, it cannot be onlined."""
    result = put(f"{MEMORY}/hard_offline_page", str(block.last_byte))
    if result != "ok":
        raise RuntimeError(f"hard_offline_page: {result}")


class FailingAllocation:
    """Lets the kernel fail one allocation of a write: the Nth, or the Nth within a
    function of the kernel if one is named."""

    def __init__(self, within=None):
        for injection in "failslab", "fail_page_alloc":
            self._set(injection, "ignore-gfp-wait", "N")
            self._set(injection, "verbose", "0")
            self._set(injection, "stacktrace-depth", "32")
            if within:
                self._set_function(injection, "require", within)
        self._set("fail_page_alloc", "ignore-gfp-highmem", "N")
        self._set("fail_page_alloc", "min-order", "0")

    def write(self, path, word, nth):
        """The result of the write, and whether there was an Nth allocation to fail."""
        order = os.open("/proc/thread-self/fail-nth", os.O_RDWR)
        file = os.open(path, os.O_WRONLY)
        data, number, result = word.encode(), str(nth).encode(), "ok"
        try:
            os.write(order, number)
            try:
                os.write(file, data)
            except OSError as error:
                result = error_name(error.errno)
            left = os.pread(order, 20, 0)
            os.write(order, b"0")
        finally:
            os.close(order)
            os.close(file)
        return result, int(left) == 0

    def _set_function(self, injection, what, function):
        start, end = self._addresses(function)
        self._set(injection, f"{what}-start", hex(start))
        self._set(injection, f"{what}-end", hex(end))

    @staticmethod
    def _set(injection, attribute, value):
        result = put(DEBUGFS / injection / attribute, value)
        if result != "ok":
            raise RuntimeError(f"{injection}/{attribute}: {result}")

    @staticmethod
    @functools.cache
    def _addresses(function):
        symbols = sorted((int(address, 16), name) for address, _, name, *_ in
                         (line.split() for line in get("/proc/kallsyms").splitlines()))
        start = next(address for address, name in symbols if name == function)
        return start, next(address for address, _ in symbols if address > start)
