#!/usr/bin/python3
"""A transition that does not end, because of a page that cannot be migrated,
keeps nobody from reading, and a signal ends it with everything as before."""

import signal
import subprocess
import time

from lib import DAX, MEMORY, PinnedPage, check, finish, get, put


def stat(name):
    return get(f"{DAX}/hotplug_stats/{name}")


def states():
    return [get(f"{MEMORY}/memory{n}/state") for n in range(32, 40)]


def write_in_background(word):
    """A process that writes to the attribute, and ends with the error number."""
    return subprocess.Popen(
        ["/usr/bin/python3", "-c",
         "import sys\n"
         "try: open(sys.argv[1], 'w').write(sys.argv[2])\n"
         "except OSError as e: sys.exit(e.errno)",
         f"{DAX}/hotplug", word])


def await_that(condition):
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.05)


def going_offline():
    return "going-offline" in states()


check("online", put(f"{DAX}/hotplug", "online_movable"), "ok")
page = PinnedPage(node=1)

for word, sig in [("offline", signal.SIGTERM), ("unplug", signal.SIGKILL)]:
    name = f"{word}, ended by {sig.name}"
    failed = int(stat("failed"))
    writer = write_in_background(word)
    await_that(going_offline)
    check(f"{name}: pending", stat("pending"), word)
    check(f"{name}: state reads as before", get(f"{DAX}/hotplug"), "online_movable")
    second = write_in_background("offline")
    second.send_signal(signal.SIGKILL)
    check(f"{name}: a waiting writer can be killed", second.wait(60), -signal.SIGKILL)
    writer.send_signal(sig)
    check(f"{name}: writer", writer.wait(60), -sig)
    check(f"{name}: pending after it", stat("pending"), "none")
    check(f"{name}: state after it", get(f"{DAX}/hotplug"), "online_movable")
    check(f"{name}: blocks after it", set(states()), {"online"})
    check(f"{name}: failed", int(stat("failed")) - failed, 1)

page.release()
check("with the page released, unplug", put(f"{DAX}/hotplug", "unplug"), "ok")
check("busy_ns counts the failures too", int(stat("busy_ns")) > 100_000_000, True)

finish()
