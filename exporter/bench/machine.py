#!/usr/bin/python3
"""Measures the exporter on the patched kernel, in a virtual machine for each number
of regions, beside bare reads, daxctl and node_exporter. Run by itself, it prints its
records, a line of JSON each; with --quick in a few minutes and less exactly."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPORTER = HERE.parent
VM = EXPORTER.parent / "kernel-patches" / "vm"
JAR = EXPORTER / "target" / "dax-kmem-exporter.jar"
# in target, as the machine has a /tmp of its own
READS = EXPORTER / "target" / "bench-reads"

# regions and memory blocks of each; 64 GiB is what a host of 24 GiB can emulate, as the
# machine's 2 GiB hold the struct pages
SIZES = [(1, 8), (8, 8), (64, 8), (256, 2)]
BLOCK_MIB = 128


def measure(quick, jar=JAR):
    """The records: what, regions, blocks, cpu_us (user and system, of one scrape or
    command; not for a change), latency_us (median), and for a change longest_us."""
    if not jar.is_file():
        raise SystemExit(f"no {jar}: ./mvnw -q -pl exporter -am package -DskipTests")
    subprocess.run(["bash", "-c", '. "$0" && require_packages "$@"', VM / "packages.sh", "gcc",
                    "libc6-dev", "daxctl", "prometheus-node-exporter"], check=True)
    subprocess.run(["gcc", "-O2", "-Wall", "-Werror", "-static", "-o", READS,
                    HERE / "guest" / "reads.c"], check=True)
    return [record for regions, blocks in SIZES
            for record in boot(jar, regions, blocks, *((40, 40) if quick else (1000, 200)))]


def boot(jar, regions, blocks, warm, scrapes):
    """The records of one machine, of so many scrapes after some to warm up."""
    # a JVM is best run on one emulated processor
    command = [VM / "run", "--cpus", "1", "--region-size", f"{regions * blocks * BLOCK_MIB}M", "--",
               "env", "PYTHONDONTWRITEBYTECODE=1", f"PYTHONPATH={HERE}",
               HERE / "guest" / "scrapes.py", READS, jar, regions, blocks, warm, scrapes]
    said = subprocess.run([str(word) for word in command], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in said.splitlines()]


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--quick"]):
        raise SystemExit(__doc__)
    for record in measure("--quick" in sys.argv):
        print(json.dumps(record))
