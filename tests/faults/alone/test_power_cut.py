"""The power goes while somebody writes: what is on the disk at that moment is what comes back.

The writer is frozen for the length of a copy, so that each copy is of one moment, as a power cut
would leave it. What an operating system had only promised to write is not simulated; that SQLite
waits for the disk at every commit is asked of it instead.
"""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.children import Nursery
from tests.faults.conftest import copied
from tests.faults.figures import Figure

CUTS = max(3, int(os.environ.get("COLLEGIUM_KILLS", "5")) // 5)
WARM = 1.0  # seconds until there is something to lose
BETWEEN = 0.3  # seconds at most between two cuts
FRAME = 4096 + 24  # bytes of a page in the log, with its head
DATABASES = ("collegium.sqlite3", "vault.sqlite3")

pytestmark = pytest.mark.xdist_group("worlds")


@dataclass
class Writer:
    """Somebody who writes until killed."""

    process: int
    world: Path
    ledger: Path

    def acknowledged(self) -> list[list[Any]]:
        """What they were told is stored."""
        if not self.ledger.exists():
            return []
        lines = self.ledger.read_bytes().split(b"\n")[:-1]  # the last may be half a line
        return [json.loads(line) for line in lines]

    def cut(self, place: Path) -> list[list[Any]]:
        """Copy what is on the disk at one moment; what was acknowledged before it."""
        os.kill(self.process, signal.SIGSTOP)
        try:
            acknowledged = self.acknowledged()
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            for file in self.world.iterdir():
                if file.is_file():
                    shutil.copyfile(file, place / file.name)
        finally:
            os.kill(self.process, signal.SIGCONT)
        return acknowledged


@contextmanager
def writing(nursery: Nursery, built: Path, folder: Path) -> Iterator[Writer]:
    """Somebody writes into a copy of the world until the block ends."""
    world = copied(built, folder / "written")
    ledger = folder / "ledger"
    process = nursery.beside("tests.faults.acts:go_on", world, ledger)
    try:
        time.sleep(WARM)
        yield Writer(process, world, ledger)
    finally:
        os.kill(process, signal.SIGKILL)


def test_every_connection_waits_for_the_disk(nursery: Nursery, world: Path) -> None:
    found = nursery.done("tests.faults.acts:carefully", world)
    wanted = ("journal_mode wal", "synchronous 2", "foreign_keys 1")
    assert found == [f"{alias} {one}" for alias in ("default", "vault") for one in wanted]


def test_what_was_acknowledged_before_the_power_went_is_there(
    nursery: Nursery, built: Path, tmp_path: Path, record_property: Figure
) -> None:
    place, slowest, most = tmp_path / "cut", 0.0, 0
    with writing(nursery, built, tmp_path) as writer:
        for _ in range(CUTS):
            time.sleep(random.uniform(0, BETWEEN))  # noqa: S311 - no secret
            acknowledged = writer.cut(place)
            began = time.monotonic()
            assert nursery.done("tests.faults.acts:broken", place, acknowledged) == []
            slowest, most = max(slowest, time.monotonic() - began), len(acknowledged)
    assert most
    record_property("power cuts survived, each copy opened and looked through", CUTS)
    record_property("writings acknowledged before the last of them, all there", most)


def test_a_log_that_was_cut_short_gives_back_what_came_before(
    nursery: Nursery, built: Path, tmp_path: Path, record_property: Figure
) -> None:
    place, kept = tmp_path / "cut", []
    with writing(nursery, built, tmp_path) as writer:
        writer.cut(tmp_path / "whole")
    log = f"{DATABASES[0]}-wal"
    size = (tmp_path / "whole" / log).stat().st_size
    assert size > FRAME
    for _ in range(CUTS):
        copied(tmp_path / "whole", place)
        os.truncate(place / log, random.randrange(size))  # noqa: S311 - no secret
        (place / f"{DATABASES[0]}-shm").unlink()
        assert nursery.done("tests.faults.acts:broken", place) == []
        numbers = nursery.done("tests.faults.acts:numbers", place)
        assert numbers == list(range(len(numbers)))
        kept.append(len(numbers))
    record_property("logs cut short at any byte, opened and looked through", len(kept))
