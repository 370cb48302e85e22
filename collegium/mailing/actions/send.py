"""Sending: each claimed mail is written, handed to the server, and recorded at once."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError

from collegium.mailing.actions.record import ATTEMPTS, postpone, release, settle
from collegium.mailing.failures import Failure, Meaning, failure_of
from collegium.mailing.letters import write
from collegium.mailing.models import Mail, MailState
from collegium.mailing.post import AddressError, message_of

logger = logging.getLogger(__name__)

SPARE = timedelta(minutes=1)  # of a lease, so that a slow server never outlasts it

type Clock = Callable[[], datetime]


def send(
    mails: Sequence[Mail], *, clock: Clock, stopping: Callable[[], bool] = lambda: False
) -> None:
    """Send claimed mails over one connection. What does not go now waits for its next turn."""
    post = mailers.default
    try:
        for position, mail in enumerate(mails):
            if stopping() or mail.leased_until is None or clock() > mail.leased_until - SPARE:
                for left in mails[position:]:
                    release(left)
                return
            failure = _send_one(mail, post, clock)
            if failure and failure.meaning is Meaning.SERVER:
                _postpone_all(mails[position:], failure, now=clock())
                return
    finally:
        with suppress(OSError):
            post.close()


def _send_one(mail: Mail, post: BaseEmailBackend, clock: Clock) -> Failure | None:
    now = clock()
    if mail.attempts > ATTEMPTS:  # whoever took it before died of it each time
        settle(mail, MailState.EXPIRED, now=now, problem="worker died")
        return None
    try:
        letter = write(mail, now=now)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a letter that cannot be written stops no other
        logger.error("a letter of kind %s: %s", mail.kind, type(error).__name__)  # noqa: TRY400 - its words may be content
        return _fail(mail, Failure(Meaning.MAIL, type(error).__name__), now=now)
    if letter is None:
        settle(mail, MailState.DROPPED, now=now)
        return None
    try:
        message = message_of(mail, letter, now=now)
        post.open()
        post.send_messages([message])
    except AddressError as error:
        settle(mail, MailState.FAILED, now=clock(), problem=str(error))
    except OSError as error:  # smtplib's errors are OSErrors too
        return _fail(mail, failure_of(error), now=clock())
    else:
        settle(mail, MailState.SENT, now=clock())
    return None


def _fail(mail: Mail, failure: Failure, *, now: datetime) -> Failure:
    if failure.meaning is Meaning.ADDRESS:
        settle(mail, MailState.FAILED, now=now, problem=failure.problem)
    elif failure.meaning is Meaning.MAIL:
        postpone(mail, now=now, problem=failure.problem)
    return failure


def _postpone_all(mails: Sequence[Mail], failure: Failure, *, now: datetime) -> None:
    logger.warning("mail server: %s; %d mails wait", failure.problem, len(mails))
    for mail in mails:
        postpone(mail, now=now, problem=failure.problem)
