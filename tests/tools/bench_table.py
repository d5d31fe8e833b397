"""Writes the table of core/BENCHMARKS.md from the lines of JSON that the benches print.

usage: bench_table.py RESULTS BENCHMARKS.md
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

BEGIN = "<!-- written by tests/bench -->"
END = "<!-- end of what tests/bench wrote -->"


def main() -> int:
    results, page = map(pathlib.Path, sys.argv[1:])
    lanes = [json.loads(line) for line in results.read_text().splitlines() if line.startswith("{")]
    if not lanes:
        print("no bench printed a result")
        return 1

    before, rest = page.read_text().split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{table(lanes)}{END}{after}")
    print(table(lanes))
    return 0


def table(lanes: list[dict]) -> str:
    rows = [
        f"{datetime.date.today().isoformat()}, {machine()}, {compiler()}.",
        "",
        "| what | lane | median | ratio | goal |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    shown = None
    for lane in lanes:
        first = lane["bench"] != shown
        shown = lane["bench"]
        rows.append(
            f"| {shown if first else ''} | {lane['lane']} | {duration(lane['ns'])} "
            f"| {'' if first else format(lane['ratio'], '.2f')} | {goal(lane)} |"
        )
    return "\n".join(rows) + "\n"


def goal(lane: dict) -> str:
    """What was wanted, and whether it was reached."""
    if lane["goal_ratio"] is not None:
        return verdict(f"≤ {lane['goal_ratio']:g} ×", lane["ratio"] <= lane["goal_ratio"])
    if lane["goal_ns"] is not None:
        return verdict(f"≤ {duration(lane['goal_ns'])}", lane["ns"] <= lane["goal_ns"])
    return ""


def verdict(wanted: str, reached: bool) -> str:
    return f"{wanted}, reached" if reached else f"{wanted}, **missed**"


def duration(nanoseconds: float) -> str:
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.0f} ns"


def machine() -> str:
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return f"{model[1] if model else os.uname().machine}, {os.cpu_count()} cores, {os.uname().sysname}"


def compiler() -> str:
    version = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True)
    return " ".join(version.stdout.split()[:2])


if __name__ == "__main__":
    sys.exit(main())
