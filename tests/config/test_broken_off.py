"""After a restore that broke off between the databases, every command but another one ends."""

import json
import os
import sys
from pathlib import Path

import pytest

from collegium.config.backups.in_use import ERASED
from collegium.config.backups.remembering import Came
from collegium.config.command import refuse_half


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder in which one database may be the backup's and the other not."""
    told = {"scopes": {}, "stones": [], "came": Came.HALF}
    (tmp_path / ERASED).write_text(json.dumps(told), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("verb", "code"),
    [("serve", 1), ("work", 1), ("found", 1), ("keys", 1), ("receive_mail", os.EX_TEMPFAIL)],
)
def test_nothing_runs_on_half_a_restore(
    data: Path,
    verb: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["collegium", verb])
    with pytest.raises(SystemExit) as ended:
        refuse_half(data)
    assert ended.value.code == code
    assert "Repeat it, with --replace" in capsys.readouterr().err


def test_the_restore_itself_runs(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["collegium", "restore"])
    refuse_half(data)


def test_a_restore_that_is_whole_stops_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"scopes": {}, "stones": [], "came": Came.BOTH}
    (data / ERASED).write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["collegium", "serve"])
    refuse_half(data)
