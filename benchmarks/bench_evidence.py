"""How often the evidence page tells the truth about organisations whose truth is known.

Run `python -m benchmarks.bench_evidence [--runs 200] [--seed 1] [--jobs 2] [--write FILE]`, or
`make bench-evidence`. Six hundred leaders over three years, in a new data folder; 360 of them
start in four steps, groups are formed and published by the product's own actions. Each run
brings new values of all teams as a file, lets the month close and reads what the page says.
Then the same with forty leaders, twelve of them in two groups, where nothing can be told.
Before that, and with `--harder` only that, harder histories go straight to the estimate. It ends
with an error where the published intervals hold the truth less often than they have to.
"""

import argparse
import base64
import os
import platform
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import django

from benchmarks.evidence.harder import CASES, measured
from benchmarks.evidence.tally import ENOUGH, Tally

BEGIN, HARDER = "<!-- bench_evidence -->", "<!-- bench_evidence harder -->"
END = "<!-- end -->"
CPU = "model name"


def main() -> None:
    """Build, run, print, and write where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--harder", action="store_true", help="only what needs no database")
    parser.add_argument("--write", type=Path, help="a page with the marks of the table in it")
    asked = parser.parse_args()
    lines, held = _harder(asked.runs, asked.seed)
    if asked.write:
        _write(asked.write, HARDER, lines)
    if not asked.harder:
        lines, is_enough = _measured(asked.runs, asked.seed, asked.jobs)
        held = held and is_enough
        if asked.write:
            _write(asked.write, BEGIN, lines)
    if not held:
        raise SystemExit(f"Fewer than {ENOUGH:.0%} of the published intervals hold the truth.")


def _harder(runs: int, seed: int) -> tuple[list[str], bool]:
    """The cases that need no database, and whether those hold for which that is promised."""
    began = perf_counter()
    lines = ["| | true effect inside | mean width | said |", "|---|---|---|---|"]
    held = True
    for case in CASES:
        tally = measured(case, runs, seed)
        lines.append(tally.line(case.name))
        held = held and (tally.is_enough or not case.promised)
    print("\n".join(lines), flush=True)
    return [*lines, "", _told(perf_counter() - began, seed, 1)], held


def _measured(runs: int, seed: int, jobs: int) -> tuple[list[str], bool]:
    """Let each process have worlds of its own, and put together what they saw."""
    began = perf_counter()
    shares = [range(job, runs, jobs) for job in range(jobs)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        seen = list(pool.map(_share, shares, [seed] * jobs))
    many, few = seen[0]
    for more_many, more_few in seen[1:]:
        many += more_many
        few += more_few
    lines = ["| | |", "|---|---|", *many.lines()]
    lines.append(f"| small organisation: too few to tell | {few.too_few()} of {few.runs} |")
    print("\n".join(lines), flush=True)
    return [*lines, "", _told(perf_counter() - began, seed, jobs)], many.is_enough


def _share(runs: range, seed: int) -> tuple[Tally, Tally]:
    """Some of the runs, on databases of their own."""
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        _settle(Path(folder))
        from benchmarks.evidence.runs import run  # noqa: PLC0415 - needs Django
        from benchmarks.evidence.world import LARGE, SMALL, build  # noqa: PLC0415 - needs Django

        few, many, small = Tally(), Tally(), build("small", SMALL)
        for at in runs:
            few.add(run(small, (seed, 0, at)))
        large, began = build("large", LARGE), perf_counter()
        for count, at in enumerate(runs, start=1):
            many.add(run(large, (seed, 1, at)))
            if count % 10 == 0:
                pace = (perf_counter() - began) / count
                told = f"{count} of {len(runs)} runs, {pace:.1f} s each"
                print(f"{told}, recovered {many.recovered}", flush=True)
        return many, few


def _settle(folder: Path) -> None:
    """Django on databases of its own."""
    os.environ |= {
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_SECRET_KEY": "only-for-measuring",
        "COLLEGIUM_MASTER_KEY": base64.b64encode(bytes(32)).decode(),
        "COLLEGIUM_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
    }
    django.setup()
    from collegium.config.serving import bring_up_to_date  # noqa: PLC0415 - needs Django

    bring_up_to_date()


def _told(seconds: float, seed: int, jobs: int) -> str:
    try:
        told = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        told = []
    name = next((line.partition(":")[2].strip() for line in told if line.startswith(CPU)), "")
    return (
        f"Seen on {datetime.now(UTC):%d %B %Y} on {os.cpu_count()} cores "
        f"({name or platform.machine()}, load average {os.getloadavg()[0]:.1f} at the end), "
        f"Python {platform.python_version()}, seed {seed}; {seconds:.0f} s, processes: {jobs}."
    )


def _write(page: Path, begin: str, lines: list[str]) -> None:
    """Put the table between its marks."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(END)
    page.write_text(
        f"{before}{begin}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
