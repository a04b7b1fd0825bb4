#!/usr/bin/python3
"""What it costs to learn the state of all regions of this machine, which is one of
vm/run: by a scrape of our exporter, by reading the same files and no more, and by
daxctl; beside them node_exporter's scrape, which does not know regions. And how long
after a change the metrics show it.

scrapes.py READS JAR REGIONS BLOCKS WARM SCRAPES: READS is reads.c, compiled; SCRAPES
is how many are measured after WARM others. The machine's one region is cut into
REGIONS of BLOCKS memory blocks."""

import gzip
import json
import os
import re
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from exporters import Exporters

KMEM = Path("/sys/bus/dax/drivers/kmem")
MEMORY = Path("/sys/devices/system/memory")
EVENTS = 50
# of many regions one takes half a minute
LISTS = 4


def cut(regions, size):
    """The folders of so many devices of that size, online; the machine starts with one
    device that has everything."""
    first = Path("/sys/bus/dax/devices/dax0.0").resolve()
    region = first.parent / "dax_region"
    (KMEM / "unbind").write_text(first.name)
    (first / "size").write_text("0")
    devices = [first]
    while len(devices) < regions:
        (region / "create").write_text("1")
        devices.append(region.parent / (region / "create").read_text().strip())
    for device in devices:
        (device / "size").write_text(str(size))
        (KMEM / "bind").write_text(device.name)
        (device / "hotplug").write_text("online_movable")
    return devices


class Connection:
    """One that is kept, as Prometheus does it. http.client would take longer than the
    exporter."""

    REQUEST = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"

    GIVE_UP_SECONDS = 300

    def __init__(self, port):
        """As soon as somebody listens there; on an emulated processor that takes long."""
        begun = time.monotonic()
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port))
                break
            except ConnectionRefusedError:
                if time.monotonic() - begun > self.GIVE_UP_SECONDS:
                    raise
                time.sleep(1)
        self._answers = self._socket.makefile("rb")

    def scrape(self):
        """The body, compressed."""
        self._socket.sendall(self.REQUEST)
        status = self._answers.readline()
        headers = {}
        while (line := self._answers.readline().strip()):
            name, _, value = line.lower().partition(b":")
            headers[name] = value.strip()
        if b" 200 " not in status or headers.get(b"content-encoding") != b"gzip":
            raise RuntimeError(f"{status}, {headers}")
        if b"content-length" in headers:
            return self._answers.read(int(headers[b"content-length"]))
        body = b""
        while (length := int(self._answers.readline(), 16)):
            body += self._answers.read(length)
            self._answers.readline()
        self._answers.readline()
        return body


class Comparison:
    def __init__(self, reads, jar, regions, blocks, warm, scrapes):
        block = int((MEMORY / "block_size_bytes").read_text(), 16)
        self._devices = cut(regions, blocks * block)
        self._reads = reads
        self._exporters = Exporters(Path("/tmp"), Path(jar))
        self._size = {"regions": regions, "blocks": blocks}
        self._warm = warm
        self._scrapes = scrapes

    def run(self):
        self._bare_reads()
        with self._exporters.start(Exporters.OURS, "/sys") as exporter:
            connection = Connection(19140)
            self._scraped(Exporters.OURS, exporter, connection)
            self._changes(connection)
        with self._exporters.start(Exporters.NODE, "/sys") as exporter:
            self._scraped(Exporters.NODE, exporter, Connection(19141))
        self._daxctl()

    def _bare_reads(self):
        files = [file for device in self._devices for file in
                 (device / "hotplug", *(device / "hotplug_stats").iterdir())]
        if len(files) != 11 * len(self._devices):
            raise RuntimeError(f"{len(files)} files")
        said = subprocess.check_output([self._reads, str(self._scrapes), *files], text=True)
        cpu, latency = map(float, said.split())
        self._print("bare reads", cpu_us=cpu, latency_us=latency)

    def _scraped(self, what, exporter, connection):
        # a JVM becomes fast with time, others are so from the start
        for _ in range(self._warm if what == Exporters.OURS else 5):
            connection.scrape()
        took = []
        before = exporter.processor_seconds()
        for _ in range(self._scrapes):
            begun = time.monotonic()
            connection.scrape()
            took.append(time.monotonic() - begun)
        spent = exporter.processor_seconds() - before
        self._print(what, cpu_us=spent / self._scrapes * 1e6, latency_us=median(took) * 1e6)

    def _changes(self, connection):
        """From the end of a write to the end of the first scrape begun after it, which
        must show the new state, and only that."""
        device = self._devices[0]
        took = []
        for number in range(EVENTS):
            state = ("offline", "online_movable")[number % 2]
            (device / "hotplug").write_text(state)
            written = time.monotonic()
            body = connection.scrape()
            took.append(time.monotonic() - written)
            shown = re.findall(r'^dax_kmem_region_state\{device="%s",state="(\w+)"\} 1'
                               % re.escape(device.name), gzip.decompress(body).decode(), re.M)
            if shown != [state]:
                raise RuntimeError(f"{device.name} is {state}, the metrics say {shown}")
        self._print("change to metrics", latency_us=median(took) * 1e6,
                    longest_us=max(took) * 1e6)

    def _daxctl(self):
        def children():
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            return used.ru_utime + used.ru_stime

        took, before = [], None
        for _ in range(1 + LISTS):
            begun = time.monotonic()
            listed = json.loads(subprocess.check_output(["daxctl", "list"]))
            took.append(time.monotonic() - begun)
            if len(listed) != len(self._devices):
                raise RuntimeError(f"daxctl list shows {len(listed)} devices")
            # the first one is to warm up
            before = before or children()
        self._print("daxctl list", cpu_us=(children() - before) / len(took[1:]) * 1e6,
                    latency_us=median(took[1:]) * 1e6)

    def _print(self, what, **values):
        print(json.dumps({"what": what, **self._size,
                          **{name: round(value) for name, value in values.items()}}), flush=True)


# more than 1024 files, as a service has; the hard limit is what the JVM takes
resource.setrlimit(resource.RLIMIT_NOFILE, (65536, 65536))
Comparison(*sys.argv[1:3], *map(int, sys.argv[3:])).run()
