#!/usr/bin/python3
# vm: --regions 2
"""A transition that does not end, because of a page that cannot be migrated,
keeps nobody from reading, and a signal or an unbind ends it with everything as
before."""

import errno
import signal
import subprocess
import time

from lib import DAX, MEMORY, PinnedPage, check, finish, get, put


OTHER = "/sys/bus/dax/devices/dax1.0"
KMEM = "/sys/bus/dax/drivers/kmem"


def stat(name):
    return get(f"{DAX}/hotplug_stats/{name}")


def states():
    return [get(f"{MEMORY}/memory{n}/state") for n in range(32, 40)]


def write_in_background(word, device=DAX):
    """A process that writes to the attribute, and ends with status 0, with 1 where
    SIGUSR1, for which it has a handler, ended the write, or with its errno."""
    process = subprocess.Popen(
        ["/usr/bin/python3", "-c",
         "import os, signal, sys\n"
         "signal.signal(signal.SIGUSR1, lambda *_: sys.exit(1))\n"
         "attribute = os.open(sys.argv[1], os.O_WRONLY)\n"
         "print('ready', flush=True)\n"
         "try: os.write(attribute, sys.argv[2].encode())\n"
         "except OSError as error: sys.exit(error.errno)",
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
    busy_ns = int(stat("busy_ns"))
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
    check(f"{name}: busy_ns counts that too", int(stat("busy_ns")) > busy_ns, True)

writer = write_in_background("offline")
await_that(going_offline)
second = write_in_background("unplug")
check("unbind during a transition", put(f"{KMEM}/unbind", "dax0.0"), "ok")
check("unbind during a transition: writer", writer.wait(60), errno.ENODEV)
check("unbind during a transition: waiting writer", second.wait(60), errno.ENODEV)
check("unbind during a transition: blocks", set(states()), {"online"})
check("bind again", put(f"{KMEM}/bind", "dax0.0"), "ok")
check("bind again: state", get(f"{DAX}/hotplug"), "online_movable")

page.release()
check("with the page released, unplug", put(f"{DAX}/hotplug", "unplug"), "ok")
check("nothing happened to the other region", get(f"{OTHER}/hotplug_stats/failed"), "0")

finish()
