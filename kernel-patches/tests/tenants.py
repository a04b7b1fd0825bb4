"""Processes that live in the memory of a region, and notice if anything becomes of
what they have there."""

import ctypes
import mmap
import os
import re
import signal
import socket

from lib import get, put
from processes import Child, begin_child

MPOL_DEFAULT, MPOL_PREFERRED = 0, 1
MAP_HUGETLB, MAP_NORESERVE = 0x40000, 0x4000
PATTERN = os.urandom(1 << 20)


class Tenant(Child):
    """Has some MiB of memory with a content that it knows, of a node if one is named.
    In the control group if one is given."""

    def __init__(self, mebibytes, node=None, huge=False, cgroup=None, lazy=False):
        self._mebibytes, self._node, self._huge = mebibytes, node, huge
        self._socket, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            begin_child(keep=theirs.fileno())
            if cgroup:
                put(cgroup / "cgroup.procs", "0")
            self._live(theirs, lazy)
        theirs.close()
        self._hear()

    def _live(self, orders, lazy):
        try:
            memory = mmap.mmap(-1, self._mebibytes << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
                               | (MAP_HUGETLB if self._huge else 0))
            if self._node is not None:
                prefer(memory, self._node)
            if not lazy:
                fill(memory)
            orders.send(b"y")
            while order := orders.recv(1):
                if order == b"f":
                    fill(memory)
                elif order == b"r":
                    # reads on until it is asked for something else
                    orders.setblocking(False)
                    while not readable(orders):
                        is_whole(memory)
                    orders.setblocking(True)
                    continue
                orders.send(b"y" if is_whole(memory) else b"n")
        finally:
            os._exit(1)

    def _hear(self):
        return self._socket.recv(1) == b"y"

    def fill(self):
        """Writes it all anew. Whether all went well."""
        self._socket.send(b"f")
        return self._hear()

    def has_all(self):
        """Whether it has what it wrote."""
        self._socket.send(b"c")
        return self._hear()

    def read_on(self):
        """Reads again and again, until it is asked for something."""
        self._socket.send(b"r")

    def mebibytes_on(self, node):
        found = re.findall(rf"\bN{node}=(\d+).* kernelpagesize_kB=(\d+)",
                           get(f"/proc/{self.pid}/numa_maps"))
        return sum(int(pages) * int(size) for pages, size in found) >> 10

    def leave(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._socket.close()


def readable(orders):
    try:
        return bool(orders.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False


def prefer(memory, node):
    mbind = 237
    base = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    nodes = ctypes.c_ulong(1 << node)
    if ctypes.CDLL(None).syscall(mbind, ctypes.c_void_p(base), ctypes.c_size_t(len(memory)),
                                 MPOL_PREFERRED, ctypes.byref(nodes), ctypes.c_ulong(64), 0):
        raise RuntimeError("mbind")


def fill(memory):
    for offset in range(0, len(memory), len(PATTERN)):
        memory[offset:offset + len(PATTERN)] = PATTERN


def is_whole(memory):
    return all(memory[offset:offset + len(PATTERN)] == PATTERN
               for offset in range(0, len(memory), len(PATTERN)))
