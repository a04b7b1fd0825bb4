"""Where the kernel spends a system call's time: the function graph tracer's
records of this process, added up in a tree."""

import os
import re

TRACING = "/sys/kernel/tracing"
RECORD = re.compile(r"^\s*\d+\)\s(?:[^\w\s|{}]\s)?\s*(?:([\d.]+) us)?\s*\|\s*(.*)$")
ENTRY = re.compile(r"^([\w.]+)(?: \[\w+\])?\(\) ?([;{])$")
EXIT = re.compile(r"^} /\* ([\w.]+)(?: \[\w+\])? \*/$")
# Called for each page block, or as often: to trace them would take longer than they.
UNTRACED = ["*pfn_to_*page", "*pageblock*", "*pfnblock*", "*migratetype_isolate*",
            "generic_online_page", "_raw_*", "__cond_resched", "rcu_all_qs", "next_zone",
            "*softirq*", "irq_*"]


class Node:
    """A function where it is called from: calls, and microseconds in all."""

    def __init__(self, name):
        self.name = name
        self.calls = 0
        self.microseconds = 0.0
        self.children = {}

    def child(self, name):
        return self.children.setdefault(name, Node(name))

    def returned(self, microseconds):
        self.calls += 1
        self.microseconds += microseconds

    def lines(self, least, depth=0):
        """The functions that took at least so many microseconds, each before
        those that it called."""
        yield {"depth": depth, "function": self.name, "calls": self.calls,
               "us": round(self.microseconds)}
        for child in sorted(self.children.values(), key=lambda node: -node.microseconds):
            if child.microseconds >= least:
                yield from child.lines(least, depth + 1)


def parse(trace):
    """The tree of a trace's lines; its root has no name and took what all took."""
    root = Node("")
    path = [root]
    for line in trace:
        record = RECORD.match(line)
        if not record:
            continue
        duration, text = record.groups()
        if entry := ENTRY.match(text):
            node = path[-1].child(entry[1])
            if entry[2] == "{":
                path.append(node)
            else:
                node.returned(float(duration))
        elif (end := EXIT.match(text)) and path[-1].name == end[1]:
            path.pop().returned(float(duration))
    root.microseconds = sum(node.microseconds for node in root.children.values())
    return root


class FunctionGraph:
    """Traces what this process does inside a with statement, from the functions
    named and so many calls deep."""

    def __init__(self, functions, depth):
        self._functions = functions
        self._depth = depth

    def __enter__(self):
        self._set("tracing_on", "0")
        self._set("buffer_size_kb", "32768")
        self._set("set_ftrace_pid", str(os.getpid()))
        self._set("set_graph_function", " ".join(self._functions))
        self._set("max_graph_depth", str(self._depth))
        self._set("set_ftrace_notrace", " ".join(UNTRACED))
        self._set("current_tracer", "function_graph")
        self._set("options/funcgraph-tail", "1")
        self._set("options/funcgraph-irqs", "0")
        self._set("trace_clock", "mono")
        self._set("trace", "")
        self._set("tracing_on", "1")
        return self

    def __exit__(self, *_):
        self._set("tracing_on", "0")
        with open(f"{TRACING}/trace") as trace:
            self.tree = parse(trace)
        self._set("current_tracer", "nop")
        self._set("set_graph_function", "")
        self._set("set_ftrace_notrace", "")
        self._set("set_ftrace_pid", "")

    @staticmethod
    def _set(name, value):
        with open(f"{TRACING}/{name}", "w") as file:
            file.write(value)
