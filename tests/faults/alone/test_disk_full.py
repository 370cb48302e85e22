"""The disk is full in the middle of it: nothing is half-written, and it goes on when there is room.

Full is played in two ways: the database may have so many pages and no more, and no file may grow
beyond so many bytes, which also stops its log.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.acts import ACTS
from tests.faults.children import Life, Nursery
from tests.faults.conftest import copied
from tests.faults.figures import Figure

MANY = int(os.environ.get("COLLEGIUM_KILLS", "5")) >= 100
PAGES = range(0, 60, 1 if MANY else 12)
BYTES = range(0, 600_000, 4_120 * (4 if MANY else 40))
TRIED = sorted(set(ACTS) - {"mail"}) if MANY else ("say", "publish", "roster", "back up")
SMALL = {"say", "score", "erase"}  # there may be room for them in a database that may not grow
COMPLAINTS = ("disk is full", "disk I/O error", "File too large")

pytestmark = pytest.mark.xdist_group("worlds")


def tried(nursery: Nursery, world: Path, name: str) -> Iterator[tuple[Path, Life]]:
    """An act with less room than it takes, more each time, until it is enough."""
    for what, sizes in (("pages", PAGES), ("bytes", BYTES)):
        for size in sizes:
            place = copied(world, world.parent / "full")
            life = nursery.tried("tests.faults.acts:act", place, name, **{what: size})
            if life.ended == 0:
                break
            yield place, life


@pytest.mark.parametrize("name", TRIED)
def test_a_full_disk_leaves_nothing_half_written(
    nursery: Nursery, built: Path, tmp_path: Path, name: str, record_property: Figure
) -> None:
    whole = copied(built, tmp_path / "whole")
    nursery.done("tests.faults.acts:act", whole, name)
    expected = nursery.done("tests.faults.acts:counted", whole)
    failed = 0
    for place, life in tried(nursery, copied(built, tmp_path / "world"), name):
        assert any(words in error for error in life.error for words in COMPLAINTS), life.error
        found = nursery.done("tests.faults.acts:recover", place, name)
        assert found == {"broken": [], "rows": expected}, life.error
        failed += 1
    assert failed or name in SMALL
    record_property(f"times that “{name}” found the disk full, and went on later", failed)


def test_a_backup_says_that_there_is_no_room_and_takes_none(nursery: Nursery, world: Path) -> None:
    life = nursery.tried("tests.faults.acts:back_up_by_hand", world, bytes=50_000)
    assert life.error[0].startswith("CommandError: The backup was not made")
    assert not list((world / "backups").glob("*/*"))
    nursery.done("tests.faults.acts:back_up_by_hand", world)
    assert len(list((world / "backups").glob("*/*/backup.json"))) == 2


def test_a_restore_that_found_no_room_is_run_again(nursery: Nursery, world: Path) -> None:
    life = nursery.tried("tests.faults.acts:restore_by_hand", world, bytes=200_000)
    assert life.error[0].startswith("CommandError: The restore broke off")
    nursery.done("tests.faults.acts:restore_by_hand", world)
    assert nursery.done("tests.faults.acts:broken", world) == []
