"""A pool for tests: somebody who raised a challenge, and colleagues of all kinds around them."""

from datetime import UTC, date, datetime
from uuid import uuid4

from collegium.domain.matching import lexical
from collegium.groups.actions.pool import Raising, answer, raise_challenge
from collegium.groups.models import Answer, Asked, RaisedChallenge
from collegium.meetings.actions.just_in_time import tend_pool
from collegium.people.models import Organisation, Person
from tests.builders import a_person, an_organisation

NOW = datetime(2026, 4, 6, 9, tzinfo=UTC)
BEFORE = date(2026, 5, 14)
WORDS = "I must merge two teams that distrust each other"


def a_level(
    organisation: Organisation | None = None, number: int = 7, level: int = 3
) -> list[Person]:
    """So many people of one level, none of them above another."""
    organisation = organisation or an_organisation()
    return [
        a_person(organisation, f"Peer {level} {at:02}", level=level, department=f"D{at % 3}")
        for at in range(number)
    ]


def raised(person: Person, words: str = WORDS, *, shown: bool = True) -> RaisedChallenge:
    """What a person raised on the first day."""
    wish = Raising(uuid4(), words, BEFORE, shown)
    return raise_challenge(person, wish, now=NOW)


def look(now: datetime = NOW) -> int:
    """What the worker does with the pool, comparing by words."""
    return tend_pool(now, measure=lexical.likeness)


def asked_people(of: RaisedChallenge) -> list[Person]:
    """Who was asked, the first first."""
    rows = Asked.objects.filter(raised=of).select_related("person")
    return [one.person for one in rows.order_by("asked_at", "person__name")]


def say(person: Person, said: Answer = Answer.SHARES, *, now: datetime = NOW) -> None:
    """Answer the person's only question."""
    answer(person, Asked.objects.get(person=person, raised__isnull=False).pk, said, now=now)


def say_yes(of: RaisedChallenge, number: int, *, now: datetime = NOW) -> list[Person]:
    """Let the first of those who were asked say yes."""
    willing = asked_people(of)[:number]
    for person in willing:
        say(person, now=now)
    return willing
