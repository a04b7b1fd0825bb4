"""Imported by the tests of this folder that are written in Python, which run
inside a machine of vm/run and say what they find in TAP."""

import ctypes
import errno
import mmap
import os
import sys

DAX = "/sys/bus/dax/devices/dax0.0"
MEMORY = "/sys/devices/system/memory"
PROTECT = "/sys/module/kmem/parameters/protect"

_tests = _failures = 0


def check(description, actual, expected):
    global _tests, _failures
    _tests += 1
    if actual == expected:
        print(f"ok {_tests} - {description}")
    else:
        _failures += 1
        print(f"not ok {_tests} - {description}: is {actual!r}, should be {expected!r}")


def finish():
    """The last line of every test."""
    print(f"1..{_tests}")
    raise SystemExit(_failures > 0)


def put(path, word):
    """Writes; the name of the error it meets, or "ok"."""
    try:
        with open(path, "w", buffering=1) as file:
            file.write(word + "\n")
        return "ok"
    except OSError as error:
        return errno.errorcode[error.errno]


def get(path):
    with open(path) as file:
        return file.read().strip()


class PinnedPage:
    """A page of a node that cannot be migrated, as a pipe holds it by vmsplice(2):
    offlining its memory block does not end."""

    _MBIND, _MPOL_BIND = 237, 2

    class _Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __init__(self, node):
        libc = ctypes.CDLL(None, use_errno=True)
        self._page = mmap.mmap(-1, mmap.PAGESIZE)
        address = self._virtual = ctypes.addressof(ctypes.c_char.from_buffer(self._page))
        nodes = ctypes.c_ulong(1 << node)
        self._succeed(libc.syscall(self._MBIND, ctypes.c_void_p(address),
                                   ctypes.c_size_t(mmap.PAGESIZE), self._MPOL_BIND,
                                   ctypes.byref(nodes), ctypes.c_ulong(64), 0))
        self._page[0] = 1
        self._pipe = os.pipe()
        vector = self._Vector(address, mmap.PAGESIZE)
        self._succeed(libc.vmsplice(self._pipe[1], ctypes.byref(vector), 1, 0))

    def address(self):
        """The physical one."""
        with open("/proc/self/pagemap", "rb") as file:
            file.seek(self._virtual // mmap.PAGESIZE * 8)
            frame = int.from_bytes(file.read(8), sys.byteorder) & ((1 << 55) - 1)
        return frame * mmap.PAGESIZE

    def release(self):
        for end in self._pipe:
            os.close(end)
        self._page.close()

    @staticmethod
    def _succeed(result):
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
