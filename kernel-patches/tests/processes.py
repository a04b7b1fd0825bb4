"""Processes that do to the kernel what the test itself cannot wait for."""

import contextlib
import ctypes
import errno
import os
import signal
import traceback

from lib import await_that, error_name, get


class Writer:
    """A process that writes to a file, and may have to wait for it. SIGUSR1, for
    which it has a handler, ends it with EINTR."""

    def __init__(self, path, word):
        ready, began = os.pipe()
        self._pid = os.fork()
        if self._pid:
            os.close(began)
            os.read(ready, 1)
            os.close(ready)
            return
        begin_child(keep=began)
        signal.signal(signal.SIGUSR1, lambda *_: os._exit(errno.EINTR))
        try:
            file = os.open(path, os.O_WRONLY)
            os.write(began, b".")
            os.write(file, word.encode())
            os._exit(0)
        except OSError as error:
            os._exit(error.errno)

    def sleeps(self):
        """Whether it waits for something, as the kernel says."""
        return get(f"/proc/{self._pid}/stat").rpartition(")")[2].split()[0] in "SD"

    def send(self, sig):
        os.kill(self._pid, sig)

    def result(self):
        """Waits for its end: "ok", the name of the error it met, or that of the
        signal that ended it; "running" if it does not end."""
        status = None

        def ended():
            nonlocal status
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            return pid

        try:
            await_that(ended)
        except TimeoutError:
            return "running"
        return ending(status)


class Background:
    """A process that calls a function again and again."""

    def __init__(self, function):
        self._pid = os.fork()
        if not self._pid:
            begin_child()
            try:
                while True:
                    function()
            finally:
                traceback.print_exc()
                os._exit(1)

    def stop(self):
        """How it ended, SIGTERM if it did not before."""
        os.kill(self._pid, signal.SIGTERM)
        return ending(os.waitpid(self._pid, 0)[1])


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
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    for file in range(3, 64):
        if file != keep:
            with contextlib.suppress(OSError):
                os.close(file)
