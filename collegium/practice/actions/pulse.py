"""Answering the short page before or after a cycle."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from collegium.domain.evidence.items import Moment, Question
from collegium.groups.actions.turns import take_turn
from collegium.groups.rooms import Room
from collegium.people.models import Person
from collegium.practice.models import Contacts, Pulse, PulseAnswer
from collegium.practice.queries.pulses import page_open

MOST_NAMED = 30


class Frozen(Exception):  # noqa: N818 - it says what is the case
    """The page is closed; what stands on it stays."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member says on the page; what is left out is not asked again."""

    answers: Collection[tuple[Question, int]]
    named: Collection[Person] = ()
    in_picture: bool = True


@transaction.atomic
def answer_pulse(room: Room, moment: Moment, told: Told, *, now: datetime) -> Pulse:
    """Keep what a member says; it takes the place of what they said before on this page.

    Raises `Frozen` when the page of this moment is not, or no longer, open.
    """
    take_turn(room)
    page = page_open(room, now)
    if page is None or page.moment is not moment:
        raise Frozen
    pulse, _made = Pulse.objects.update_or_create(
        cycle=page.cycle, member=room.member, moment=moment.value, defaults={"answered_at": now}
    )
    pulse.answers.all().delete()
    PulseAnswer.objects.bulk_create(
        PulseAnswer(
            pulse=pulse,
            item_set=one.of.key,
            version=one.of.version,
            item=one.item.key,
            moment=one.moment.value,
            value=value,
        )
        for one, value in told.answers
    )
    _keep_contacts(room, pulse, told)
    return pulse


def _keep_contacts(room: Room, pulse: Pulse, told: Told) -> None:
    """Nobody named is no answer, unless it was one before: then it says that nobody is left."""
    row = Contacts.objects.filter(pulse=pulse).first()
    if row is None and not told.named:
        return
    row = row or Contacts(group=room.group, pulse=pulse)
    named = list(told.named)[:MOST_NAMED]
    departments = {one.department for one in named} - {"", room.person.department}
    row.named = {"people": [[str(one.pk), one.department] for one in named]}
    row.people, row.departments = len(named), len(departments)
    row.in_picture = told.in_picture
    row.save()
