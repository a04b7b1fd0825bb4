"""The table of ../README.md, in Markdown, from the samples of a run."""

from collections import Counter, defaultdict
from statistics import median

STOCK, MAINLINE = ("6.12", "stock"), ("7.3", "stock")
OURS, OURS_ON_7_3 = ("6.12", "patched"), ("7.3", "patched")
REGION_OF_8 = "8 blocks"
NOT_MEASURED = "not measured"
NOT_THERE = "–"
OPERATIONS = "online", "offline", "unplug", "plug"
LEAST_SHARE = 0.05
LEVELS = 4
NAMES_IN_A_LINE = 3


def table(samples):
    of = defaultdict(list)
    for sample in samples:
        of[sample["measurement"]].append(sample)
    times = Times(of["times"])
    return "\n".join([
        machine(of["host"][0], of["release"]),
        truth(of["truth"]),
        contended(of["contended"]),
        remains(of["remains"]),
        times_on_7_3(times),
        times_on_6_12(times),
        announcements(of["announcements"]),
        reads(of["reads"]),
        *traces(of["trace"]),
    ])


def rows(heads, lines):
    """A Markdown table: the first column is left-aligned, the others are numbers. Of a
    line of one cell nothing was measured."""
    if all(len(line) == 1 for line in lines):
        return f"{NOT_MEASURED.capitalize()}.\n"
    lines = [line if len(line) > 1 else [*line, *[NOT_MEASURED] * (len(heads) - 1)]
             for line in lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in [
        heads, ["---", *["--:"] * (len(heads) - 1)], *lines]) + "\n"


def name(kernel):
    linux, kind = kernel
    return f"{kind} {linux}"


def of_kernel(samples, kernel, **what):
    """Those of a kernel that say this, too."""
    linux, kind = kernel
    what.update(linux=linux, kernel=kind)
    return [sample for sample in samples if what.items() <= sample.items()]


def machine(host, releases):
    names = " and ".join(dict.fromkeys(sample["release"] for sample in releases))
    how = "KVM" if host["kvm"] else "emulation"
    return f"""\
Measured on {host["date"]} in one run: Linux {names}, with and without the
series, daxctl {host["daxctl"]}, in QEMU {host["qemu"]} ({how}) with 2 processors,
2 GiB of memory and the region, on {host["processors"]} × {host["processor"]}. The load of the
host was {host["load_before"]:.1f} before and {host["load_after"]:.1f} at the end. Machines that failed and
were booted again: {host["failed_machines"]}; measurements left out: {host["left_out"]}.
"""


def truth(samples):
    lines = []
    for kernel, way, command in [
            (STOCK, "reconfigure-device", "`daxctl online-memory`"),
            (MAINLINE, "state", "`echo online_movable > state`"),
            (OURS_ON_7_3, "state", "`echo online_movable > state`"),
            (OURS, "unplug", "`echo online_movable > hotplug`"),
            (OURS_ON_7_3, "unplug", "`echo online_movable > hotplug`")]:
        line = [f"{name(kernel)}: {command}"]
        for sample in of_kernel(samples, kernel, way=way):
            line += [share(sample["true"], sample["looks"]) if sample["reads"] else NOT_THERE,
                     share(sample["as_asked"], sample["looks"]),
                     *(sample[what] for what in ("requests", "done", "changed", "refused"))]
        lines.append(line)
    seconds = max((sample["seconds"] for sample in samples), default=60)
    return f"""\
**A loop onlines and offlines single blocks**, drawn at random, for {seconds:.0f} s. Meanwhile
somebody asks once a second for all of the region to be online in `ZONE_MOVABLE`.
*True*: the share of the time in which what is read of the region is what its blocks are
in. *As asked for*: in which all blocks are online so. The stock 6.12 has nothing to read
but the blocks. Writing to `state` protects nothing, with the series neither.

""" + rows([REGION_OF_8, "true", "as asked for", "asked", "reported done",
            "blocks changed by the loop", "refused"], lines)


def share(part, whole):
    """In per cent, 100 or 0 only where it is."""
    percent = 100 * part / whole
    return f"{percent:.0f} %" if part in (0, whole) else f"{min(max(percent, 0.1), 99.9):.1f} %"


def contended(samples):
    lines = []
    for kernel, way, command in [
            (STOCK, "reconfigure-device", "`daxctl reconfigure-device --mode=devdax --force`"),
            (STOCK, "offline-memory, unbind", "`daxctl offline-memory`, then unbind"),
            (MAINLINE, "state", "`echo unplugged > state`"),
            (OURS, "unplug", "`echo unplug > hotplug`"),
            (OURS, "offline, unplug", "`offline`, then `unplug`"),
            (OURS_ON_7_3, "unplug", "`echo unplug > hotplug`")]:
        machines = of_kernel(samples, kernel, way=way)
        numbers = [sum(sample[what] for sample in machines) for what in
                   ("attempts", "succeeded", "failed", "false", "lost", "onlined")]
        lines.append([f"{name(kernel)}: {command}", *(numbers if machines else [])])
    return """\
**Unplugging against a loop** that writes `online_movable` to the region's blocks as
fast as it can, as udev rules do; for each the same time. *False*: reported as done,
while the blocks were still there. *Lost*: the region cannot be used until the next
reboot.

""" + rows([REGION_OF_8, "attempts", "succeeded", "failed", "false", "regions lost",
            "blocks onlined by the loop"], lines)


def remains(samples):
    lines = []
    for kernel in (STOCK, MAINLINE, OURS, OURS_ON_7_3):
        of = of_kernel(samples, kernel)
        for number in (8, 4):
            line = [f"{name(kernel)}, {number} of 8 online"]
            for sample in of:
                if sample["left_online"] == number:
                    line += [sample["there"], sample["online"], sample["bind"], sample["lost"]]
            lines.append(line)
    return """\
**Unbinding while blocks are online.** *Lost*: blocks that nobody can unplug until the
next reboot, after the device was bound again or, where that failed, after each block
was offlined and that was tried once more.

""" + rows([REGION_OF_8, "blocks that stay", "online", "bind again", "lost"], lines)


class Times:
    """How long the transitions took, in seconds."""

    def __init__(self, samples):
        self._of = defaultdict(lambda: defaultdict(list))
        for sample in samples:
            self._of[sample["blocks"], sample["operation"],
                     (sample["linux"], sample["kernel"]), sample["variant"]][
                         sample["round"]].append(sample["us"] / 1e6)
        self.sizes = sorted({sample["blocks"] for sample in samples})

    def number(self, *key):
        return len(self._all(key))

    def median(self, *key):
        values = self._all(key)
        return f"{median(values):.3g} s" if values else NOT_MEASURED

    def share(self, blocks, operation, ours, others):
        """Our time as a share of others', round by round: the median, the least, the most."""
        ours, others = (self._of[blocks, operation, *column] for column in (ours, others))
        shares = [median(ours[number]) / median(others[number])
                  for number in ours.keys() & others.keys()]
        if not shares:
            return NOT_MEASURED
        return f"{median(shares):.2f} ({min(shares):.2f}–{max(shares):.2f})"

    def _all(self, key):
        return [value for values in self._of[key].values() for value in values]


def times_on_7_3(times):
    mainline, ours = (MAINLINE, "state"), (OURS_ON_7_3, "hotplug")
    lines = []
    for blocks in times.sizes:
        for operation in ("unplug", "plug"):
            line = [f"{blocks} blocks, {operation}"]
            if any(times.number(blocks, operation, *column) for column in (mainline, ours)):
                for column in (mainline, ours):
                    line += [times.number(blocks, operation, *column),
                             times.median(blocks, operation, *column)]
                line.append(times.share(blocks, operation, ours, mainline))
            lines.append(line)
    return """\
**Time on 7.3**, the medians: mainline's attribute and ours, each on its own kernel.
Both start with all blocks online, unplug them, and plug them again. *Share*: our time
as a share of mainline's in each round, the median, and in parentheses the least and the
most.

""" + rows(["128 MiB each", "samples", "stock, `state`", "samples", "patched, `hotplug`",
            "share"], lines)


def times_on_6_12(times):
    columns = [(STOCK, "daxctl"), (STOCK, "loop"), (OURS, "loop"), (OURS, "hotplug")]
    lines = []
    for blocks in times.sizes:
        for operation in OPERATIONS:
            line = [f"{blocks} blocks, {operation}"]
            if any(times.number(blocks, operation, *column) for column in columns):
                line += [times.number(blocks, operation, *columns[-1]),
                         *(times.median(blocks, operation, *column) for column in columns),
                         *(times.share(blocks, operation, columns[-1], other)
                           for other in columns[:-1])]
            lines.append(line)
    return """\
**Time on 6.12**, the medians. *Loop*: a shell writes to each block's `state`; on the
patched kernel with the protection off. *Unplug* starts with the blocks online:
daxctl reconfigures the device, the loop offlines the blocks and unbinds. *Plug* ends
with them online again. The last three columns are the attribute's time as a share of
the others', as above.

""" + rows(["128 MiB each", "samples", "stock, daxctl", "stock, loop", "patched, loop",
            "patched, `hotplug`", "to daxctl", "to stock loop", "to patched loop"], lines)


def announcements(samples):
    columns = [(STOCK, "loop"), (MAINLINE, "state"), (OURS, "hotplug"), (OURS_ON_7_3, "hotplug")]
    lines = []
    for operation in (*OPERATIONS, "other"):
        line = ["another offlines a block" if operation == "other" else operation]
        for kernel, variant in columns if samples else []:
            of = of_kernel(samples, kernel, variant=variant)
            told = [announced(sample) for sample in of if sample["operation"] == operation]
            line.append(*(told or [NOT_THERE if of else NOT_MEASURED]))
        lines.append(line)
    return """\
**Who is told** of one transition, or of a change of one block by somebody else (on the
patched kernels with the protection off): uevents, how many of them are the region's,
and whether the region's attribute is notified. *Unplug* starts with the blocks online;
in the loop it ends with an unbind, and *plug* begins with a bind. Mainline's `state`
neither onlines what is offline nor offlines.

""" + rows([REGION_OF_8, *(f"{name(kernel)}, {'loop' if variant == 'loop' else f'`{variant}`'}"
                           for kernel, variant in columns)], lines)


def announced(sample):
    return (f"{sample['uevents']}, {sample['of_region']} of the region"
            + ", notified" * sample["notified"])


def reads(samples):
    lines = []
    for kernel, variant, what in [
            (STOCK, "loop", "every block's `state` and `valid_zones`"),
            (MAINLINE, "loop", "the same, and the region's `state`"),
            (OURS, "hotplug", "`hotplug` and `hotplug_stats/`"),
            (OURS_ON_7_3, "hotplug", "`hotplug` and `hotplug_stats/`")]:
        of = {sample["when"]: sample for sample in of_kernel(samples, kernel, variant=variant)}
        lines.append([f"{name(kernel)}: {what}", *([
            of["hanging"]["files"], of["hanging"]["scrapes"],
            *(f"{of[when][number] / 1000:.3g} ms" for when in ("idle", "hanging")
              for number in ("median_us", "longest_us"))] if of else [])])
    return """\
**Reading all there is to know** ten times a second, while nothing happens and during
an offlining that hangs on a page that cannot be migrated.

""" + rows([REGION_OF_8, "files", "reads", "idle, median", "idle, longest wait",
            "hanging, median", "hanging, longest wait"], lines)


def traces(samples):
    if samples:
        yield f"""\
**Where a block's time goes** in the kernel, 6.12, in ms for each block of a region of
{samples[0]["blocks"]}, by the function graph tracer, which takes time of its own. Functions called
for each page block are not traced; their time is their callers'. In parentheses: calls.
"""
    for sample in samples:
        of = {"loop": "stock, loop", "hotplug": "patched, `hotplug`"}[sample["variant"]]
        untraced, traced = (sample[what] / sample["blocks"] / 1000
                            for what in ("untraced_us", "traced_us"))
        yield (f"{sample['operation']}, {of}: {untraced:.1f} ms, traced {traced:.1f} ms\n\n"
               + "".join(f"    {line}\n" for line in tree(sample)))


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
