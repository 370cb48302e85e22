"""The challenge pool as its people see it: what I raised, what I am asked, what brought us here.

Words are opened for who raised them, for those who are asked where that was agreed to, and in
the group that came of them; `queries.peers` compares them and shows them to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from collegium.groups.models import (
    Answer,
    Asked,
    Challenge,
    Cycle,
    NotAsked,
    OwnChallenge,
    RaisedChallenge,
    RaisedState,
)
from collegium.groups.rooms import Room
from collegium.groups.standing import standing_challenge_id
from collegium.people.models import Organisation, Person
from collegium.vault import keyring
from collegium.vault.fields import read

SMALLEST = 4
LATELY = timedelta(days=2)
YES = frozenset({Answer.SHARES.value, Answer.BEEN_THROUGH.value})


@dataclass(frozen=True, slots=True)
class Mine:
    """What I raised. `joined` counts those who said yes; who they are is told nobody."""

    id: UUID
    words: str
    before: date
    shown: bool
    is_open: bool
    is_wide: bool
    joined: int
    ends_at: datetime

    @property
    def missing(self) -> int:
        """How many more it takes, at least one as long as it looks for people."""
        return max(1, SMALLEST - 1 - self.joined)


@dataclass(frozen=True, slots=True)
class Question:
    """What I am asked; `words` are empty where they are not shown."""

    id: UUID
    words: str
    before: date
    said_yes: bool


def raised_by(person: Person) -> tuple[Mine, ...]:
    """What a person raised and is not settled, the latest first (two queries and one of keys)."""
    rows = list(RaisedChallenge.objects.filter(person=person).prefetch_related("asked"))
    keys = keyring.keys_of([row.vault_scope for row in rows]) if rows else {}
    return tuple(
        Mine(
            id=row.pk,
            words=read(row, "words", key=key),
            before=row.before,
            shown=row.shown,
            is_open=row.state == RaisedState.OPEN,
            is_wide=row.levels_apart > 1,
            joined=sum(read(one, "answer", key=key) in YES for one in row.asked.all()),
            ends_at=row.ends_at,
        )
        for row in rows
        if (key := keys.get(row.vault_scope))
    )


def asked_of(person: Person) -> tuple[Question, ...]:
    """The open questions that a person has not declined (one query and one of keys)."""
    rows = list(open_questions().filter(person=person).select_related("raised"))
    keys = keyring.keys_of([row.vault_scope for row in rows]) if rows else {}
    found = []
    for row in rows:
        key = keys.get(row.vault_scope)
        if key is None or row.raised is None:
            continue
        answer = read(row, "answer", key=key)
        if answer != Answer.NO:
            words = read(row.raised, "words", key=key) if row.raised.shown else ""
            found.append(Question(row.pk, words, row.raised.before, answer in YES))
    return tuple(found)


def open_questions() -> QuerySet[Asked]:
    """What people are asked about and is not over."""
    return Asked.objects.filter(
        raised__state=RaisedState.OPEN, raised__person__is_active=True, person__is_active=True
    )


def waiting_questions(person: Person) -> int:
    """How many questions a person has not answered (one query)."""
    return unanswered().filter(person=person).count()


def unanswered() -> QuerySet[Asked]:
    """Open questions that wait for an answer, with whom they were put to."""
    return open_questions().filter(answered_at=None).select_related("person")


def ended_lately(now: datetime) -> QuerySet[RaisedChallenge]:
    """What ended without a group in the last days, with who raised it."""
    ended = RaisedChallenge.objects.filter(state=RaisedState.ENDED, ends_at__gt=now - LATELY)
    return ended.filter(person__is_active=True).select_related("person")


def may_be_asked(person: Person) -> bool:
    """Whether somebody lets themselves be asked (one query)."""
    return not NotAsked.objects.filter(person=person).exists()


def challenges_in(organisation: Organisation) -> QuerySet[Challenge]:
    """The challenges that were written for everybody to read, by their sentence."""
    written = Challenge.objects.filter(organisation=organisation)
    return written.exclude(pk=standing_challenge_id(organisation.pk)).order_by("sentence")


def name_challenges(rooms: Iterable[Room], cycles: Iterable[Cycle]) -> None:
    """Give cycles that began just in time the words they began with, each in its own room.

    Who came later does not read them. Cycles of other groups cost no query.
    """
    by_group = {room.group.pk: room for room in rooms}
    own = {
        cycle.pk: cycle
        for cycle in cycles
        if (room := by_group.get(cycle.group_id))
        and cycle.challenge_id == standing_challenge_id(room.group.organisation_id)
        and room.member.joined_at <= cycle.created_at
    }
    for row in OwnChallenge.objects.filter(cycle__in=own) if own else ():
        cycle = own[row.cycle_id]
        cycle.own_words = by_group[cycle.group_id].read(row, "words")
