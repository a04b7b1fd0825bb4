#!/usr/bin/python3
"""The rule that makes regions RAM at boot without the exporter, with the real udev."""

import shutil
import subprocess
from pathlib import Path

from device import Device, set_policy
from lib import await_that, check, finish

RULE = Path(__file__).parents[2] / "exporter/packaging/90-dax-kmem-online.rules"
RULES = Path("/run/udev/rules.d")


def udevadm(*arguments):
    subprocess.run(["udevadm", *arguments], check=True, timeout=120)


def bound_under(policy):
    """The state soon after a bind under this policy, and what was counted."""
    device.unbind()
    set_policy(policy)
    device.bind()
    udevadm("settle")
    await_that(lambda: device.state == "online_movable")
    counters = device.counters()
    return counters["unplug"], counters["online_movable"], counters["failed"]


device = Device()
device.bring("unplugged")
RULES.mkdir(parents=True)
shutil.copy(RULE, RULES)
# it listens when this returns
subprocess.run(["/lib/systemd/systemd-udevd", "--daemon"], check=True)

try:
    for policy, counted in {"offline": (0, 1, 0), "online": (1, 1, 0), "online_kernel": (1, 1, 0),
                            "online_movable": (0, 0, 0)}.items():
        check(f"bound under {policy}: unplug, online_movable, failed", bound_under(policy), counted)
        device.put("unplug")

    set_policy("offline")
    device.unbind()
    device.bind()
    await_that(lambda: device.state == "online_movable")
    for word, state in {"offline": "offline", "unplug": "unplugged"}.items():
        check(word, device.put(word), "ok")
        udevadm("settle")
        udevadm("trigger", "--settle", "--action=add", "--subsystem-match=dax")
        check(f"who writes {word} is not overruled", device.state, state)
finally:
    udevadm("control", "--exit")

finish()
