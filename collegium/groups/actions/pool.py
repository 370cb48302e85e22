"""The challenge pool, by people: raise, take back, look wider, answer, be asked no more."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from collegium.groups.models import Answer, Asked, NotAsked, RaisedChallenge, RaisedState
from collegium.groups.queries.pool import open_questions
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.rows import own_identity

LOOKING = timedelta(days=14)  # for people, at most
LAST_CALL = timedelta(days=3)  # before the day; a group that forms later has no time to meet
WIDER = 2  # levels
UNANSWERED = " "


class AlreadyRaised(Exception):  # noqa: N818 - says what was found
    """They have an open challenge; one at a time."""


class TooLate(Exception):  # noqa: N818 - says what it is
    """The day is too near for a group to meet before it."""


class Over(Exception):  # noqa: N818 - says what was found
    """The question is settled, or ended."""


@dataclass(frozen=True, slots=True)
class Raising:
    """What somebody must handle before a day; `shown`: those who are asked may read the words."""

    once: UUID
    words: str
    before: date
    shown: bool


@transaction.atomic
def raise_challenge(person: Person, wish: Raising, *, now: datetime) -> RaisedChallenge:
    """Begin to look for people; the same `once` raises one challenge.

    Raises AlreadyRaised beside another open one, and TooLate.
    """
    _wait_for(person)
    identity = own_identity(RaisedChallenge, wish.once, person=person)
    known = RaisedChallenge.objects.filter(pk=identity, person=person).first()
    if known:
        return known
    _refuse_second(person)
    raised = RaisedChallenge(
        pk=identity,
        person=person,
        words=wish.words,
        shown=wish.shown,
        before=wish.before,
        raised_at=now,
        ends_at=_end(person, wish.before, now),
    )
    # the vault is another database: a key without a row harms nobody, the reverse would
    keyring.create(raised.vault_scope)
    raised.save(force_insert=True)
    return raised


@transaction.atomic
def look_wider(person: Person, raised_id: UUID, *, now: datetime) -> None:
    """Look again, two levels up and down, for what ended without a group. Twice is once.

    Raises `RaisedChallenge.DoesNotExist` for anybody else's, AlreadyRaised and TooLate.
    """
    _wait_for(person)
    raised = RaisedChallenge.objects.select_for_update().get(pk=raised_id, person=person)
    if raised.state == RaisedState.OPEN:
        return
    _refuse_second(person)
    raised.ends_at = _end(person, raised.before, now)
    raised.state, raised.levels_apart, raised.next_look = RaisedState.OPEN, WIDER, None
    raised.save(update_fields=["ends_at", "state", "levels_apart", "next_look"])


@transaction.atomic
def take_back(person: Person, raised_id: UUID) -> None:
    """Erase what somebody raised, in every backup too; nothing happens where it is gone."""
    raised = RaisedChallenge.objects.select_for_update().filter(pk=raised_id, person=person)
    for one in raised:
        forget_raised(one)


@transaction.atomic
def answer(person: Person, asked_id: UUID, said: Answer, *, now: datetime) -> None:
    """Say yes or no, or say otherwise later, as long as the question is open.

    Raises `Asked.DoesNotExist` for anybody else's question, and Over.
    """
    asked = Asked.objects.get(pk=asked_id, person=person)
    # whoever forms a group holds this row: an answer comes before it or finds it gone
    locked = RaisedChallenge.objects.select_for_update()
    raised = locked.filter(pk=asked.raised_id).first() if asked.raised_id else None
    mine = open_questions().filter(pk=asked_id, person=person).first()
    if raised is None or mine is None:
        raise Over
    mine.answer, mine.answered_at = said.value, now
    mine.save(update_fields=["answer", "answered_at"])
    raised.next_look = None
    raised.save(update_fields=["next_look"])


@transaction.atomic
def let_be_asked(person: Person, *, wanted: bool) -> None:
    """Be asked by others, or not any more. What was asked already can still be answered."""
    _wait_for(person)
    if wanted:
        NotAsked.objects.filter(person=person).delete()
    else:
        NotAsked.objects.get_or_create(person=person)


def forget_raised(raised: RaisedChallenge) -> None:
    """Erase the words and answers for good; who was asked stays as a bare count of the month."""
    scope = raised.vault_scope
    raised.delete()
    transaction.on_commit(lambda: keyring.destroy(scope))


def _wait_for(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once


def _refuse_second(person: Person) -> None:
    if RaisedChallenge.objects.filter(person=person, state=RaisedState.OPEN).exists():
        raise AlreadyRaised


def _end(person: Person, before: date, now: datetime) -> datetime:
    day = datetime.combine(before, time(0), ZoneInfo(person.time_zone))
    end = min(now + LOOKING, day - LAST_CALL)
    if end <= now:
        raise TooLate
    return end
