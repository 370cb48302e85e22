"""Sending: each claimed mail is written, handed to the server, and recorded at once."""

import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend

from collegium.mailing.actions.failing import address_failed
from collegium.mailing.actions.record import ATTEMPTS, postpone, release, settle
from collegium.mailing.desk import Desk, UnwritableError
from collegium.mailing.failures import Failure, Meaning, failure_of
from collegium.mailing.letters.letter import Letter
from collegium.mailing.models import UNSPOKEN, Mail, MailState
from collegium.mailing.post import AddressError, message_of

logger = logging.getLogger(__name__)

SPARE = timedelta(minutes=1)  # of a lease, so that a slow server never outlasts it

type Clock = Callable[[], datetime]


class Lane:
    """One connection to the mail server, over which claimed mails go one after the other.

    What became of a mail is committed before the next one is handed over, so that a worker
    that dies leaves at most one mail in doubt.
    """

    def __init__(self, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> None:
        self._clock = clock
        self._stopping = stopping
        self._post: BaseEmailBackend = mailers.default

    def send(self, mails: Sequence[Mail]) -> bool:
        """Send claimed mails; False when the rest had to wait: told to stop, no server."""
        desk = Desk()
        waiting = deque(mails)
        while waiting:
            if not self.arrives(waiting):
                return False
            mail = waiting.popleft()
            failure = self._send_one(mail, waiting, desk)
            if failure and failure.meaning is Meaning.SERVER:
                _postpone((mail, *waiting), failure, now=self._clock())
                return False
        return True

    def arrives(self, mails: Sequence[Mail]) -> bool:
        """Be at the server before a letter is written; False when all of `mails` had to wait."""
        if self._must_stop(mails[0]):
            release(mails)
            return False
        try:
            self._post.open()
        except OSError as error:  # smtplib's errors are OSErrors too
            _postpone(mails, failure_of(error), now=self._clock())
            return False
        return True

    def close(self) -> None:
        """Take leave of the server."""
        with suppress(OSError):
            self._post.close()

    def _must_stop(self, mail: Mail) -> bool:
        lease = mail.leased_until
        return self._stopping() or lease is None or self._clock() > lease - SPARE

    def _send_one(self, mail: Mail, after: Collection[Mail], desk: Desk) -> Failure | None:
        now = self._clock()
        if mail.attempts > ATTEMPTS:  # whoever took it before died of it each time
            settle(mail, MailState.EXPIRED, now=now, problem="worker died")
            return None
        try:
            letter = desk.letter(mail, tuple(after), now=now)
        except UnwritableError as error:
            postpone([mail], now=now, problem=str(error))
            return None
        if not desk.holds(mail):
            return None
        if letter is None:
            settle(mail, MailState.DROPPED, now=now)
        elif problem := desk.failing(mail):
            settle(mail, MailState.FAILED, now=now, problem=problem)
        else:
            return self._hand_over(mail, letter, now)
        return None

    def _hand_over(self, mail: Mail, letter: Letter, now: datetime) -> Failure | None:
        try:
            message = message_of(mail, letter, now=now)
            self._post.send_messages([message])
        except AddressError as error:
            failure = Failure(Meaning.ADDRESS, str(error))
        except OSError as error:
            failure = failure_of(error)
        else:
            settle(mail, MailState.SENT, now=self._clock())
            return None
        if failure.meaning is Meaning.ADDRESS:
            if mail.kind not in UNSPOKEN:
                address_failed(mail.person, failure.problem, now=self._clock())
            settle(mail, MailState.FAILED, now=self._clock(), problem=failure.problem)
        elif failure.meaning is Meaning.MAIL:
            postpone([mail], now=self._clock(), problem=failure.problem)
        return failure


def send(
    mails: Sequence[Mail], *, clock: Clock, stopping: Callable[[], bool] = lambda: False
) -> None:
    """Send claimed mails over one connection. What does not go now waits for its next turn."""
    with closing(Lane(clock, stopping)) as lane:
        lane.send(mails)


def _postpone(mails: Collection[Mail], failure: Failure, *, now: datetime) -> None:
    logger.warning("mail server: %s; %d mails wait", failure.problem, len(mails))
    postpone(mails, now=now, problem=failure.problem)
