#!/usr/bin/python3
"""Onlines the memory blocks of the device named, over and over and as fast as it
can, as udev rules do, until it is ended; then says how often it wrote, and how
many blocks it brought online."""

import json
import os
import signal
import sys

from device import Device

files = [f"{block.path}/state" for block in Device(sys.argv[1]).blocks()]
ended = False


def end(*_):
    global ended
    ended = True


signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
writes = onlined = 0
while not ended:
    for file in files:
        try:
            state = os.open(file, os.O_WRONLY)
        except OSError:
            continue
        try:
            writes += 1
            os.write(state, b"online_movable")
            onlined += 1
        except OSError:
            pass
        finally:
            os.close(state)
print(json.dumps({"writes": writes, "onlined": onlined}))
