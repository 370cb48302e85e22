"""The channel of an organisation: naming it, changing what it is told, trying it, forgetting it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.mailing.models import ChatChannel, ChatKind, ChatPost, ChatService
from collegium.people.models import Organisation, Person
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import VaultError

SHOWN = 4  # characters of the end of an address


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """Where a channel is; its address is a secret."""

    service: ChatService
    address: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What a channel is told, in which language and on which clock."""

    kinds: Collection[ChatKind]
    language: str
    time_zone: str
    country: str


class NoChannelError(Exception):
    """There is neither a channel yet nor an address for one."""


@transaction.atomic
def keep_channel(
    organisation: Organisation,
    telling: Telling,
    *,
    place: Place | None,
    now: datetime,
    by: Person | None = None,
) -> None:
    """Keep what the channel is told; with a `place`, there from now on, and a first message.

    The same place again, with which nothing is wrong, changes nothing there. Raises
    `NoChannelError` where nothing is known and no place is given.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    row = _row(organisation)
    if place is None and row._state.adding:
        raise NoChannelError
    keyring.create(organisation.pk)
    if place is not None and _is_there(row, place):
        place = None
    row.kinds = sorted(kind.value for kind in telling.kinds)
    row.language, row.time_zone = telling.language, telling.time_zone
    row.country = telling.country
    if place is not None:
        row.service, row.address = place.service, place.address
        row.ends_in = place.address[-SHOWN:]
        row.number += 1
        row.problem, row.broken_at, row.told_at = "", None, None
    row.save()
    if place is not None:
        _greet(row, row.number, now=now)
        actor = by.pk if by else None
        note(Verb.CHAT_CHANGED, organisation.pk, by=actor, subject=row.pk, now=now)


@transaction.atomic
def try_channel(organisation: Organisation, *, once: UUID, now: datetime) -> None:
    """Let a message go there now, whatever was wrong before; the same `once` lets one go."""
    row = ChatChannel.objects.select_for_update().filter(organisation=organisation).first()
    if row is not None and _greet(row, once, now=now):
        row.problem, row.broken_at = "", None
        row.save(update_fields=["problem", "broken_at"])


@transaction.atomic
def forget_channel(organisation: Organisation, *, by: Person | None = None) -> None:
    """Forget a channel with its address. Doing it twice changes nothing."""
    if ChatChannel.objects.filter(organisation=organisation).delete()[0]:
        note(Verb.CHAT_CHANGED, organisation.pk, by=by.pk if by else None)


def _row(organisation: Organisation) -> ChatChannel:
    found = ChatChannel.objects.filter(organisation=organisation).first()
    return found or ChatChannel(organisation=organisation, number=0)


def _is_there(row: ChatChannel, place: Place) -> bool:
    """Whether it is posted to this place already, and works as far as is known."""
    if row._state.adding or row.broken_at is not None or row.service != place.service:
        return False
    try:
        return bool(read(row, "address", key=keyring.key_of(row.vault_scope)) == place.address)
    except VaultError:
        return False


def _greet(row: ChatChannel, which: object, *, now: datetime) -> bool:
    first = {"channel": row, "number": row.number, "kind": ChatKind.HELLO, "due_at": now}
    key = f"{ChatKind.HELLO}/{row.pk}/{which}"
    return ChatPost.objects.get_or_create(key=key, defaults=first)[1]
