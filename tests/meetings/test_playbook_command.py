"""`collegium playbook check` and what it knows beyond the engine's own rules."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from collegium.domain.datafile import FaultCode
from collegium.domain.playbook import SHIPPED, PlaybookError, StepKind
from collegium.domain.playbook.playbook import Who
from collegium.meetings.command.playbook import main
from collegium.meetings.live.playbooks import shipped_text
from collegium.meetings.playbook_files import read, unified
from collegium.meetings.words.faults import FAULTS
from collegium.meetings.words.steps import KINDS, SPEAKS, WRITES

type Write = Callable[[str], str]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(text: str) -> str:
        path = tmp_path / "ours.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_good_file_gives_its_steps_and_minutes(
    file: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", file("\ufeff" + shipped_text("session_two"))]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Session Two (session_two, version ")
    reports = next(line for line in said if "Practice reports" in line)
    assert reports.split()[-3:] == ["24", "36", "48"]
    assert said[-1].split() == ["Together", "78", "90", "102", "minutes"]


def test_every_fault_has_a_line_of_its_own_with_place_and_remedy(
    file: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shipped_text("session_one")
    wrong = text.replace("kind: cards", "kind: card", 1).replace("minutes: 90", "minutes: 91", 1)
    path = file(wrong)
    assert main(["check", path]) == 1
    (said,) = capsys.readouterr().out.splitlines()
    number = 1 + wrong[: wrong.index("kind: card\n")].count("\n")
    assert said.startswith(f"{path}:{number}: step 'did_not_work', kind: There is no such kind")
    assert main(["check", file("\tx: [")]) == 1
    assert "This is no YAML" in capsys.readouterr().out


def test_it_speaks_german(file: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", file(shipped_text("session_one")), "--language", "de"]) == 0
    assert capsys.readouterr().out.startswith("Sitzung Eins")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_another_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "none.yaml"
    if content:
        path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_it_needs_no_site(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(shipped_text("session_one"), encoding="utf-8")
    command = [sys.executable, "-m", "collegium", "playbook", "check", "ours.yaml"]
    done = subprocess.run(
        command, cwd=tmp_path, env={"DATABASE_URL": "nowhere"}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["ours.yaml"]


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_is_shipped_passes(slug: str) -> None:
    text = shipped_text(slug)
    assert unified(text) == text
    assert read(text).key == slug


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("playbook: session_one", "playbook: Session One", "playbook"),
        ("playbook: session_one", "playbook: new", "playbook"),
        ("item: confidence", f"item: {'x' * 31}", "step 'plan', item"),
        ("author: Collegium", 'author: "a\\0b"', "playbook"),
        ("author: Collegium", 'author: "a\\ud800"', "playbook"),
    ],
)
def test_what_a_site_cannot_keep_or_show_is_refused(before: str, after: str, where: str) -> None:
    text = shipped_text("session_one")
    assert before in text
    with pytest.raises(PlaybookError) as refused:
        read(text.replace(before, after, 1))
    assert {fault.where for fault in refused.value.faults} == {where}


def test_every_code_has_words() -> None:
    assert FAULTS.keys() == set(FaultCode)
    assert KINDS.keys() == set(StepKind)
    assert WRITES.keys() == set(Who) >= SPEAKS.keys()
