"""An earlier version's data, full of life, brought up to date by starting the new one on them, and
backed up and restored by it."""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.serving import running_site

EARLIER = Path(__file__).with_name("earlier")


@pytest.mark.journey
def test_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for dump in EARLIER.glob("*.sql.xz"):
        name = dump.name.removesuffix(".sql.xz")
        with closing(sqlite3.connect(data / f"{name}.sqlite3")) as database:
            database.executescript(lzma.decompress(dump.read_bytes()).decode())
    with running_site(tmp_path, prepared=False) as site:
        found = site.inside("tests.config.upgraded")
        site.command("backup", str(tmp_path / "main"), "--keys", str(tmp_path / "keys"))
    assert found["broken"] == []
    assert found["closed"] == 0
    assert found["tried"] > 200
    assert found["opened"] > 1000
    assert "Traceback" not in site.log.read_text()
    (main,), (keys,) = (list((tmp_path / one).iterdir()) for one in ("main", "keys"))
    before = programmes_in(data)
    with closing(sqlite3.connect(data / "collegium.sqlite3")) as database, database:
        database.execute("UPDATE groups_programme SET name = 'changed since'")
    site.command("restore", str(main), "--keys", str(keys), "--replace")
    assert programmes_in(data) == before


def programmes_in(data: Path) -> list[str]:
    """Their names, as they stand in the database."""
    with closing(sqlite3.connect(data / "collegium.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT name FROM groups_programme")]
