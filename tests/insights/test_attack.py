"""The attacker against what the database holds, after months with comers and goers."""

from datetime import timedelta
from uuid import UUID

from collegium.domain.evidence import Threshold
from collegium.groups.models import Member, Programme
from collegium.insights.actions import close_months
from collegium.insights.models import Edition
from collegium.meetings.models import Kind, Session
from collegium.people.models import Person
from tests.builders import a_person, an_organisation
from tests.domain.evidence.attacker import People, breaks, derivable
from tests.insights.conftest import AFTERWARDS, HELD, a_full_programme

MONTH = timedelta(days=31)
DEPARTMENTS = ("Sales", "Sales", "Sales", "Service", "Service", "Legal")


def test_nothing_under_the_threshold_follows_from_the_stored_cells() -> None:
    programme = a_full_programme(an_organisation(), groups=10, size=6, departments=DEPARTMENTS)
    live_through(programme)
    seats = list(Member.objects.order_by("joined_at").values_list("person", "group"))
    numbers = {person: number for number, person in enumerate(dict(seats))}
    places = {group: place for place, group in enumerate(dict.fromkeys(g for _p, g in seats))}
    groups = [places[group] for group in dict(seats).values()]
    cells = published_sets(numbers)
    assert sum(map(len, cells.values())) > 8
    for family, published in cells.items():
        for people in derivable(published):
            assert not breaks(people, groups, Threshold()), family


def live_through(programme: Programme) -> None:
    """Four months: groups end one after the other, each month somebody leaves and one comes."""
    groups = list(programme.groups.order_by("number"))
    for place, group in enumerate(groups):
        sessions = Session.objects.filter(group=group, kind=Kind.SESSION_TWO)
        sessions.update(ended_at=HELD + place // 4 * MONTH)
    for months in range(4):
        leaver = groups[9 - months].members.order_by("person__name")[months]
        Member.objects.filter(pk=leaver.pk).update(left_at=HELD + months * MONTH)
        newcomer = a_person(programme.organisation, f"New {months}", department="Legal")
        joined = HELD + (months - 1) * MONTH
        Member.objects.create(group=groups[months], person=newcomer, joined_at=joined)
        close_months(AFTERWARDS + months * MONTH + timedelta(days=1))


def published_sets(numbers: dict[UUID, int]) -> dict[str, list[People]]:
    """For each family the people of each cell that holds a figure."""
    found = dict[str, list[People]]()
    for edition in Edition.objects.all():
        counted = Person.objects.filter(pk__in=edition.counted.values("person"))
        for part in set(edition.cells.exclude(mean=None).values_list("part", flat=True)):
            inside = counted.filter(department=part) if part else counted
            people = frozenset(numbers[one] for one in inside.values_list("pk", flat=True))
            found.setdefault(edition.family, []).append(people)
    return found
