"""`collegium compose`: files in, files out, and what the exit code means."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from collegium.groups.command.compose import main
from tests.groups.command.rosters import address, roster_file, rows_of, rules_file

PAIR = "[p1@halyard.example, p2@halyard.example]"
QUICK = ("--moves", "500")


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The command speaks for a process of its own; here it must not speak for other tests."""
    with translation.override("en"):
        yield


def compose(folder: Path, *options: str) -> int:
    return main([str(folder / "roster.csv"), "-o", str(folder / "groups.csv"), *QUICK, *options])


def command(*arguments: str, **more: object) -> "subprocess.CompletedProcess[str]":
    call = [sys.executable, "-m", "collegium", *arguments]
    return subprocess.run(call, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload,no-any-return]  # options by name


def test_everybody_gets_a_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster_file(tmp_path, 12)
    rules = rules_file(tmp_path, "sizes: 4\nlevels_apart: 1\n")
    assert compose(tmp_path, "--rules", str(rules), "--language", "en") == 0
    rows = rows_of(tmp_path / "groups.csv")
    assert sorted(row["email"] for row in rows) == sorted(address(at) for at in range(1, 13))
    assert [row["group"] for row in rows] == ["1"] * 4 + ["2"] * 4 + ["3"] * 4
    assert all(row["reasons"] for row in rows)
    said = capsys.readouterr()
    assert "12 people in 3 groups." in said.err
    assert "Columns used: name, email" in said.err
    assert not said.out


def test_the_same_again_gives_the_same_and_another_seed_does_not(tmp_path: Path) -> None:
    roster_file(tmp_path, 40)
    answers = []
    for seed in ("1", "1", "2"):
        assert compose(tmp_path, "--seed", seed, "--quiet") == 0
        answers.append((tmp_path / "groups.csv").read_bytes())
    assert answers[0] == answers[1] != answers[2]


def test_whoever_is_left_out_is_named_and_the_groups_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boss = {f"p{at}": {"manager": address(1)} for at in range(2, 10)}
    roster_file(tmp_path, 9, **boss)
    assert compose(tmp_path, "--language", "en") == 1
    said = capsys.readouterr().err
    assert "1 person has no group:" in said
    assert "Person 1 <p1@halyard.example>: is above or below" in said
    assert "boss and report are never together" in said
    last = rows_of(tmp_path / "groups.csv")[-1]
    assert (last["group"], last["name"]) == ("", "Person 1")


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("sizes: nine", "rules.yaml, line 1, sizes: “nine” is not a number"),
        (
            "apart:\n  - [p1@halyard.example, p77@halyard.example]",
            "line 2, apart: nobody on the roster",
        ),
        ("only: {department: [Kitchen]}", "Nobody is left to take part"),
        (
            "absent: [p1@halyard.example]\npinned: [[p1@halyard.example]]",
            "p1@halyard.example is named in the rules and does not take part",
        ),
    ],
)
def test_bad_rules_write_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rules: str, said: str
) -> None:
    roster_file(tmp_path)
    path = rules_file(tmp_path, rules)
    assert compose(tmp_path, "--rules", str(path), "--language", "en") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "groups.csv").exists()


def test_a_bad_roster_writes_nothing_unless_its_rows_are_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster_file(tmp_path, 13, p5={"email": "nobody"})
    assert compose(tmp_path, "--language", "en") == 2
    assert "row 6, email “nobody”: Not an e-mail address." in capsys.readouterr().err
    assert not (tmp_path / "groups.csv").exists()
    assert compose(tmp_path, "--skip-faulty", "--quiet", "--language", "en") == 0
    assert "LEFT OUT BECAUSE OF FAULTS: 1 row" in capsys.readouterr().err
    assert len(rows_of(tmp_path / "groups.csv")) == 12


@pytest.mark.parametrize(
    ("people", "rules", "said"),
    [
        (3, "", "Only 3 people take part"),
        (7, "sizes: 6", "cannot be divided"),
        (
            8,
            f"together: [{PAIR}]\napart: [{PAIR}]",
            "another rule forbids it",
        ),
    ],
)
def test_what_has_no_answer_says_why_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], people: int, rules: str, said: str
) -> None:
    roster_file(tmp_path, people)
    path = rules_file(tmp_path, rules)
    assert compose(tmp_path, "--rules", str(path), "--language", "en") == 3
    assert said in capsys.readouterr().err
    assert not (tmp_path / "groups.csv").exists()


def test_facilitators_hosts_and_pins_are_kept(tmp_path: Path) -> None:
    roster_file(tmp_path, 13)
    people = [address(at) for at in range(14)]
    rules = rules_file(
        tmp_path,
        f"sizes: 6\nfacilitators: [{{email: {people[13]}, capacity: 2}}]\n"
        f"hosts_per_group: 1\nhosts: [{people[1]}, {people[2]}]\n"
        f"pinned: [[{people[3]}, {people[4]}], [{people[5]}]]\n",
    )
    assert compose(tmp_path, "--rules", str(rules), "--quiet") == 0
    rows = rows_of(tmp_path / "groups.csv")
    seat = {row["email"]: row["group"] for row in rows}
    assert {row["facilitator"] for row in rows} == {"Person 13"}
    assert people[13] not in seat
    assert (seat[people[3]], seat[people[4]], seat[people[5]]) == ("1", "1", "2")
    assert seat[people[1]] != seat[people[2]]


def test_earlier_groups_are_broken_up(tmp_path: Path) -> None:
    roster_file(tmp_path, 16)
    old = tmp_path / "old.csv"
    lines = [f"{at // 4},p{at + 1}@halyard.example" for at in range(16)]
    old.write_text("\n".join(["group,email", *lines]))
    rules = rules_file(
        tmp_path,
        "sizes: 4\nearlier_groups: [{file: old.csv, date: 2026-01-01}]\n"
        "starts_on: 2026-06-01\nweights: {new_faces: 100}\n",
    )
    assert compose(tmp_path, "--rules", str(rules), "--quiet") == 0
    rows = rows_of(tmp_path / "groups.csv")
    again = {(row["group"], (int(row["email"][1:].split("@")[0]) - 1) // 4) for row in rows}
    assert len(again) == 16


def test_outputs_are_looked_at_before_anything_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = roster_file(tmp_path, 12)
    before = roster.read_bytes()
    assert main([str(roster), "-o", str(roster), "--language", "en"]) == 2
    assert "name the same file" in capsys.readouterr().err
    assert roster.read_bytes() == before


@pytest.mark.parametrize(
    "options", [["--moves", "0"], ["--seconds", "-1"], ["--moves", "1", "--seconds", "1"], ["--x"]]
)
def test_impossible_options_are_refused(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main([str(tmp_path / "roster.csv"), *options])
    assert raised.value.code == 2


def test_it_can_speak_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "roster.csv").write_text("")
    assert compose(tmp_path, "--language", "de") == 2
    assert "Diese Datei ist leer" in capsys.readouterr().err


def test_help_comes_without_the_engine_and_without_a_site() -> None:
    looking = (
        "import sys\nfrom collegium.config import command\n"
        "sys.argv = ['collegium', 'compose', '-h']\n"
        "try:\n    command.main()\nexcept SystemExit:\n    pass\n"
        "heavy = ('numpy', 'numba', 'rich', 'yaml', 'django.db', 'django.template', 'openpyxl')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", looking], capture_output=True, text=True, check=True
    )
    assert "usage: collegium compose" in found.stdout
    assert found.stderr.strip() == "[]"


def test_a_process_of_its_own_needs_no_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    roster_file(tmp_path, 12)
    bare = {name: text for name, text in os.environ.items() if "COLLEGIUM" not in name}
    bare.pop("DJANGO_SETTINGS_MODULE", None)
    options = ("compose", "roster.csv", "-o", "g.csv", "--report", "r.html", *QUICK)
    done = command(*options, cwd=tmp_path, env=bare | {"LANG": "de_DE.UTF-8"})
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "\x1b" not in done.stderr  # nobody looks at a terminal
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.csv", "r.html", "roster.csv"]
    assert '<html lang="de"' in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_control_c_gives_the_best_so_far(tmp_path: Path) -> None:
    roster_file(tmp_path, 60)
    call = [sys.executable, "-m", "collegium", "compose", "roster.csv", "--seconds", "300"]
    with subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        said = []
        for line in running.stderr:
            said.append(line)
            if line.startswith(("Composing", "Gruppen")):
                running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130, said
    assert len(rows_of(tmp_path / "groups.csv")) == 60
