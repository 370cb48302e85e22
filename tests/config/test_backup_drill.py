"""The drill: a backup of a site in use, restored elsewhere, holds all that was stored before it."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from tests.journeys.serving import ROOT, Site, running_site

LOAD = "tests.config.backup_load"


@contextmanager
def writing(site: Site, group: str) -> "Iterator[Queue[int]]":
    """Somebody writes in a group until the block ends, then is killed; the numbers stored."""
    stored: Queue[int] = Queue()
    with subprocess.Popen(
        [sys.executable, "-m", LOAD, "write", group],
        env={**site.environment, "DJANGO_SETTINGS_MODULE": "collegium.config.settings"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        listener = Thread(target=_listen, args=(writer.stdout, stored))
        listener.start()
        try:
            yield stored
        finally:
            writer.kill()
            listener.join()


def _listen(lines: Iterable[str], stored: "Queue[int]") -> None:
    for line in lines:
        stored.put(int(line))


@pytest.mark.journey
def test_a_backup_under_load_gives_back_all_that_was_stored_before_it(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    with running_site(tmp_path) as site:
        group = site.inside(LOAD, "world")
        with writing(site, group) as stored:
            before = [stored.get(timeout=60) for _ in range(20)][-1]
            with suppress(Empty):
                while True:
                    before = stored.get_nowait()
            site.command("backup", str(backups / "main"), "--keys", str(backups / "keys"))
            during = stored.get(timeout=60)
    assert during > before
    (main,), (keys,) = (list((backups / one).iterdir()) for one in ("main", "keys"))
    elsewhere = Site(
        site.address,
        tmp_path / "elsewhere",
        site.log,
        site.post,
        {**site.environment, "COLLEGIUM_DATA": str(tmp_path / "elsewhere")},
    )
    elsewhere.command("restore", str(main), "--keys", str(keys))
    kept = elsewhere.inside(LOAD, "read", group)
    assert kept == list(range(len(kept)))
    assert len(kept) > before
    elsewhere.command("keys", "check")
