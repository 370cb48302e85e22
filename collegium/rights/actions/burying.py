"""After a restore: what was erased, withdrawn or taken back since goes again, before anybody reads.

Each is safe to repeat, and one that finds nothing any more does nothing. A tombstone is laid right
before the commit of what it remembers. A server killed between the two leaves one for somebody who
lives: the worker takes it away, and a backup in which the record went on meanwhile disproves it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from collegium.audit.models import Entry
from collegium.groups.models import Group, Member
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries.hands import hand_of_place
from collegium.groups.rooms import Hand
from collegium.library.actions.memory import forget_place, take_back_by
from collegium.library.actions.stories import take_down
from collegium.library.models import DraftState, StoryDraft
from collegium.library.queries.memory.own_words import one_by
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.meetings.models import Session, SessionState
from collegium.people.models import Person
from collegium.rights.actions.erasing import erase_again
from collegium.rights.actions.memories import forget_again
from collegium.vault import keyring
from collegium.vault.models import Buried, Tombstone, WrappedKey
from collegium.vault.sealing import VaultError
from collegium.vault.tombstones import standing, unbury

SURELY = timedelta(hours=1)  # longer than any commit takes
LOOKS_BACK = timedelta(days=1)


def bury_again(now: datetime) -> int:
    """Let everything go that was gone; how many tombstones were looked at."""
    return sum(_bury(one, now) for one in list(standing()))


def tend_stones(now: datetime) -> None:
    """Put right what a kill between the two databases left: stones of the living, keys of the dead.

    Two queries of the vault where there is nothing.
    """
    fresh = Tombstone.objects.filter(kind__in=LIVING, at__gt=now - LOOKS_BACK, at__lt=now - SURELY)
    for stone in list(fresh):
        if LIVING[Buried(stone.kind)](stone.subject):
            unbury(Buried(stone.kind), stone.subject)
    erased = Tombstone.objects.filter(kind=Buried.PERSON).values("subject")
    for key in list(WrappedKey.objects.filter(scope__in=erased).values_list("scope", flat=True)):
        if not _is_here(key):
            keyring.destroy(key)


def _bury(stone: Tombstone, now: datetime) -> int:
    try:
        VERBS[Buried(stone.kind)](stone, now)
    except SessionRunsError:  # as the backup has it: nobody is in it any more
        _end_sessions(stone, now)
        VERBS[Buried(stone.kind)](stone, now)
    return 1


def _person(stone: Tombstone, now: datetime) -> None:
    person = Person.objects.filter(pk=stone.subject).select_related("organisation").first()
    if person is None:
        keyring.destroy(stone.subject)
    elif not _disproved(stone, person.organisation_id):
        erase_again(person, now=now)


def _place(stone: Tombstone, now: datetime) -> None:
    hand = hand_of_place(stone.subject)
    if hand is not None and not _disproved(stone, hand.group.organisation_id):
        forget_place(hand, now=now)


def _group(stone: Tombstone, now: datetime) -> None:
    group = Group.objects.filter(pk=stone.subject).first()
    if group is not None:
        forget_again(group, gone_at=stone.at, now=now)


def _story(stone: Tombstone, _now: datetime) -> None:
    out = StoryDraft.objects.filter(pk=stone.subject, state=DraftState.PUBLISHED)
    found = out.values_list("group__organisation", flat=True).first()
    if found and not _disproved(stone, found):
        take_down(stone.subject)


def _words(stone: Tombstone, now: datetime) -> None:
    hand = hand_of_place(stone.member) if stone.member else None
    if hand is None or _is_newer(hand, stone):
        return
    try:
        take_back_by(hand, stone.what, stone.subject, now=now)
    except (NotYoursError, VaultError):  # others stand by it in the backup, or it opens for nobody
        return


VERBS: Mapping[Buried, Callable[[Tombstone, datetime], None]] = {
    Buried.GROUP: _group,
    Buried.PERSON: _person,
    Buried.PLACE: _place,
    Buried.STORY: _story,
    Buried.WORDS: _words,
}


def _disproved(stone: Tombstone, organisation_id: UUID) -> bool:
    """Whether the backup is of a later time than the stone, and yet has them: they never went."""
    later = Entry.objects.filter(organisation=organisation_id, at__gt=stone.at + SURELY)
    if is_later := later.exists():
        unbury(Buried(stone.kind), stone.subject)
    return is_later


def _is_newer(hand: Hand, stone: Tombstone) -> bool:
    """Whether the same form was sent once more after its words were taken back."""
    try:
        found = one_by(hand, stone.what, stone.subject)
    except VaultError:
        return False
    return found is not None and found.at > stone.at


def _is_here(person_id: UUID) -> bool:
    return Person.objects.filter(pk=person_id).exists()


def _has_place(member_id: UUID) -> bool:
    return Member.objects.filter(pk=member_id, forgotten_at=None).exists()


LIVING: Mapping[Buried, Callable[[UUID], bool]] = {
    Buried.PERSON: _is_here,
    Buried.PLACE: _has_place,
}


@transaction.atomic
def _end_sessions(stone: Tombstone, now: datetime) -> None:
    """End the sessions that ran when the backup was made, in the groups that this is about."""
    running = Session.objects.filter(state=SessionState.LIVE)
    if stone.kind == Buried.PERSON:
        running = running.filter(group__members__person=stone.subject)
    else:
        running = running.filter(group__members=stone.member or stone.subject)
    keys = list(running.values_list("pk", flat=True))
    Session.objects.filter(pk__in=keys).update(state=SessionState.ENDED, ended_at=now)
