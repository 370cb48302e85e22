"""Workers killed again and again: nothing is lost, and little comes twice.

`make faults` kills hundreds of them, `make test` a few.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from math import inf
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.builders import an_organisation
from tests.faults.figures import Figure
from tests.faults.looking import looked
from tests.mailing.processes import Workers, workers_on
from tests.mailing.worlds import a_group_of_four
from tests.ports import free_port

KILLS = int(os.environ.get("COLLEGIUM_KILLS", "5"))
AT_ONCE = 2
GROUPS = max(10, 2 * KILLS)
MOST_TAKEN = 12  # mails between a birth and its kill
LONGEST_LIFE = 5.0  # seconds
JITTER = 0.004  # seconds, about what one mail takes
TRIES = 40  # rounds without a kill until everything has gone

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.xdist_group("mortal workers"),
]


@dataclass
class Ledger:
    """What the mail server took: over which connection, and in which order."""

    taken: list[tuple[int, str]] = field(default_factory=list)  # connection, Message-ID
    most: float = 0  # mails; whoever brings more waits
    _numbers: "count[int]" = field(default_factory=count)
    _known: dict[object, int] = field(default_factory=dict)

    async def handle_DATA(self, _server: object, session: object, envelope: object) -> str:  # noqa: N802 - the name is aiosmtpd's
        """Take a mail."""
        while len(self.taken) >= self.most:
            await asyncio.sleep(0.001)
        connection = self._known.setdefault(session, next(self._numbers))
        content: bytes = envelope.content  # type: ignore[attr-defined]  # aiosmtpd has no types
        head = content.split(b"\r\n\r\n", 1)[0].decode()
        [name] = [line for line in head.splitlines() if line.startswith("Message-ID:")]
        self.taken.append((connection, name.partition(":")[2].strip()))
        return "250 OK"

    def deliveries(self) -> dict[str, list[bool]]:
        """For each mail its deliveries: whether each was the last one of its connection."""
        last = {connection: at for at, (connection, _) in enumerate(self.taken)}
        found: dict[str, list[bool]] = defaultdict(list)
        for at, (connection, name) in enumerate(self.taken):
            found[name].append(last[connection] == at)
        return found


@contextmanager
def a_nursery(workers: Workers) -> Iterator["subprocess.Popen[str]"]:
    """The process that gives birth to workers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.mailing.nursery"],
        env={**workers.environment, "DJANGO_SETTINGS_MODULE": "collegium.config.settings"},
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as nursery:
        assert nursery.stdout is not None
        nursery.stdout.readline()
        yield nursery
        nursery.terminate()


def born(nursery: "subprocess.Popen[str]") -> int:
    """A new worker."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def is_gone(pid: int) -> bool:
    """Whether a worker has ended, buried or not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def wait_for(*pids: int) -> None:
    """Until they are gone; whoever is dead cannot keep a lease."""
    while not all(is_gone(pid) for pid in pids):
        time.sleep(0.002)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux who has died")
def test_killed_workers_lose_nothing_and_double_only_what_they_had_not_recorded(
    tmp_path: Path, record_property: Figure
) -> None:
    for number in range(GROUPS):
        a_group_of_four(an_organisation(f"Firm {number}"))
    ledger, port = Ledger(), free_port()
    controller = Controller(ledger, hostname="127.0.0.1", port=port)
    controller.start()
    workers = workers_on(tmp_path, port)
    with a_nursery(workers) as nursery:
        killed = 0
        while killed < KILLS and (left := waiting(workers)):
            most = min(MOST_TAKEN, left // (KILLS - killed + 1))
            enough = len(ledger.taken) + random.randint(0, most)  # noqa: S311 - no secret
            ledger.most = enough + 1  # so that every kill finds somebody at work
            pids = [born(nursery) for _ in range(AT_ONCE)]
            let_them_work(pids, ledger, enough)
            for pid in pids:
                killed += not is_gone(pid)
                os.kill(pid, signal.SIGKILL)
            wait_for(*pids)
            free_leases(workers)
        ledger.most = inf
        for _ in range(TRIES):
            wait_for(born(nursery))
            if waiting(workers) == 0:
                break
    controller.stop()
    rows = workers.execute("SELECT message_id, state FROM mailing_mail")
    assert killed >= KILLS
    assert {state for _, state in rows} == {"sent"}
    deliveries = ledger.deliveries()
    assert deliveries.keys() == {name for name, _ in rows}  # none is lost
    assert len(deliveries) == 4 * GROUPS
    for ends in deliveries.values():  # each but the last was a connection's last word
        assert all(ends[:-1])
    assert looked(workers.environment) == []
    record_property("kills of mail workers survived", killed)
    record_property(
        "mails of them all that came twice", sum(len(one) > 1 for one in deliveries.values())
    )


def let_them_work(pids: list[int], ledger: Ledger, enough: int) -> None:
    """Until so many mails were taken, and into the middle of the next one."""
    until = time.monotonic() + LONGEST_LIFE
    while len(ledger.taken) < enough and time.monotonic() < until:
        if all(is_gone(pid) for pid in pids):
            return
        time.sleep(0.0005)
    time.sleep(random.uniform(0, JITTER))  # noqa: S311 - no secret


def free_leases(workers: Workers) -> None:
    """What the dead had in hand, without waiting five minutes for it."""
    workers.execute(
        "UPDATE mailing_mail SET leased_until = NULL, attempts = 0 WHERE state = 'waiting'"
    )


def waiting(workers: Workers) -> int:
    """How many mails have not gone; all, before a first worker has planned any."""
    rows = workers.execute("SELECT state FROM mailing_mail")
    return sum(state == "waiting" for (state,) in rows) if rows else 4 * GROUPS
