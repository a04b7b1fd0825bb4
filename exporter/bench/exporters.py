"""The exporters that are compared, as processes: what they cost, seen from outside."""

import functools
import http.client
import os
import subprocess
import time
import zipfile
from pathlib import Path

CLOCK = os.sysconf("SC_CLK_TCK")
GIVE_UP_SECONDS = 30


class Exporter:
    """One that has just been started, on a port of its own."""

    def __init__(self, command, port):
        self._address = ("127.0.0.1", port)
        self._started = time.monotonic()
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def first_scrape(self):
        """Seconds from the start of the process to the end of its first scrape."""
        while True:
            try:
                self.scrape()
                return time.monotonic() - self._started
            except ConnectionRefusedError:
                if time.monotonic() - self._started > GIVE_UP_SECONDS:
                    raise
                time.sleep(0.002)

    def scrape(self):
        """As Prometheus does it: compressed, on a connection that is kept. Its seconds."""
        started = time.monotonic()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(*self._address)
        try:
            self._connection.request("GET", "/metrics", headers={"Accept-Encoding": "gzip"})
            answer = self._connection.getresponse()
            body = answer.read()
        except OSError:
            self._connection = None
            raise
        if answer.status != 200 or not body:
            raise RuntimeError(f"{self._address}: status {answer.status}, {len(body)} bytes")
        return time.monotonic() - started

    def processor_seconds(self):
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK

    def resident_mib(self):
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("has ended")


class Exporters:
    """How each of them is started. jmx_exporter reads the MBeans of another process of
    ours, by RMI. The bare server is the JDK's, with one fixed page; our script starts it,
    as it does our own, with an archive of its own."""

    OURS, NODE, JMX = "dax-kmem-exporter", "node_exporter", "jmx_exporter"
    BARE, BARE_CLASS = "bare HttpServer", "io.daxkmem.exporter.bench.BareServer"

    def __init__(self, folder, jar, jmx_exporter=None, classpath=None):
        self._jar = jar
        self._folder = folder
        self._classpath = classpath
        self._jmx_exporter = jmx_exporter
        self._jmx_configuration = folder / "jmx_exporter.yml"
        self._jmx_configuration.write_text("hostPort: 127.0.0.1:19144\nrules:\n- pattern: '.*'\n")

    def start(self, name, sysfs, jdk=""):
        """jdk: whose JVM our script starts, otherwise the first in PATH."""
        if name == self.BARE:
            return Exporter([*self._launcher(self._bare, jdk), "19146"], 19146)
        if name == self.OURS:
            return Exporter([*self._launcher(self._jar, jdk), f"--path.sysfs={sysfs}",
                             "--jolokia.enabled", "--jolokia.listen-address=127.0.0.1:19142",
                             "--web.listen-address=127.0.0.1:19140"], 19140)
        if name == self.NODE:
            return Exporter(["prometheus-node-exporter", "--web.listen-address=127.0.0.1:19141"],
                            19141)
        return Exporter(["java", "-jar", str(self._jmx_exporter), "127.0.0.1:19143",
                         str(self._jmx_configuration)], 19143)

    def _launcher(self, jar, jdk):
        cache = self._folder / f"cache-{jar.stem}-{Path(jdk).name}"
        cache.mkdir(exist_ok=True)
        return ["env", *([f"JAVA_HOME={jdk}"] if jdk else []), f"DAX_KMEM_EXPORTER_JAR={jar}",
                f"DAX_KMEM_EXPORTER_CACHE={cache}",
                str(Path(__file__).resolve().parent.parent / "packaging" / "dax-kmem-exporter")]

    @functools.cached_property
    def _bare(self):
        entry = self.BARE_CLASS.replace(".", "/") + ".class"
        compiled = next(path for part in self._classpath.split(os.pathsep)
                        if (path := Path(part) / entry).is_file())
        jar = self._folder / "bare.jar"
        with zipfile.ZipFile(jar, "w") as written:
            written.writestr("META-INF/MANIFEST.MF",
                             f"Manifest-Version: 1.0\nMain-Class: {self.BARE_CLASS}\n")
            written.write(compiled, entry)
        return jar

    def with_mbeans(self, sysfs):
        """What jmx_exporter asks."""
        remote = "-Dcom.sun.management.jmxremote"
        return Exporter(["java", f"{remote}.port=19144", f"{remote}.rmi.port=19144",
                         f"{remote}.host=127.0.0.1", f"{remote}.ssl=false",
                         f"{remote}.authenticate=false", "-Djava.rmi.server.hostname=127.0.0.1",
                         "-jar", str(self._jar), f"--path.sysfs={sysfs}",
                         "--web.listen-address=127.0.0.1:19145"], 19145)
