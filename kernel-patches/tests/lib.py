"""Imported by the tests of this folder that are written in Python, which run
inside a machine of vm/run and say what they find in TAP."""

import errno
import os
import time

MEMORY = "/sys/devices/system/memory"
PROTECT = "/sys/module/kmem/parameters/protect"

_tests = _failures = 0


def check(description, actual, expected):
    global _tests, _failures
    _tests += 1
    if actual == expected:
        print(f"ok {_tests} - {description}", flush=True)
    else:
        _failures += 1
        print(f"not ok {_tests} - {description}: is {actual!r}, should be {expected!r}",
              flush=True)


def finish():
    """The last line of every test."""
    print(f"1..{_tests}")
    raise SystemExit(_failures > 0)


def put(path, word):
    """Writes; the name of the error it meets, or "ok"."""
    try:
        file = os.open(path, os.O_WRONLY)
        try:
            # once, whatever it meets: Python's own files try again when closed
            os.write(file, f"{word}\n".encode())
        finally:
            os.close(file)
        return "ok"
    except OSError as error:
        return error_name(error.errno)


def error_name(number):
    # Python learned this one late
    return "EHWPOISON" if number == 133 else errno.errorcode[number]


def get(path):
    with open(path) as file:
        return file.read().strip()


def await_that(condition, seconds=60, pause=0.05):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(pause)
