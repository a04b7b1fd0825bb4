"""Listens to what the kernel tells udev."""

import socket


class Uevents:
    """Those sent since this was made, or asked last."""

    _KOBJECT_UEVENT, _RCVBUFFORCE = 15, 33

    def __init__(self):
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, self._KOBJECT_UEVENT)
        self._socket.setsockopt(socket.SOL_SOCKET, self._RCVBUFFORCE, 16 << 20)
        self._socket.bind((0, 1))
        self._socket.setblocking(False)

    def take(self):
        """Of each the action and the name of the device."""
        return [(action, name) for action, name, _ in self.take_whole()]

    def take_whole(self):
        """Of each the action, the name of the device, and its variables."""
        taken = []
        while True:
            try:
                head, *variables = self._socket.recv(8192).decode().rstrip("\0").split("\0")
            except BlockingIOError:
                return taken
            action, _, path = head.partition("@")
            taken.append((action, path.rpartition("/")[2],
                          dict(variable.split("=", 1) for variable in variables)))
