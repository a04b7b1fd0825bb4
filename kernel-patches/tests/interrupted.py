#!/usr/bin/python3
# vm: --regions 2
"""A transition that does not end, because of a page that cannot be migrated,
keeps nobody from reading, and a signal ends it with everything as before."""

import signal
import subprocess
import time

from lib import DAX, MEMORY, PinnedPage, check, finish, get, put


OTHER = "/sys/bus/dax/devices/dax1.0"


def stat(name):
    return get(f"{DAX}/hotplug_stats/{name}")


def states():
    return [get(f"{MEMORY}/memory{n}/state") for n in range(32, 40)]


def write_in_background(word, device=DAX):
    """A process that writes to the attribute, and ends with status 0, or with 1
    where SIGUSR1, for which it has a handler, ended the write."""
    process = subprocess.Popen(
        ["/usr/bin/python3", "-c",
         "import os, signal, sys\n"
         "signal.signal(signal.SIGUSR1, lambda *_: sys.exit(1))\n"
         "print('ready', flush=True)\n"
         "os.write(os.open(sys.argv[1], os.O_WRONLY), sys.argv[2].encode())",
         f"{device}/hotplug", word], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


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
    elsewhere = write_in_background("online_movable", device=OTHER)
    await_that(lambda: get(f"{OTHER}/hotplug_stats/pending") == "online_movable")
    elsewhere.send_signal(signal.SIGUSR1)
    try:
        check(f"{name}: a handled signal ends the wait of another region's writer",
              elsewhere.wait(10), 1)
    except subprocess.TimeoutExpired:
        check(f"{name}: a handled signal ends the wait of another region's writer",
              "waiting", 1)
    writer.send_signal(sig)
    check(f"{name}: writer", writer.wait(60), -sig)
    check(f"{name}: pending after it", stat("pending"), "none")
    check(f"{name}: state after it", get(f"{DAX}/hotplug"), "online_movable")
    check(f"{name}: blocks after it", set(states()), {"online"})
    check(f"{name}: failed", int(stat("failed")) - failed, 1)

page.release()
check("with the page released, unplug", put(f"{DAX}/hotplug", "unplug"), "ok")
check("nothing happened to the other region", get(f"{OTHER}/hotplug_stats/failed"), "0")
check("busy_ns counts the failures too", int(stat("busy_ns")) > 100_000_000, True)

finish()
