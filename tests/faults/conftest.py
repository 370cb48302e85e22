"""One nursery and one world for all tests of faults that bring their databases along."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.children import Nursery, a_nursery


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """The process that gives birth to those who die here."""
    with a_nursery(tmp_path_factory.mktemp("nursery")) as running:
        yield running


@pytest.fixture(scope="session")
def built(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both databases, the master key and a backup; nobody changes it."""
    folder = tmp_path_factory.mktemp("world")
    nursery.done("tests.faults.acts:build", folder)
    return folder


@pytest.fixture
def world(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(built, tmp_path / "world")


def copied(world: Path, place: Path) -> Path:
    """The world again, as it was."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(world, place)
    return place
