"""The procedure, step by step: everything is checked, then told, and only then opened."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.config.break_glass.agreeing import both_agree
from collegium.config.break_glass.words import words_of
from collegium.groups.models import PUBLISHED, Group
from collegium.mailing.actions.opened import tell_opened
from collegium.people.models import Person, RoleName
from collegium.vault import parcels, recovery
from collegium.vault.models import WrappedKey
from collegium.vault.sealing import Key, VaultError

SHORTEST, LONGEST = 20, 1000  # characters of a reason


class Refused(Exception):  # noqa: N818 - it says what is the case
    """Nothing was opened, and nothing told; the message says why."""


class Talk(Protocol):
    """How the procedure asks those who stand before it."""

    def code(self, person: Person) -> str:
        """The code that this person was sent."""

    def passphrase(self) -> str:
        """A passphrase for the file, typed twice."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What two persons ask for. It never shows itself: it holds the halves of a key."""

    group: UUID
    reason: str
    by: tuple[str, str]  # the addresses of two administrators
    halves: tuple[str, str]  # of the master key, as they were written
    to: Path


def break_glass(wish: Wish, *, talk: Talk, now: datetime) -> Entry:
    """Tell the group, then write its words to a file; the entry in the record.

    The notice is committed before a single word is opened: whoever breaks off in between leaves
    a notice and no words. Raises `Refused` before that, and OSError where the file cannot be
    written after it.
    """
    group = _group(wish.group)
    key = _key(group, wish.halves)
    reason = _reason(wish.reason)
    two = _two_administrators(group, wish.by)
    if wish.to.exists() or not wish.to.parent.is_dir():
        raise Refused(f"{wish.to} is there already, or its folder is not.")
    passphrase = talk.passphrase()
    if len(passphrase) < parcels.SHORTEST:
        raise Refused(f"A passphrase has {parcels.SHORTEST} characters at least.")
    if not both_agree(two, group, ask=talk.code, now=now):
        raise Refused("A code was wrong or too old: nothing was opened, and nobody was told.")
    entry = _tell(group, wish, reason, now=now)
    _write(wish.to, parcels.pack(words_of(group, key, entry), passphrase))
    return entry


def _group(identity: UUID) -> Group:
    groups = Group.objects.select_related("programme", "organisation")
    group = groups.filter(pk=identity, state__in=PUBLISHED).first()
    if group is None:
        raise Refused("There is no group with this id.")
    return group


def _key(group: Group, halves: tuple[str, str]) -> Key:
    row = WrappedKey.objects.filter(scope=group.pk).first()
    if row is None:
        raise Refused("The key of this group is gone: nobody can read its words any more.")
    try:
        material = recovery.joined(*halves).unwrap(bytes(row.wrapped), scope=group.pk)
    except VaultError as error:
        raise Refused(str(error)) from None
    if material is None:
        raise Refused("These are halves of another master key than this group's key is under.")
    return Key(group.pk, material)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Refused(
            f"The group reads the reason word for word: {SHORTEST} to {LONGEST} characters."
        )
    return reason


def _two_administrators(group: Group, emails: tuple[str, str]) -> tuple[Person, Person]:
    """Two different people who may act now; raises `Refused`."""
    able = Person.objects.filter(
        organisation=group.organisation_id, is_active=True, roles__name=RoleName.ADMINISTRATOR
    )
    found = [able.filter(email=email.strip().casefold()).first() for email in emails]
    first, second = found
    if first is None or second is None or first.pk == second.pk:
        raise Refused("It takes two different active administrators of the group's organisation.")
    return first, second


def _tell(group: Group, wish: Wish, reason: str, *, now: datetime) -> Entry:
    """The entry and the mails, committed when this returns."""
    with transaction.atomic(durable=True):
        first, second = _two_administrators(group, wish.by)  # typing codes took a while
        entry = note(
            Verb.BREAK_GLASS,
            group.organisation_id,
            by=first.pk,
            subject=second.pk,
            group=group.pk,
            reason=reason,
            now=now,
        )
        tell_opened(group, entry, now=now)
    return entry


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
