"""The tables of ../README.md, in Markdown, from the samples of a run."""

from collections import defaultdict
from statistics import median

OURS, DAXCTL, CHANGE = "dax-kmem-exporter", "daxctl list", "change to metrics"
BARE = "bare HttpServer"
INSIDE = {
    "bareReads": "bare reads of the same files",
    "scrape": "scrape, nothing has changed",
    "scrapeGzip": "the same, compressed",
    "scrapeAfterTransition": "compressed, after a transition of one region",
}


def table(samples):
    of = defaultdict(list)
    for sample in samples:
        of[sample["measurement"]].append(sample)
    return "\n".join([
        host(of["host"][0]),
        inside(of["inside"]),
        scrapes(of["scrape"]),
        starts(of["start"], of["hour"]),
        machine(of["machine"]),
    ])


def rows(heads, lines):
    """A Markdown table: the first column is left-aligned, the others are numbers."""
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in [
        heads, ["---", *["--:"] * (len(heads) - 1)], *lines]) + "\n"


def size(sample):
    return f"{sample['regions']} × {sample['blocks']}"


def number(value):
    """To two or three digits."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def host(of):
    return f"""\
Measured on {of["date"]} in one run, on {of["processors"]} × {of["processor"]} with Java {of["java"]},
node_exporter {of["node_exporter"]}, jmx_exporter 1.0.1 (standalone) and daxctl {of["daxctl"]}. The load of
the host was {of["load_before"]:.1f} before and {of["load_after"]:.1f} at the end. Sizes are regions × memory blocks of each.
"""


def inside(samples):
    sizes = list(dict.fromkeys(map(size, samples)))
    cost = {(sample["what"], size(sample)): sample["cpu_us"] for sample in samples}
    lines = [[INSIDE[what], *(number(cost[what, of]) for of in sizes)] for what in INSIDE]
    lines.insert(2, ["as a multiple of the bare reads",
                     *(f"{cost['scrape', of] / cost['bareReads', of]:.2f}" for of in sizes)])
    garbage = {size(sample): sample["garbage_bytes"] for sample in samples
               if sample["what"] == "scrape"}
    lines.append(["garbage of a scrape, kB", *(number(garbage[of] / 1000) for of in sizes)])
    return """\
**Inside the exporter** (JMH): processor time in microseconds. The files lie on a
tmpfs, laid out as the kernel does it.

""" + rows(["", *sizes], lines)


def scrapes(samples):
    return """\
**A scrape over HTTP**, of whole processes, as Prometheus does it: compressed, on a
connection that is kept; the median of the latency.

""" + rows(["exporter", "regions × blocks", "processor time, ms", "latency, ms"], [
        [sample["exporter"], size(sample) if sample["exporter"] == OURS else "",
         f"{sample['cpu_us'] / 1000:.2f}", f"{sample['latency_us'] / 1000:.2f}"]
        for sample in samples])


def starts(starts, hours):
    hour = {sample["exporter"]: sample for sample in hours}
    seconds = defaultdict(list)
    for sample in starts:
        java = sample.get("java", "") if sample["exporter"] in (OURS, BARE) else ""
        seconds[sample["exporter"], java].append(sample["seconds"])

    def bare(name, java):
        if name != OURS or (BARE, java) not in seconds:
            return ""
        return f"{median(seconds[name, java]) / median(seconds[BARE, java]):.2f}"

    def memory(name, java):
        """Measured with one Java only, the first that was started."""
        if name == BARE or java not in ("", next(iter(seconds))[1]):
            return "", ""
        return hour[name]["scrapes"], f"{hour[name]['resident_mib']:.0f}"

    return """\
**Start and memory**: from the start of the process to the end of its first scrape
(median, and the slowest), and resident memory after an hour's worth of scrapes,
3,600, or fewer where they take long.
Ours is started by `packaging/dax-kmem-exporter`, with Jolokia; its archive of classes
is there. It starts on 8 regions of 8 blocks, and has 64 of them for the hour. The bare
server is the JDK's with one fixed page, started by the same script.

""" + rows(["exporter", "Java", "first scrape, s", "slowest, s", "× bare", "scrapes",
            "resident, MiB"], [
        [name, java, f"{median(all_of):.2f}", f"{max(all_of):.2f}", bare(name, java),
         *memory(name, java)]
        for (name, java), all_of in seconds.items()])


def machine(samples):
    sizes = list(dict.fromkeys(map(size, samples)))
    of = {(sample["what"], size(sample)): sample for sample in samples}
    names = list(dict.fromkeys(sample["what"] for sample in samples if sample["what"] != CHANGE))
    cost = [[name, *(f"{of[name, at]['cpu_us'] / 1000:.2f}" for at in sizes)] for name in names]
    cost.append([f"daxctl list : {OURS}",
                 *(f"{of[DAXCTL, at]['cpu_us'] / of[OURS, at]['cpu_us']:.0f}" for at in sizes)])
    shown = [[title, *(f"{of[CHANGE, at][value] / 1000:.1f}" for at in sizes)]
             for title, value in (("median", "latency_us"), ("longest of 50", "longest_us"))]
    return """\
**On the patched kernel**, in a machine of QEMU's emulation with one processor, where
everything takes many times as long: processor time in milliseconds, the exporter's
for a compressed scrape over HTTP, the reads' in C.

""" + rows(["", *sizes], cost) + """
From the end of a write to `hotplug` to the end of the first scrape after it, which
shows the new state, in milliseconds:

""" + rows(["", *sizes], shown)
