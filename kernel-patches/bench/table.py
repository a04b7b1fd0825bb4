"""The table of ../README.md, in Markdown, from the samples of a run."""

from collections import defaultdict
from statistics import median

COMMANDS = {
    "unplug": "patched: `echo unplug > hotplug`",
    "offline, unplug": "patched: `offline`, then `unplug`",
    "reconfigure-device": "stock: `daxctl reconfigure-device --mode=devdax --force`",
    "offline-memory, unbind": "stock: `daxctl offline-memory`, then unbind",
}
LEAST_SHARE = 0.03
LEVELS = 3
NAMES_IN_A_LINE = 3


def table(samples):
    of = defaultdict(list)
    for sample in samples:
        of[sample["measurement"]].append(sample)
    return "\n".join([
        machine(of["host"][0], of["release"]),
        contended(of["contended"]),
        times(of["times"]),
        uevents(of["uevents"]),
        reads(of["reads"]),
        traces(of["trace"]),
    ])


def rows(heads, lines):
    """A Markdown table: the first column is left-aligned, the others are numbers."""
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in [
        heads, ["---", *["--:"] * (len(heads) - 1)], *lines]) + "\n"


def machine(host, releases):
    release = {sample["kernel"]: sample["release"] for sample in releases}
    how = "KVM" if host["kvm"] else "emulation"
    return f"""\
Measured on {host["date"]} in one run: Linux {release["patched"]} with and without the
series, daxctl {host["daxctl"]}, in QEMU {host["qemu"]} ({how}) with 2 processors,
2 GiB of memory and the region, on {host["processors"]} × {host["processor"]}. The load of the
host was {host["load_before"]:.1f} before and {host["load_after"]:.1f} at the end. Machines that failed and
were booted again: {host["failed_machines"]}.
"""


def contended(samples):
    total = defaultdict(lambda: defaultdict(int))
    for sample in samples:
        for what, number in sample.items():
            if isinstance(number, int):
                total[sample["way"]][what] += number
    lines = [[COMMANDS[way], *(count[what] for what in
              ("attempts", "succeeded", "failed", "false", "lost", "onlined"))]
             for way, count in total.items()]
    return """\
**Unplugging against a loop** that writes `online_movable` to the region's blocks as
fast as it can, as udev rules do. *False*: reported as done, while the blocks were
still there. *Lost*: the region cannot be used until the next reboot.

""" + rows(["8 blocks", "attempts", "succeeded", "failed", "false", "regions lost",
            "blocks onlined by the loop"], lines)


def times(samples):
    of = defaultdict(list)
    for sample in samples:
        of[sample["blocks"], sample["operation"], sample["kernel"], sample["variant"]].append(
            sample["us"] / 1e6)
    operations = ["online", "offline", "unplug", "plug"]
    columns = [("stock", "daxctl"), ("stock", "loop"), ("patched", "loop"),
               ("patched", "hotplug")]
    lines = []
    for blocks in sorted({sample["blocks"] for sample in samples}):
        for operation in operations:
            of_columns = [of[blocks, operation, *column] for column in columns]
            medians = [median(values) for values in of_columns]
            lines.append([f"{blocks} blocks, {operation}", len(of_columns[-1]),
                          *(f"{value:.3g} s" for value in medians),
                          *(f"{medians[-1] / other:.2f}" for other in medians[:-1])])
    return """\
**Time** of a transition, the medians. *Loop*: a shell writes to each block's `state`;
on the patched kernel with the protection off. *Unplug* starts with the blocks online:
daxctl reconfigures the device, the loop offlines the blocks and unbinds. *Plug* ends
with them online again. The last three columns are the attribute's time as a share of
the others'.

""" + rows(["128 MiB each", "samples", "stock, daxctl", "stock, loop", "patched, loop",
            "patched, `hotplug`", "to daxctl", "to stock loop", "to patched loop"], lines)


def uevents(samples):
    of = {(sample["variant"], sample["operation"]): sample["uevents"] for sample in samples}
    lines = [[operation, of["loop", operation], of["hotplug", operation]]
             for operation in ("online", "offline", "unplug", "plug")]
    return """\
**Uevents** for one transition. *Unplug* is an unbind on the stock kernel here, of
blocks that are offline.

""" + rows(["8 blocks", "stock, loop", "patched, `hotplug`"], lines)


def reads(samples):
    names = {"loop": "stock, every block's `state` and `valid_zones`",
             "hotplug": "patched, `hotplug` and `hotplug_stats/`"}
    of = {(sample["variant"], sample["when"]): sample for sample in samples}
    lines = [[name, of[variant, "hanging"]["files"], of[variant, "hanging"]["scrapes"],
              *(f"{of[variant, when][what] / 1000:.3g} ms" for when in ("idle", "hanging")
                for what in ("median_us", "longest_us"))]
             for variant, name in names.items()]
    return """\
**Reading all there is to know** ten times a second, while nothing happens and during
an offlining that hangs on a page that cannot be migrated.

""" + rows(["8 blocks", "files", "reads", "idle, median", "idle, longest wait",
            "hanging, median", "hanging, longest wait"], lines)


def traces(samples):
    parts = [f"""\
**Where a block's time goes** in the kernel, in ms for each block of a region of
{samples[0]["blocks"]}, by the function graph tracer, which takes time of its own. Functions called
for each page block are not traced; their time is their callers'.
"""]
    for sample in samples:
        of = {"loop": "stock, loop", "hotplug": "patched, `hotplug`"}[sample["variant"]]
        untraced, traced = (sample[what] / sample["blocks"] / 1000
                            for what in ("untraced_us", "traced_us"))
        parts.append(f"{sample['operation']}, {of}: {untraced:.1f} ms, traced {traced:.1f} ms\n\n"
                     + "".join(f"    {line}\n" for line in tree(sample)))
    return "\n".join(parts)


class Function:
    """One of a traced call tree; only what it calls for long enough is kept."""

    def __init__(self, record, calls, milliseconds):
        self.name = record["function"]
        self.calls = calls
        self.milliseconds = milliseconds
        self.depth = record["depth"]
        self.callees = []

    def only_callee(self):
        """What it spends nearly all of its time in, if that is one function."""
        if len(self.callees) == 1 and \
                self.callees[0].milliseconds > 0.9 * self.milliseconds:
            return self.callees[0]
        return None

    def lines(self, levels):
        names = [self.name]
        last = self
        while last.only_callee():
            last = last.only_callee()
            names.append(last.name)
        chain = " > ".join(names[:NAMES_IN_A_LINE])
        yield 0, self.milliseconds, f"{chain} ({self.calls:.3g})"
        if levels > 1:
            for callee in last.callees:
                for depth, milliseconds, text in callee.lines(levels - 1):
                    yield depth + 1, milliseconds, text


def tree(sample):
    """Lines of milliseconds, functions and calls, from where the calls part."""
    blocks = sample["blocks"]
    path = []
    least = LEAST_SHARE * sample["functions"][0]["us"]
    for record in sample["functions"]:
        if record["us"] < least:
            continue
        function = Function(record, record["calls"] / blocks, record["us"] / blocks / 1000)
        del path[record["depth"]:]
        if path:
            path[-1].callees.append(function)
        path.append(function)
    top = path[0]
    while top.only_callee():
        top = top.only_callee()
    for depth, milliseconds, text in top.lines(LEVELS):
        yield f"{milliseconds:7.2f}  {'  ' * depth}{text}"
