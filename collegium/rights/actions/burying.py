"""After a restore: what was erased, withdrawn or taken back since goes again, before anybody reads.

Each is safe to repeat, and one that finds nothing any more does nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from collegium.groups.models import Group
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries.hands import hand_of_place
from collegium.library.actions.memory import be_forgotten, take_back_by
from collegium.library.actions.stories import take_down
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.meetings.models import Session, SessionState
from collegium.people.models import Person
from collegium.rights.actions.erasing import erase_again
from collegium.rights.actions.memories import forget_words
from collegium.vault.models import Buried, Tombstone
from collegium.vault.sealing import VaultError
from collegium.vault.tombstones import standing


def bury_again(now: datetime) -> int:
    """Let everything go that was gone; how many tombstones were looked at."""
    return sum(_bury(one, now) for one in list(standing()))


def _bury(stone: Tombstone, now: datetime) -> int:
    try:
        VERBS[Buried(stone.kind)](stone, now)
    except SessionRunsError:  # as the backup has it: nobody is in it any more
        _end_sessions(stone, now)
        VERBS[Buried(stone.kind)](stone, now)
    return 1


def _person(stone: Tombstone, now: datetime) -> None:
    person = Person.objects.filter(pk=stone.subject).select_related("organisation").first()
    if person is not None:
        erase_again(person, now=now)


def _place(stone: Tombstone, now: datetime) -> None:
    hand = hand_of_place(stone.subject)
    if hand is not None:
        be_forgotten(hand, now=now)


def _group(stone: Tombstone, now: datetime) -> None:
    group = Group.objects.filter(pk=stone.subject).first()
    if group is not None:
        forget_words(group, now=now)


def _story(stone: Tombstone, _now: datetime) -> None:
    take_down(stone.subject)


def _words(stone: Tombstone, now: datetime) -> None:
    hand = hand_of_place(stone.member) if stone.member else None
    if hand is None:
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
