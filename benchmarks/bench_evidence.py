"""How often the evidence page tells the truth about organisations whose truth is known.

Run `python -m benchmarks.bench_evidence [--runs 200] [--seed 1] [--write FILE]`, or
`make bench-evidence`. Six hundred leaders over three years, in a new data folder; 360 of them
start in four steps, groups are formed and published by the product's own actions. Each run
brings new values of all teams as a file, lets the month close and reads what the page says.
Then the same with forty leaders, twelve of them in two groups, where nothing can be told.
"""

import argparse
import base64
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import django

BEGIN, END = "<!-- bench_evidence -->", "<!-- end -->"
CPU = "model name"


def main() -> None:
    """Build, run, print, and write where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="a page with the marks of the table in it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        _settle(Path(folder))
        lines = _measured(asked.runs, asked.seed)
    if asked.write:
        _write(asked.write, lines)


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


def _measured(runs: int, seed: int) -> list[str]:
    from benchmarks.evidence.runs import Tally, run  # noqa: PLC0415 - needs Django
    from benchmarks.evidence.world import LARGE, SMALL, build  # noqa: PLC0415 - needs Django

    began = perf_counter()
    small, few = build("small", SMALL), Tally()
    for at in range(runs):
        few.add(run(small, (seed, 0, at)))
    large, many = build("large", LARGE), Tally()
    print(f"small organisation and both worlds: {perf_counter() - began:.0f} s", flush=True)
    began = perf_counter()
    for at in range(runs):
        many.add(run(large, (seed, 1, at)))
        if at % 20 == 19:
            print(f"{at + 1} runs, {(perf_counter() - began) / (at + 1):.2f} s each", flush=True)
    lines = ["| | |", "|---|---|", *many.lines()]
    lines.append(f"| small organisation: too few to tell | {few.too_few()} of {few.runs} |")
    print("\n".join(lines), flush=True)
    return [*lines, "", _seen(perf_counter() - began, seed)]


def _seen(seconds: float, seed: int) -> str:
    try:
        told = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        told = []
    name = next((line.partition(":")[2].strip() for line in told if line.startswith(CPU)), "")
    return (
        f"Seen on {datetime.now(UTC):%d %B %Y} on {os.cpu_count()} cores "
        f"({name or platform.machine()}, load average {os.getloadavg()[0]:.1f} at the end), "
        f"Python {platform.python_version()}, seed {seed}; {seconds:.0f} s for the runs of the "
        "large organisation."
    )


def _write(page: Path, lines: list[str]) -> None:
    """Put the table between its marks."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(
        f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
