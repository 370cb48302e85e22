"""Real worker processes: several at once, killed in the middle, told to stop."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.builders import an_organisation
from tests.mailing.conftest import Office
from tests.mailing.processes import ended, workers_on
from tests.mailing.worlds import a_group_of_four

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def test_two_workers_at_once_send_each_mail_once(office: Office, tmp_path: Path) -> None:
    for number in range(10):
        a_group_of_four(an_organisation(f"Firm {number}"))
    workers = workers_on(tmp_path, office.port)
    running = [workers.start(), workers.start()]
    assert [ended(worker) for worker in running] == [0, 0]
    sent = Counter(mail["Message-ID"] for mail in office.arrived)
    assert len(sent) == 40
    assert set(sent.values()) == {1}
    states = workers.execute("SELECT state, COUNT(*) FROM mailing_mail GROUP BY state")
    assert states == [("sent", 40)]


def test_killed_between_sending_and_recording(office: Office, tmp_path: Path) -> None:
    group = a_group_of_four()
    group.members.exclude(person__name="Ada Byron").delete()
    workers = workers_on(tmp_path, office.port)
    doomed = workers.start()
    office.on_arrival = doomed.kill  # the server has the mail, the worker never hears of it
    assert ended(doomed) == -signal.SIGKILL
    office.on_arrival = lambda: None

    workers.work()
    assert len(office.arrived) == 1  # the lease still holds

    workers.execute("UPDATE mailing_mail SET leased_until = due_at")
    workers.work()
    first, second = office.arrived
    assert first["Message-ID"] == second["Message-ID"]
    assert workers.execute("SELECT state FROM mailing_mail") == [("sent",)]


def test_a_worker_ends_when_told_to(tmp_path: Path) -> None:
    workers = workers_on(tmp_path, 1)
    worker = workers.start("--parent", str(os.getpid()))
    time.sleep(0.2)
    worker.terminate()
    assert ended(worker) in {0, -signal.SIGTERM}  # the latter before it could listen
