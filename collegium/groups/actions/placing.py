"""Putting the answer of a run on the board."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from uuid import UUID

from django.utils.translation import gettext as _

from collegium.domain.composition import Result
from collegium.groups.models import Composition, Group, GroupState, Member, Programme
from collegium.people.models import Person

type Seated = tuple[Group, set[UUID]]


def place_groups(programme: Programme, run: Composition, result: Result, *, now: datetime) -> None:
    """Let a result's groups take the place of the drafts. The programme is locked.

    Groups that the run was to keep stay the rows they are, with their names, and so do the
    places of whoever stays in them. Who takes part no more by now is not seated.
    """
    drafts = programme.groups.filter(state=GroupState.DRAFT)
    kept = [UUID(group) for group in run.kept_groups]
    drafts.exclude(pk__in=kept).delete()
    standing = {group.pk: group for group in drafts}
    old = [standing.get(group) for group in kept]
    seated = list(_seated(programme, run, result, old, now))
    _seat(seated, old, now)
    programme.mix = run.mix
    programme.save(update_fields=["mix"])


def _seated(
    programme: Programme,
    run: Composition,
    result: Result,
    old: Sequence[Group | None],
    now: datetime,
) -> Iterator[Seated]:
    """Each group of the answer as a row, with those of its people who still take part."""
    present = set(
        programme.participants.filter(person__is_active=True).values_list("person_id", flat=True)
    )
    helpers = _helpers(result)
    taken = set(programme.groups.values_list("number", flat=True))
    numbers = (number for number in count(1) if number not in taken)
    for at, ids in enumerate(result.groups):
        people = {UUID(one) for one in ids} & present
        group = old[at] if at < len(old) else None
        helper = helpers.get(result.facilitators[at]) if at < len(result.facilitators) else None
        if group:
            group.composition = run
            group.facilitator_id = helper or group.facilitator_id
        elif people:
            number = next(numbers)
            group = Group(
                organisation_id=programme.organisation_id,
                programme=programme,
                composition=run,
                facilitator_id=helper,
                number=number,
                name=_("Group %(number)s") % {"number": number},
                created_at=now,
            )
        if group:
            yield group, people


def _helpers(result: Result) -> dict[str, UUID]:
    """The facilitators that there still are."""
    named = [one for one in result.facilitators if one]
    people = Person.objects.filter(pk__in=named, is_active=True) if named else ()
    return {str(person.pk): person.pk for person in people}


def _seat(seated: Sequence[Seated], old: Sequence[Group | None], now: datetime) -> None:
    standing = {group.pk for group in old if group}
    Group.objects.bulk_update(
        [group for group, _ in seated if group.pk in standing], ["composition", "facilitator"]
    )
    Group.objects.bulk_create([group for group, _ in seated if group.pk not in standing])
    place = {person: group.pk for group, people in seated for person in people}
    staying: set[UUID] = set()
    for member in Member.objects.filter(group__in=standing):
        if place.get(member.person_id) == member.group_id:
            staying.add(member.person_id)
        else:
            member.delete()
    Member.objects.bulk_create(
        Member(group=group, person_id=person, joined_at=now)
        for group, people in seated
        for person in sorted(people - staying)
    )
