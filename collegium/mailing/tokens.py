"""Tokens in links and reply addresses: signed, expiring, each for one purpose of one person.

Whoever holds one may do the one thing it names, without signing in. None holds what anybody
wrote. Letters and digits of base32 survive mail programs that change case, and the one in a reply
address fits into its local part.
"""

import base64
import binascii
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.crypto import salted_hmac

from collegium.mailing.models import Mail

EPOCH = date(2020, 1, 1)
DAYS = 2  # bytes for the last day of a token, counted from the epoch
IDENTITY = 16
SIGNATURE = 16  # bytes of a link's
REPLY_SIGNATURE = 12  # ninety-six bits, so that an address fits; guessed only by mailing us
REPLY_LETTERS = 48
LONGEST = 400  # letters of any token


class Purpose(IntEnum):
    """What a token in a link lets its bearer do. The numbers stand in mails: they stay."""

    STOP = 1  # no more mails of a kind
    SNOOZE = 2  # this reminder later
    TALKED = 3  # buddies talked this week
    ANSWER = 4  # can or cannot, at a date
    CANNOT = 5  # cannot come to a session after all


# A second use, days later, would do something that its bearer does not mean.
SINGLE_USE = frozenset({Purpose.SNOOZE})

LASTS = {
    Purpose.STOP: timedelta(days=400),  # an old mail must still be able to stop the new ones
    Purpose.SNOOZE: timedelta(days=14),
    Purpose.TALKED: timedelta(days=21),
    Purpose.ANSWER: timedelta(days=60),
    Purpose.CANNOT: timedelta(days=120),
}
REPLY_LASTS = timedelta(days=30)


class TokenError(Exception):
    """A token is forged, mangled, expired or meant for something else. It does not say which."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a link stands for: a purpose, a person, a row, and a detail such as a week."""

    purpose: Purpose
    person_id: UUID
    subject: UUID  # the person, group, session or proposal it is about
    detail: str  # a kind, a key, a week; never content
    last_day: date  # UTC

    @property
    def identity(self) -> UUID:
        """The same for every spelling of the same token; the record of its use."""
        return uuid5(self.subject, _content(self).hex())


def issue(
    purpose: Purpose, person_id: UUID, subject: UUID, *, detail: str = "", now: datetime
) -> str:
    """A token for a link. The same arguments on the same day make the same token."""
    content = _content(Token(purpose, person_id, subject, detail, _last_day(now, LASTS[purpose])))
    return _spelled(content + _signature("link", content, settings.SECRET_KEY)[:SIGNATURE])


def opened(text: str, *purposes: Purpose, now: datetime) -> Token:
    """What a link's token stands for, if it has one of the purposes; raises `TokenError`.

    Whether the person is active and a member is for the action to ask: that changes.
    """
    raw = _read(text)
    content, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    _check("link", content, signature, SIGNATURE)
    token = _parsed(content)
    if token.purpose not in purposes or now.astimezone(UTC).date() > token.last_day:
        raise TokenError
    return token


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail that a reply answers."""

    mail: Mail
    has_expired: bool


def reply_token(mail: Mail, *, now: datetime) -> str:
    """A token that says which mail is answered and by whom: 48 letters and digits."""
    shown = _days(_last_day(now, REPLY_LASTS)) + mail.pk.bytes
    signature = _signature("reply", shown + mail.person_id.bytes, settings.SECRET_KEY)
    return _spelled(shown + signature[:REPLY_SIGNATURE])


def answered(text: str, *, now: datetime) -> Answered:
    """The mail that a reply answers (one query); raises `TokenError` for what we never issued.

    An expired one is told apart, so that its person can be told that their words came too late.
    """
    raw = _read(text)
    if len(text) != REPLY_LETTERS:
        raise TokenError
    shown, signature = raw[:-REPLY_SIGNATURE], raw[-REPLY_SIGNATURE:]
    mails = Mail.objects.select_related("person", "organisation")
    mail = mails.filter(pk=UUID(bytes=shown[DAYS:])).first()
    if mail is None:
        raise TokenError
    _check("reply", shown + mail.person_id.bytes, signature, REPLY_SIGNATURE)
    last_day = EPOCH + timedelta(days=int.from_bytes(shown[:DAYS]))
    return Answered(mail, has_expired=now.astimezone(UTC).date() > last_day)


def _content(token: Token) -> bytes:
    return (
        bytes([token.purpose])
        + _days(token.last_day)
        + token.person_id.bytes
        + token.subject.bytes
        + token.detail.encode()
    )


def _parsed(content: bytes) -> Token:
    try:
        purpose = Purpose(content[0])
    except ValueError:
        raise TokenError from None  # one that a later version took out
    days, person, subject, detail = _cut(content[1:], DAYS, IDENTITY, IDENTITY)
    return Token(
        purpose,
        UUID(bytes=person),
        UUID(bytes=subject),
        detail.decode(),
        EPOCH + timedelta(days=int.from_bytes(days)),
    )


def _cut(raw: bytes, *lengths: int) -> Iterator[bytes]:
    for length in lengths:
        yield raw[:length]
        raw = raw[length:]
    yield raw


def _last_day(now: datetime, lasts: timedelta) -> date:
    return (now.astimezone(UTC) + lasts).date()


def _days(day: date) -> bytes:
    return (day - EPOCH).days.to_bytes(DAYS)


def _signature(salt: str, content: bytes, secret: str | bytes) -> bytes:
    salt = f"collegium.mailing.tokens.{salt}"
    return salted_hmac(salt, content, secret=secret, algorithm="sha256").digest()


def _check(salt: str, content: bytes, signature: bytes, length: int) -> None:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if hmac.compare_digest(_signature(salt, content, secret)[:length], signature):
            return
    raise TokenError


def _spelled(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _read(text: str) -> bytes:
    if not text.isascii() or len(text) > LONGEST:
        raise TokenError
    padded = text.upper() + "=" * (-len(text) % 8)
    try:
        return base64.b32decode(padded)
    except binascii.Error:
        raise TokenError from None
