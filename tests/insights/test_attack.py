"""The attacker against what the database holds, after months with comers and goers."""

from datetime import timedelta
from uuid import UUID

from collegium.domain.evidence import Threshold
from collegium.groups.models import Group, Member, Programme
from collegium.insights.actions import close_months
from collegium.insights.measures import ASKED_ONCE
from collegium.insights.models import Edition
from collegium.meetings.models import Kind, Session
from collegium.people.models import Person
from collegium.practice.models import LogEntry, Pulse, PulseAnswer
from tests.builders import a_group, a_person, a_programme, an_organisation
from tests.domain.evidence.attacker import People, breaks, derivable
from tests.insights.conftest import AFTERWARDS, HELD, a_full_programme, hold_everything

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


def test_two_programmes_with_people_in_common_cannot_be_played_off() -> None:
    organisation = an_organisation()
    first = a_full_programme(organisation, size=6)
    second, left_out = a_programme(organisation, "Again"), True
    for number, group in enumerate(first.groups.order_by("number")):
        persons = [member.person for member in group.members.order_by("person__name")]
        again = a_group(second, *persons[left_out:], name=f"Again {number}")
        hold_everything(again, number)
        left_out = False
        for one in (group, again):
            answer_at_the_end(one)
    close_months(AFTERWARDS)
    seats = list(first.groups.values_list("members__person", "number"))
    numbers = {person: number for number, (person, _group) in enumerate(seats)}
    cells = published_sets(numbers)
    assert len(set(cells["recommend"])) == len(set(cells["stay"])) == 1
    for family, published in cells.items():
        for people in derivable(published):
            assert not breaks(people, [group for _person, group in seats], Threshold()), family


def answer_at_the_end(group: Group) -> None:
    """Both pages, in the middle of the scale."""
    for member in group.members.all():
        for moment in ("before", "after"):
            pulse = Pulse.objects.create(cycle=group.cycles.get(), member=member, moment=moment)
            for name in ("stay", "recommend"):
                PulseAnswer.objects.create(
                    pulse=pulse, item_set=name, version=1, item=name, moment=moment, value=3
                )


def live_through(programme: Programme) -> None:
    """Four months: groups end one after the other, each month somebody leaves and one comes."""
    groups = list(programme.groups.order_by("number"))
    for place, group in enumerate(groups):
        sessions = Session.objects.filter(group=group, kind=Kind.SESSION_TWO)
        sessions.update(ended_at=HELD + place // 4 * MONTH)
        LogEntry.objects.filter(member__in=group.members.order_by("person__name")[:1]).delete()
    for months in range(4):
        leaver = groups[9 - months].members.order_by("person__name")[months]
        Member.objects.filter(pk=leaver.pk).update(left_at=HELD + months * MONTH)
        newcomer = a_person(programme.organisation, f"New {months}", department="Legal")
        joined = HELD + (months - 1) * MONTH
        Member.objects.create(group=groups[months], person=newcomer, joined_at=joined)
        close_months(AFTERWARDS + months * MONTH + timedelta(days=1))


def published_sets(numbers: dict[UUID, int]) -> dict[str, list[People]]:
    """The people of each cell that holds a figure, for each family that asks for the same."""
    found = dict[str, list[People]]()
    for edition in Edition.objects.all():
        counted = Person.objects.filter(pk__in=edition.counted.values("person"))
        about = "" if edition.family in ASKED_ONCE else f" {edition.programme_id}"
        for part in set(edition.cells.exclude(mean=None).values_list("part", flat=True)):
            inside = counted.filter(department=part) if part else counted
            people = frozenset(numbers[one] for one in inside.values_list("pk", flat=True))
            found.setdefault(edition.family + about, []).append(people)
    return found
