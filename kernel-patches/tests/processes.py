"""Processes that do to the kernel what the test itself cannot wait for."""

import contextlib
import ctypes
import errno
import mmap
import os
import signal
import socket
import subprocess
import traceback
from pathlib import Path

from lib import await_that, error_name, get, put


LIBC = ctypes.CDLL(None, use_errno=True)


class Child:
    """A process that may have to wait."""

    pid = None

    def sleeps(self):
        """Whether it waits for something, as the kernel says."""
        return self._letter() in "SD"

    def has_ended(self):
        return self._letter() == "Z"

    def is_stopped(self):
        return self._letter() == "T"

    def _letter(self):
        return get(f"/proc/{self.pid}/stat").rpartition(")")[2].split()[0]

    def send(self, sig):
        os.kill(self.pid, sig)

    def interrupt(self):
        """Sends SIGUSR1 until it has ended: one that comes just before the write, or
        between two tries to have a lock, runs the handler and ends nothing."""
        def has_ended():
            if not self.has_ended():
                self.send(signal.SIGUSR1)
                return False
            return True

        await_that(has_ended)

    def result(self):
        """Waits for its end: "ok", the name of the error it met, or that of the
        signal that ended it; "running" if it does not end."""
        status = None

        def ended():
            nonlocal status
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            return pid

        try:
            await_that(ended)
        except TimeoutError:
            return "running"
        return ending(status)


class Writer(Child):
    """A process that writes to a file, and may have to wait for it. SIGUSR1, for
    which it has a handler, ends it with EINTR."""

    def __init__(self, path, word, cpu=None):
        ready, began = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(began)
            os.read(ready, 1)
            os.close(ready)
            return
        begin_child(keep=began)
        if cpu is not None:
            os.sched_setaffinity(0, {cpu})
        signal.signal(signal.SIGUSR1, lambda *_: os._exit(errno.EINTR))
        try:
            file = os.open(path, os.O_WRONLY)
        except OSError as error:
            os._exit(error.errno)
        os.write(began, b".")
        # Python's own would try again after EINTR
        written = LIBC.write(file, word.encode(), len(word))
        os._exit(0 if written >= 0 else ctypes.get_errno())


class Program(Child):
    """A program that runs."""

    def __init__(self, *command):
        self.pid = os.posix_spawnp(command[0], command, os.environ)


class Background:
    """A process that calls a function again and again."""

    def __init__(self, function):
        self.pid = os.fork()
        if not self.pid:
            begin_child()
            try:
                while True:
                    function()
            finally:
                traceback.print_exc()
                os._exit(1)

    def stop(self):
        """How it ended, SIGTERM if it did not before."""
        os.kill(self.pid, signal.SIGTERM)
        return ending(os.waitpid(self.pid, 0)[1])


class TakenMemory:
    """Memory of node 0 that nobody else can have, until it is given back."""

    _HUGE_PAGES = "/sys/devices/system/node/node0/hugepages/hugepages-2048kB/nr_hugepages"

    def __init__(self, size):
        # most of it as huge pages, which nobody writes to
        self._huge_pages = int(get(self._HUGE_PAGES))
        put(self._HUGE_PAGES, str(self._huge_pages + (size >> 21)))
        rest = size - ((int(get(self._HUGE_PAGES)) - self._huge_pages) << 21)
        ready, done = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            begin_child(keep=done)
            if self._lock(rest):
                os.write(done, b".")
                signal.pause()
            os._exit(1)
        os.close(done)
        if not os.read(ready, 1):
            raise RuntimeError(f"cannot lock {rest} bytes")
        os.close(ready)

    def _lock(self, size):
        if size <= 0:
            return True
        self._memory = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._memory.madvise(mmap.MADV_HUGEPAGE)
        base = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        return LIBC.mlock(ctypes.c_void_p(base), ctypes.c_size_t(size)) == 0

    def give_back(self):
        put(self._HUGE_PAGES, str(self._huge_pages))
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


class Hog:
    """Takes a processor for itself, from start to stop: who is in the kernel there stops
    where it may be preempted."""

    def __init__(self, cpu):
        # or others would have a share of each second
        put("/proc/sys/kernel/sched_rt_runtime_us", "-1")
        self._spins = mmap.mmap(-1, 1)
        self._socket, theirs = socket.socketpair()
        if not os.fork():
            begin_child(keep=theirs.fileno())
            os.sched_setaffinity(0, {cpu})
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
            while theirs.recv(1):
                theirs.send(b".")
                while self._spins[0]:
                    pass
            os._exit(0)
        theirs.close()

    def start(self):
        """It has the processor when this returns."""
        self._spins[0] = 1
        self._socket.send(b".")
        self._socket.recv(1)

    def stop(self):
        self._spins[0] = 0


def ending(status):
    """What waitpid(2) says: "ok", the name of the error number that a process
    ended with, or that of the signal that ended it."""
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return error_name(os.WEXITSTATUS(status)) if os.WEXITSTATUS(status) else "ok"


def begin_child(keep=0):
    """The child ends with its parent, and leaves it to the parent to close its files,
    but for one: they may hold a page."""
    pr_set_pdeathsig = 1
    LIBC.prctl(pr_set_pdeathsig, signal.SIGKILL)
    for file in range(3, 64):
        if file != keep:
            with contextlib.suppress(OSError):
                os.close(file)


def mount_cgroups():
    """The folder of all control groups."""
    folder = Path("/run/cgroup")
    folder.mkdir()
    subprocess.run(["mount", "-t", "cgroup2", "cgroup2", folder], check=True)
    return folder
