#!/usr/bin/python3
# linux: 7.3 has this selftest of its own
# vm: --region-size 256M
"""Mainline's selftest of its attribute "state", unchanged: with no setting of the protection
does it fail, and what it skips with each stands in README.md."""

import os
import re
import subprocess
from glob import glob

from device import Device
from lib import PROTECT, check, finish, get, put

NAME = "dax-kmem-hotplug.sh"
PROGRAM = f"{os.environ['SELFTESTS']}/dax/{NAME}"
SERIES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..")
RESULT = re.compile(r"^(ok|not ok) \d+ (.*?)( # SKIP)?$", re.MULTILINE)

device = Device()


def selftest():
    """Its exit status, how many of its tests passed, and what it says of the others. The one
    that unbinds while the memory is online is among them."""
    done = subprocess.run([PROGRAM], text=True, capture_output=True, check=False, env={
        **os.environ, "DAX_KMEM_TEST_DEV": device.name, "DAX_KMEM_TEST_UNBIND": "1"})
    print("".join(f"# {line}\n" for line in done.stdout.splitlines()), end="", flush=True)
    passed, others = 0, []
    for result, text, skip in RESULT.findall(done.stdout):
        if result == "ok" and not skip:
            passed += 1
        else:
            others.append(f"`{text}`" if result == "ok" else f"FAILED: {text}")
    return done.returncode, passed, ", ".join(others)


def contents(path):
    with open(path) as file:
        return file.read()


check("it is mainline's", [os.path.basename(patch)
                           for patch in sorted(glob(f"{SERIES}/patches/7.3/*.patch"))
                           if f"b/tools/testing/selftests/dax/{NAME}\n" in contents(patch)], [])

table = contents(f"{SERIES}/README.md").splitlines()
for protect, written in ("never", False), ("managed", False), ("managed", True), ("always", False):
    put(PROTECT, protect)
    put(f"{device.path}/state", "unplugged")
    device.unbind()
    device.bind()
    setting = f"`{protect}`"
    if protect == "managed":
        setting += ", after a write to `hotplug`" if written else ", no write to `hotplug`"
    if written:
        device.put("offline")
    status, passed, skipped = selftest()
    check(f"{setting}: its exit status", status, 0)
    row = f"| {setting} | {passed} of 10 | {skipped} |"
    check(f"{setting}: README.md has this row", [row] if row in table else [], [row])
    check(f"{setting}: bind takes back what its last test left online",
          (device.bind(), get(f"{device.path}/state")), ("ok", "online_movable"))

finish()
