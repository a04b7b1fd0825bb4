#!/usr/bin/python3
"""Which kernel this is."""

import json
import platform

print(json.dumps({"release": platform.release()}))
