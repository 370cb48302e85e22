"""The desk: letters for a batch of mails, written from rows read together, and never stale."""

import logging
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.db.models import F

from collegium.mailing.access import MAILS
from collegium.mailing.actions.record import held
from collegium.mailing.letters import WRITERS
from collegium.mailing.letters.letter import Composer, Letter, in_words_of
from collegium.mailing.models import FailingAddress, Mail, MailKind
from collegium.people.models import Person

logger = logging.getLogger(__name__)

STALE = 0.8  # seconds after which membership, consent and all the rest are read anew


class UnwritableError(Exception):
    """A letter could not be written. Its words are the class of the error, never content."""


class Desk:
    """Letters for mails that are sent one after the other.

    No letter leaves that was written from rows read most of a second ago: where the mail
    server is slow, those that still wait are written again.
    """

    def __init__(self) -> None:
        self._composers: dict[UUID, Composer | UnwritableError] = {}
        self._failing: dict[UUID, str] = {}
        self._held: frozenset[UUID] = frozenset()
        self._read_at = 0.0

    def letter(self, mail: Mail, after: Sequence[Mail], *, now: datetime) -> Letter | None:
        """A mail's letter; None when its reason is gone. `after` are the mails that follow.

        Raises `UnwritableError`. The mail's person is then as the database knows them now.
        """
        if mail.pk not in self._composers or time.monotonic() - self._read_at > STALE:
            self._read((mail, *after), now)
        composer = self._composers[mail.pk]
        if isinstance(composer, UnwritableError):
            raise composer
        if not mail.person.is_active:
            return None
        try:
            with in_words_of(mail.person):
                return composer(mail)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - a letter that cannot be written stops no other
            raise _unwritable(mail, error) from None

    def failing(self, mail: Mail) -> str:
        """What is wrong with the reader's present address; empty where nothing is known."""
        return self._failing.get(mail.person_id, "")

    def holds(self, mail: Mail) -> bool:
        """Whether the lease is still this worker's: a clock that was set may have ended it."""
        return mail.pk in self._held

    def _read(self, mails: Sequence[Mail], now: datetime) -> None:
        """Read all that the letters of these mails need: a few queries for each kind."""
        self._read_at = time.monotonic()
        self._held = held(mails)
        people = Person.objects.in_bulk({mail.person_id for mail in mails})
        failing = FailingAddress.objects.filter(person__in=people, email=F("person__email"))
        self._failing = dict(failing.values_list("person", "problem"))
        for mail in mails:
            mail.person = people.get(mail.person_id, mail.person)
        for kind in dict.fromkeys(mail.kind for mail in mails):
            self._composers |= _composers([mail for mail in mails if mail.kind == kind], now)


def _composers(mails: Sequence[Mail], now: datetime) -> Mapping[UUID, Composer | UnwritableError]:
    """Composers for mails of one kind; what spoils them together spoils one of them alone."""
    if mails[0].kind not in MAILS:
        logger.error("mails of kind %s are not in the access table: none leaves", mails[0].kind)
        return dict.fromkeys((mail.pk for mail in mails), lambda _mail: None)
    try:
        composer = WRITERS[MailKind(mails[0].kind)](mails, now)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a letter that cannot be written stops no other
        if len(mails) == 1:
            return {mails[0].pk: _unwritable(mails[0], error)}
        return {pk: one for mail in mails for pk, one in _composers([mail], now).items()}
    return dict.fromkeys((mail.pk for mail in mails), composer)


def _unwritable(mail: Mail, error: Exception) -> UnwritableError:
    logger.error("a letter of kind %s: %s", mail.kind, type(error).__name__)
    return UnwritableError(type(error).__name__)
