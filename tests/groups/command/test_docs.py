"""What the page about the command shows can be run as it stands."""

import re
import subprocess
import sys
from pathlib import Path

from django.utils import translation

from collegium.groups.command.compose import main
from collegium.groups.command.rules_file import KEYS
from tests.groups.command.rosters import rows_of

DOCS = Path(__file__).parents[3] / "docs" / "use"
PAGE = (DOCS / "compose-command.md").read_text(encoding="utf-8")
EXAMPLE = DOCS / "rules-example.yaml"


def test_the_library_runs_without_django() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    looking = "import sys\nprint([name for name in sys.modules if name.startswith('django')])\n"
    found = subprocess.run(
        [sys.executable, "-c", example + looking], capture_output=True, text=True, check=True
    )
    first, second, left_out, gap, django = found.stdout.splitlines()
    seated = re.findall(r"person \d", first + second)
    assert sorted(seated) == [f"person {number}" for number in range(8)]
    for one, other in (("person 0", "person 1"), ("person 2", "person 5")):
        assert (one in first) != (other in first)
    assert left_out == "left out: 0"
    assert re.fullmatch(r"at most \d+\.\d % below the bound", gap)
    assert django == "[]"


def test_the_example_rules_compose_the_sample_roster(tmp_path: Path) -> None:
    out, report = tmp_path / "groups.csv", tmp_path / "report.html"
    options = ["-o", str(out), "--report", str(report), "--moves", "2000", "--quiet"]
    with translation.override("en"):
        roster = str(DOCS / "sample-roster.csv")
        assert main([roster, "--rules", str(EXAMPLE), *options, "--language", "en"]) == 0
    rows = rows_of(out)
    assert len(rows) == 30
    assert all(row["facilitator"] and row["reasons"] and row["level"] == "3" for row in rows)


def test_the_example_has_every_key_and_the_page_explains_it() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for key in KEYS:
        assert f"`{key}`" in PAGE, key
        assert key in text, key
