"""Real processes form groups: once each, again where one was killed, stopped when asked."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from collegium.groups import actions
from collegium.groups.actions import Wish
from collegium.groups.actions.leasing import ATTEMPTS
from collegium.groups.models import Composition
from tests.builders import a_lead, an_organisation
from tests.groups.worlds import NOW, in_preparation
from tests.mailing.processes import Workers, ended, workers_on

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

PATIENCE = 120.0
ENDLESS = 10**12


def asked(people: int = 12, moves: int = 2_000) -> Composition:
    """A run that waits."""
    programme = in_preparation(an_organisation(), people)
    lead = a_lead(programme.organisation)
    wish = Wish(moves=moves)
    return actions.ask_for_groups(programme, wish, by=lead, once=uuid4(), now=NOW)


def runs(workers: Workers) -> list[tuple[object, ...]]:
    """State, trouble and share of every run."""
    return workers.execute("SELECT state, trouble, share FROM groups_composition")


def searching(run: UUID) -> list[int]:
    """The processes that work on a run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it has ended meanwhile
            continue
        if b"form_groups" in words and str(run).encode() in words:
            found.append(int(folder.name))
    return found


def waited[T](ask: Callable[[], T]) -> T:
    """What it says once it says something."""
    until = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return answer


def seated(workers: Workers) -> list[tuple[object, ...]]:
    """How many people in how many groups, for each programme."""
    return workers.execute(
        "SELECT COUNT(*), COUNT(DISTINCT person_id), COUNT(DISTINCT group_id) FROM groups_member "
        "JOIN groups_group ON groups_group.id = group_id GROUP BY programme_id"
    )


def test_two_workers_at_once_form_each_programme_once(tmp_path: Path) -> None:
    for _ in range(2):
        asked(8)
    workers = workers_on(tmp_path, 1)
    assert [ended(worker) for worker in (workers.start(), workers.start())] == [0, 0]
    assert runs(workers) == [("done", "", 1.0)] * 2
    assert seated(workers) == [(8, 8, 1)] * 2


def test_a_search_that_is_killed_is_taken_up_again_and_three_times_at_most(
    tmp_path: Path,
) -> None:
    run = asked(moves=ENDLESS)
    workers = workers_on(tmp_path, 1)
    worker = workers.start()
    known: set[int] = set()
    for _ in range(3):
        (process,) = waited(lambda: set(searching(run.pk)) - known)
        known.add(process)
        os.kill(process, signal.SIGKILL)
    complaint = worker.communicate(timeout=PATIENCE)[1].decode()
    assert worker.returncode == 0
    assert complaint.count("ended with code -9") == 3
    assert runs(workers) == [("failed", "died", 0.0)]
    assert seated(workers) == []


def test_a_worker_that_is_killed_leaves_its_run_to_the_next(tmp_path: Path) -> None:
    run = asked(moves=ENDLESS)
    Composition.objects.update(attempts=ATTEMPTS - 1)
    workers = workers_on(tmp_path, 1)
    for _ in range(2):  # more often than there are attempts left: this is none
        worker = workers.start()
        waited(lambda: searching(run.pk))
        worker.kill()
        complaint = worker.communicate(timeout=PATIENCE)[1]  # until the search has ended too
        assert complaint == b"", complaint.decode()
        assert runs(workers) == [("waiting", "", 0.0)]


def test_a_worker_that_is_told_to_end_gives_its_run_back(tmp_path: Path) -> None:
    run = asked(moves=ENDLESS)
    workers = workers_on(tmp_path, 1)
    worker = workers.start("--parent", str(os.getpid()))
    waited(lambda: searching(run.pk))
    worker.terminate()
    assert ended(worker) == 0
    assert searching(run.pk) == []
    assert runs(workers) == [("waiting", "", 0.0)]


def test_whoever_asks_again_soon_meets_a_loaded_engine(tmp_path: Path) -> None:
    run = asked()
    workers = workers_on(tmp_path, 1)
    worker = workers.start("--parent", str(os.getpid()))
    waited(lambda: runs(workers) == [("done", "", 1.0)])
    process = searching(run.pk)
    workers.execute("UPDATE groups_composition SET state = 'waiting', share = 0")
    waited(lambda: runs(workers) == [("done", "", 1.0)])
    assert searching(run.pk) == process
    assert seated(workers) == [(12, 12, 2)]
    worker.terminate()
    assert ended(worker) == 0
    assert searching(run.pk) == []


def test_a_lead_sees_how_far_it_is_and_stops_it(tmp_path: Path) -> None:
    asked(moves=10**8)
    workers = workers_on(tmp_path, 1)
    worker = workers.start()
    waited(lambda: [share for *_, share in runs(workers) if share])
    workers.execute("UPDATE groups_composition SET stop_asked = true")
    assert ended(worker) == 0
    ((state, _, share),) = runs(workers)
    assert (state, share) == ("stopped", 1.0)
    assert seated(workers) == [(12, 12, 2)]
