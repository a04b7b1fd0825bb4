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
        taken = []
        while True:
            try:
                action, _, path = self._socket.recv(8192).split(b"\0", 1)[0].partition(b"@")
            except BlockingIOError:
                return taken
            taken.append((action.decode(), path.rpartition(b"/")[2].decode()))
