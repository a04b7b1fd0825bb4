#!/usr/bin/python3
# vm: --virtio-mem 256M --region-size 256M
"""Others that add memory are left alone: virtio_mem's is onlined as the policy
says, may be changed by anybody, and can be unplugged. What kmem is given beyond
the policy, no other module gets unnoticed."""

import json
import os
import re
import subprocess
from glob import glob
from pathlib import Path

from device import BLOCK_SIZE, Block, Device, facts, log, set_policy
from lib import await_that, check, finish, get


class VirtioMem:
    """The virtio-mem device, by way of QEMU's monitor."""

    def __init__(self):
        port = next(path for path in glob("/sys/class/virtio-ports/*")
                    if get(f"{path}/name") == "monitor")
        self._monitor = open(f"/dev/{os.path.basename(port)}", "r+b", buffering=0)
        self._reply()
        self._ask("qmp_capabilities")
        subprocess.run(["modprobe", "virtio_mem"], check=True)
        start, end = (int(address, 16) for address in re.search(
            r"(\w+)-(\w+) : virtio\d+$", get("/proc/iomem"), re.MULTILINE).groups())
        self.blocks = [Block(n) for n in range(start // BLOCK_SIZE, (end + 1) // BLOCK_SIZE)]

    def request(self, size):
        """Asks the machine to have this many bytes plugged, and waits for it."""
        self._ask("qom-set", path="vm0", property="requested-size", value=size)
        await_that(lambda: self._ask("qom-get", path="vm0", property="size") == size)
        await_that(lambda: (size > 0) == (self.states() != ["none"] * len(self.blocks)))

    def states(self):
        return [block.state for block in self.blocks]

    def _ask(self, command, **arguments):
        self._monitor.write(json.dumps({"execute": command, "arguments": arguments}).encode())
        return self._reply()

    def _reply(self):
        while True:
            message = json.loads(self._line())
            if "error" in message:
                raise RuntimeError(message["error"])
            if "event" not in message:
                return message.get("return")

    def _line(self):
        line = b""
        while not line.endswith(b"\n"):
            line += self._monitor.read(1)
        return line


device = Device()
device.bring("online_movable")
bystander = facts(device)
virtio_mem = VirtioMem()
first, last = virtio_mem.blocks

for policy, state in [("offline", "offline"), ("online", "online Normal"),
                      ("online_kernel", "online Normal"), ("online_movable", "online Movable")]:
    set_policy(policy)
    virtio_mem.request(2 * BLOCK_SIZE)
    await_that(lambda: last.state != "none")
    check(f"policy {policy}: its blocks", virtio_mem.states(), [state] * 2)
    virtio_mem.request(0)
    check(f"policy {policy}: unplugged", virtio_mem.states(), ["none"] * 2)

virtio_mem.request(2 * BLOCK_SIZE)
check("anybody may offline its blocks", last.put("offline"), "ok")
for word, state in [("online", "online"), ("online_kernel", "online Normal"),
                    ("online_movable", "online Movable")]:
    check(f"anybody may write {word}", (last.put(word), last.state.startswith(state)),
          ("ok", True))
    last.put("offline")
virtio_mem.request(0)
check("what is not ours did not change ours", facts(device), bystander)
check("nothing was refused", device.stat("refused"), "0")

device.put("unplug")
subprocess.run(["rmmod", "kmem"], check=True)
# where a namespace names its module, a stranger is one of another name
namespace = "DEV_DAX_KMEM"
named = Path(os.environ["KMEM_MODULE"]).read_bytes()
stranger = named.replace(b"import_ns=DEV_DAX_KMEM", b"import_ns=SOMETHING_EL")
if stranger == named:
    namespace = "module:kmem"
    stranger = named.replace(b"\0kmem\0", b"\0knem\0").replace(b"name=kmem", b"name=knem")
file = Path("/tmp/stranger.ko")
file.write_bytes(stranger)
check("a module that does not import the namespace: is refused",
      subprocess.run(["insmod", file], capture_output=True).returncode, 1)
check("a module that does not import the namespace: the log says why",
      f"from namespace {namespace}, but does not import it" in log(), True)

finish()
