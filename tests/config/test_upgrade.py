"""An earlier version's data, full of life, brought up to date by starting the new one on them."""

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
    with running_site(tmp_path) as site:
        found = site.inside("tests.config.upgraded")
    assert found["broken"] == []
    assert found["closed"] == 0
    assert found["tried"] > 200
    assert found["opened"] > 1000
    assert "Traceback" not in site.log.read_text()
