"""The ways to have all memory of a region online, from unplugged or, as asked, from
where it is, and to have it gone again."""

import os
import subprocess

from lib import get, put


class Hotplug:
    """One write to the attribute of the patched kernels, or two."""

    def __init__(self, *words):
        self._words = words

    def ask(self, device):
        return device.put("online_movable") == "ok"

    plug = ask

    def unplug(self, device):
        return all(device.put(word) == "ok" for word in self._words)

    def read(self, device):
        return device.state


class State:
    """One write to mainline's attribute, since 7.3."""

    def ask(self, device):
        return put(self._path(device), "online_movable") == "ok"

    def plug(self, device):
        # it does not online what is offline since boot
        if self.read(device) == "offline":
            self.unplug(device)
        return self.ask(device)

    def unplug(self, device):
        return put(self._path(device), "unplugged") == "ok"

    def read(self, device):
        return get(self._path(device))

    @staticmethod
    def _path(device):
        return f"{device.path}/state"


def daxctl(*arguments):
    return subprocess.run(["daxctl", *arguments], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def bound_to_kmem(device):
    return os.path.basename(os.path.realpath(f"{device.path}/driver")) == "kmem"


class Reconfigure:
    """What daxctl has for it: the device becomes one of the other driver's."""

    def ask(self, device):
        return daxctl("online-memory", device.name)

    def plug(self, device):
        if bound_to_kmem(device):
            self.ask(device)
        else:
            daxctl("reconfigure-device", "--mode=system-ram", device.name)
        return bound_to_kmem(device)

    def unplug(self, device):
        return daxctl("reconfigure-device", "--mode=devdax", "--force", device.name)


class OfflineAndUnbind:
    """daxctl offlines, and where it says that it did, the device is unbound."""

    def plug(self, device):
        if not bound_to_kmem(device) and device.bind() != "ok":
            return False
        daxctl("online-memory", device.name)
        return True

    def unplug(self, device):
        return daxctl("offline-memory", device.name) and device.unbind() == "ok"


WAYS = {
    "unplug": Hotplug("unplug"),
    "offline, unplug": Hotplug("offline", "unplug"),
    "state": State(),
    "reconfigure-device": Reconfigure(),
    "offline-memory, unbind": OfflineAndUnbind(),
}
