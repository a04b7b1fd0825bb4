"""The processes that act in a step of stress.py, all at the same time. Each does
one thing after the other as it is told, and says what came of it and when."""

import ctypes
import errno
import marshal
import os
import select
import signal
import socket
import time
from typing import NamedTuple

_libc = ctypes.CDLL(None, use_errno=True)


class Answer(NamedTuple):
    """What came of an action. Of one that was killed before it could say so, the
    result is None, and the times are when it was told and when it was dead."""

    result: object
    start: float
    end: float


def write(path, text):
    """The name of the error it meets, or "ok". A signal is not hidden, as it would be
    by Python's own write."""
    try:
        file = os.open(path, os.O_WRONLY)
    except OSError as error:
        return errno.errorcode[error.errno]
    try:
        if _libc.write(file, text.encode(), len(text)) < 0:
            return errno.errorcode[ctypes.get_errno()]
        return "ok"
    finally:
        os.close(file)


def read(paths, times):
    """All that was read in each file, without repetitions, and the errors met."""
    seen = [[] for _ in paths]
    files = [None] * len(paths)
    poll = select.poll()
    for _ in range(times):
        for i, path in enumerate(paths):
            try:
                if files[i] is None:
                    files[i] = os.open(path, os.O_RDONLY)
                    poll.register(files[i], select.POLLPRI)
                content = os.pread(files[i], 100, 0).decode().strip()
            except OSError as error:
                content = errno.errorcode[error.errno]
                if files[i] is not None:
                    poll.unregister(files[i])
                    os.close(files[i])
                    files[i] = None
            if not seen[i] or seen[i][-1] != content:
                seen[i].append(content)
        poll.poll(0)
    for file in files:
        if file is not None:
            os.close(file)
    return seen


class Actor:
    """A process that acts."""

    def __init__(self):
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._told = None
        self._pid = os.fork()
        if self._pid == 0:
            self._socket.close()
            self._serve(theirs)
        theirs.close()

    @staticmethod
    def _serve(orders):
        while order := orders.recv(4096):
            delay, kind, *arguments = marshal.loads(order)
            time.sleep(delay)
            start = time.monotonic()
            result = write(*arguments) if kind == "write" else read(*arguments)
            orders.send(marshal.dumps((result, start, time.monotonic())))
        os._exit(0)

    def fileno(self):
        return self._socket.fileno()

    def tell(self, delay, kind, *arguments):
        self._told = time.monotonic()
        self._socket.send(marshal.dumps((delay, kind, *arguments)))

    def answer(self):
        """To be called when there is something to receive."""
        try:
            message = self._socket.recv(65536)
        except ConnectionResetError:
            message = b""
        if not message:
            # it was killed
            return Answer(None, self._told, time.monotonic())
        return Answer(*marshal.loads(message))

    def signal(self, number):
        os.kill(self._pid, number)

    def bury(self):
        os.waitpid(self._pid, 0)
        self._socket.close()

    def where(self):
        """The kernel functions that it is in."""
        with open(f"/proc/{self._pid}/stack") as file:
            return file.read()


class Stuck(Exception):
    """Somebody does not answer."""


class Stage:
    """Actors that are told what to do all at the same time."""

    _PATIENCE = 100

    def __init__(self, size):
        # actors inherit this; they may be interrupted before they do anything
        signal.signal(signal.SIGUSR1, lambda *_: None)
        self._actors = [Actor() for _ in range(size)]
        self._poll = select.poll()
        self._doomed = []
        self._killed = set()
        self.answers = []

    def recover(self):
        """Replaces who was killed."""
        for i in self._killed:
            self._actors[i].bury()
            self._actors[i] = Actor()
        self._killed.clear()

    def start(self, orders):
        """Tells each its order, which is what Actor.tell() takes."""
        self._doomed.clear()
        self.answers = [None] * len(orders)
        for actor, order in zip(self._actors, orders):
            self._poll.register(actor, select.POLLIN)
            actor.tell(*order)

    def doom(self, i, number, delay):
        """Sends a signal after some seconds, unless there is an answer before."""
        self._doomed.append((time.monotonic() + delay, i, number))
        self._doomed.sort()

    def end(self, i, number):
        """Sends a signal, again and again as it may come too early, until there is an
        answer."""
        deadline = time.monotonic() + self._PATIENCE
        while self.answers[i] is None:
            if time.monotonic() > deadline:
                raise self._stuck([i])
            self._signal(i, number)
            self._receive(0.1)

    def await_answers(self, whose, seconds=_PATIENCE):
        """Waits until all of these have answered."""
        whose = set(whose)
        deadline = time.monotonic() + seconds
        while any(self.answers[i] is None for i in whose):
            now = time.monotonic()
            if now > deadline:
                raise self._stuck(whose)
            while self._doomed and self._doomed[0][0] <= now:
                self._signal(*self._doomed.pop(0)[1:])
            self._receive(min([deadline, *(due for due, *_ in self._doomed[:1])]) - now)

    def _stuck(self, whose):
        return Stuck("\n".join(f"action {i} is in\n{self._actors[i].where()}" for i in whose
                               if self.answers[i] is None))

    def _receive(self, seconds):
        ready = {file for file, _ in self._poll.poll(max(0, seconds) * 1000)}
        for i, actor in enumerate(self._actors):
            if actor.fileno() in ready:
                self._poll.unregister(actor)
                self.answers[i] = actor.answer()

    def _signal(self, i, number):
        if self.answers[i] is None:
            self._actors[i].signal(number)
            if number == signal.SIGKILL:
                self._killed.add(i)
