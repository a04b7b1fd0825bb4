#!/usr/bin/python3
# vm: --region-size 256M
"""The attributes are there exactly while the device is bound: a reader meets what
is true, or an error, and never freed memory."""

import os
from glob import glob

from device import Device
from lib import check, error_name, finish
from processes import Background

STATES = {"offline", "online", "online_kernel", "online_movable", "unplugged"}

device = Device()
files = [device.attribute, *glob(f"{device.path}/hotplug_stats/*")]


def read_on():
    """Reads each file, again and again while it can be read."""
    for path in files:
        try:
            read_while_there(path)
        except OSError as error:
            if error_name(error.errno) not in ("ENOENT", "ENODEV"):
                raise


def read_while_there(path):
    file = os.open(path, os.O_RDONLY)
    try:
        while True:
            value = os.pread(file, 100, 0).decode().strip()
            if path == device.attribute and value not in STATES:
                raise SystemExit(f"it read {value!r}")
    finally:
        os.close(file)


readers = [Background(read_on) for _ in range(3)]
results = set()
for _ in range(30):
    results.add((device.unbind(), device.bind(), device.state))
check("unbind and bind, 30 times, against readers", results, {("ok", "ok", "offline")})
check("readers", [reader.stop() for reader in readers], ["SIGTERM"] * 3)

attribute = os.open(device.attribute, os.O_RDWR)
device.unbind()
for name, use in [("read", lambda: os.read(attribute, 100)),
                  ("write", lambda: os.write(attribute, b"online"))]:
    try:
        use()
        result = "ok"
    except OSError as error:
        result = error_name(error.errno)
    check(f"{name} a file opened before unbind", result, "ENODEV")
check("no file is left", [path for path in files if os.path.exists(path)], [])
device.bind()
check("all files are there again", [path for path in files if not os.path.exists(path)], [])

finish()
