"""A mail server that is busy, hangs, hangs up after the last dot, or is not there."""

import os
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from pytest_django import Settings

from collegium.groups.models import Member
from collegium.mailing.actions.empty import empty_outbox
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.actions.record import PAUSES
from collegium.mailing.models import Mail, MailState
from tests.builders import an_organisation
from tests.faults.figures import Figure
from tests.faults.invariants import broken
from tests.mailing.conftest import use
from tests.mailing.worlds import NOW, a_group_of_four

KILLS = int(os.environ.get("COLLEGIUM_KILLS", "5"))
GROUPS = max(2, KILLS // 10)
PATIENCE = 0.3  # seconds that the worker has here with a server that hangs
PASSES = 20
GOOD = {b"DATA": b"354 go on\r\n", b"EHLO": b"250 here\r\n"}


@dataclass
class Server:
    """A mail server with one bad habit, for some time.

    `habit` is the word at which it shows: a verb, or a dot for the end of a mail. At it the server
    says `answer`; hangs where that is empty; hangs up where it is None.
    """

    habit: bytes = b""
    answer: bytes | None = b""
    times: int = 0  # so often yet
    taken: list[str] = field(default_factory=list)  # Message-IDs, once their last dot was there
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def port(self) -> int:
        """Where it is."""
        return int(self._listener.getsockname()[1])

    def serve(self) -> None:
        """One connection after the other, each beside the next."""
        with suppress(OSError):  # closed
            while True:
                line, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def close(self) -> None:
        """Listen no longer."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as heard, suppress(OSError):
            line.sendall(b"220 here\r\n")
            while words := heard.readline():
                verb = words.strip()[:4].upper()
                if not self._says(line, verb):
                    return
                if verb == b"DATA":
                    self._take(heard)
                    if not self._says(line, b"."):
                        return

    def _take(self, heard: Iterator[bytes]) -> None:
        for words in heard:
            if words.startswith(b"Message-ID:"):
                name = words.partition(b":")[2].strip().decode()
            if words == b".\r\n":
                self.taken.append(name)
                return

    def _says(self, line: socket.socket, verb: bytes) -> bool:
        """Answer; whether the talk goes on."""
        if verb == self.habit and self.times:
            self.times -= 1
            if self.answer == b"":
                line.settimeout(5 * PATIENCE)
                with suppress(TimeoutError):
                    line.recv(1)
            if not self.answer:
                return False
            line.sendall(self.answer)
            return True
        line.sendall(GOOD.get(verb, b"250 OK\r\n"))
        return True


@contextmanager
def a_server(settings: Settings) -> Iterator[Server]:
    """All mail goes there until the block ends."""
    server = Server()
    threading.Thread(target=server.serve, daemon=True).start()
    use(settings, server.port)
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = PATIENCE
    try:
        yield server
    finally:
        server.close()


def until_all_is_sent() -> None:
    """Pass after pass, each when the longest pause is over."""
    for number in range(PASSES):
        now = NOW + number * PAUSES[-1]
        empty_outbox(lambda now=now: now, lambda: False)  # type: ignore[misc]  # mypy knows no default of a lambda
        if not Mail.objects.filter(state=MailState.WAITING).exists():
            return
    raise AssertionError("mails still wait")


@pytest.mark.parametrize(
    ("habit", "answer", "may_double"),
    [
        (b"MAIL", b"451 try later\r\n", False),
        (b"RCPT", b"450 busy\r\n", False),
        (b"DATA", b"421 closing\r\n", False),
        (b"EHLO", b"421 too many\r\n", False),
        (b".", b"452 full\r\n", False),
        (b"MAIL", b"", False),
        (b"DATA", b"", False),
        (b"RCPT", None, False),
        (b".", b"", True),
        (b".", None, True),
    ],
)
def test_every_mail_counts_once_whatever_the_server_does(
    settings: Settings, habit: bytes, answer: bytes | None, may_double: bool
) -> None:
    for number in range(GROUPS):
        a_group_of_four(an_organisation(f"Firm {number}"))
    plan_due(NOW)
    with a_server(settings) as server:
        server.habit, server.answer, server.times = habit, answer, GROUPS
        until_all_is_sent()
    assert server.times < GROUPS
    rows = Mail.objects.values_list("message_id", "state")
    assert Counter(state for _, state in rows) == {"sent": 4 * GROUPS}
    taken = Counter(server.taken)
    refused = GROUPS if habit == b"." and answer else 0
    assert taken.keys() == {name for name, _ in rows}
    # taken twice, a mail is known by its name as the same one
    doubled = sum(taken.values()) - len(taken) - refused
    assert doubled == (GROUPS if may_double else 0)
    assert broken() == []


def test_a_server_that_was_away_loses_nobody_and_reaches_nobody_who_left(
    settings: Settings, record_property: Figure
) -> None:
    group = a_group_of_four()
    plan_due(NOW)
    with a_server(settings) as server:
        server.close()  # refused
        empty_outbox(lambda: NOW, lambda: False)
    leaver = Member.objects.get(group=group, person__name="Ada Byron")
    leaver.left_at = NOW + timedelta(minutes=1)
    leaver.save()
    with a_server(settings) as back:
        until_all_is_sent()
    assert Counter(Mail.objects.values_list("state", flat=True)) == {"sent": 3, "dropped": 1}
    assert len(back.taken) == 3
    assert broken() == []
    record_property("bad habits of a mail server tried", 11)
