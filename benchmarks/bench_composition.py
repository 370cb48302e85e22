"""How close to its bound composition comes, and what it costs: `make bench-composition`.

One line for each size, each in a process of its own: seeded rosters (see `rosters.py`) with
every hard rule planted so that a feasible answer exists. The wall clock runs from the start of
the process to the answer with its reasons; drawing the roster and checking the answer are not
in it. The budget is a number of moves, so the groups are the same on any machine.

    python -m benchmarks.bench_composition [--write FILE] [--mdgplib FOLDER]
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import mdgplib
from benchmarks.rosters import roster
from collegium.domain.composition import Moves, check, solve

BUDGETS = {  # people: proposed moves
    24: 200_000,
    120: 12_000_000,
    480: 24_000_000,
    1_998: 60_000_000,
    9_996: 150_000_000,
    99_996: 500_000_000,
}
COLUMNS = (
    "people", "gap to the bound", "way from lots to the bound", "wall, s", "CPU, s",
    "peak memory, MB", "left out", "hard rules broken",
)  # fmt: skip
BEGIN, END = "<!-- table: make bench-composition -->", "<!-- end of table -->"


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Benchmark of composition")
    parser.add_argument("--case", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--free", action="store_true", help="without hard rules")
    parser.add_argument("--people", type=int, nargs="*", default=list(BUDGETS), help="which sizes")
    parser.add_argument("--write", type=Path, help="a page with the marks of the table in it")
    parser.add_argument("--mdgplib", type=Path, help="a folder with instances of MDGPLIB")
    asked = parser.parse_args()
    if asked.case:
        print(json.dumps(_measured(asked.case, rules=not asked.free)))
        return
    lines = _table(asked.people, free=asked.free)
    if asked.write:
        _write(asked.write, lines)
    if asked.mdgplib:
        for row in mdgplib.table(asked.mdgplib):
            print(mdgplib.line(row))


def _table(sizes: list[int], *, free: bool) -> list[str]:
    lines = [f"| {' | '.join(COLUMNS)} |", "|" + "---:|" * len(COLUMNS)]
    print("\n".join(lines), flush=True)
    for people in sizes:
        command = [sys.executable, "-m", "benchmarks.bench_composition", "--case", str(people)]
        started = time.time()
        done = subprocess.run(  # noqa: S603 - our own module
            [*command, *(["--free"] if free else [])], check=True, capture_output=True, text=True
        )
        found = json.loads(done.stdout.splitlines()[-1])
        wall = found["ended"] - started - found["aside"]
        gap = "optimum proven" if found["proven"] else f"{found['gap']:.3%}"
        lines.append(
            f"| {people:,} | {gap} | {found['closed']:.2%} | {wall:.1f} "
            f"| {found['cpu']:.1f} | {found['memory']:,.0f} | {found['left_out']} "
            f"| {found['broken']} |"
        )
        print(lines[-1], flush=True)
    return lines


def _measured(people: int, *, rules: bool) -> dict[str, float]:
    """One answer in this process; `aside` are seconds that are not the engine's."""
    began, drawing = time.time(), time.process_time()
    problem = roster(people, rules=rules)
    aside, cpu_aside = time.time() - began, time.process_time() - drawing
    result = solve(problem, stop=Moves(BUDGETS.get(people, 20_000 * people)), seed=1)
    ended, cpu = time.time(), time.process_time() - cpu_aside
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "gap": result.gap,
        "closed": result.closed,
        "proven": result.proven,
        "left_out": len(result.left_out),
        "broken": len(check(problem, result.groups)),
        "ended": ended,
        "aside": aside,
        "cpu": cpu,
        "memory": memory,
    }


def _write(page: Path, lines: list[str]) -> None:
    """Put the table between its marks, with the machine and the date."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    seen = (
        f"Seen on {time.strftime('%d %B %Y', time.gmtime())}: {os.cpu_count()} processors, "
        f"{platform.machine()}, Python {platform.python_version()}."
    )
    page.write_text(
        f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{seen}\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
