"""How a group is doing: what it sees of itself, and what nobody can work out."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.domain.evidence.items import Moment, questions
from collegium.groups.models import Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, Reading, Session, SessionState
from collegium.people.models import Person
from collegium.practice.actions.item_sets import keep_item_set
from collegium.practice.actions.pulse import Told, answer_pulse
from collegium.practice.models import Audience, PulseAnswer
from collegium.practice.queries import standing
from collegium.practice.queries.item_sets import sets_asked
from collegium.practice.queries.network import network_of
from collegium.practice.queries.own_items import own_items
from collegium.practice.queries.progress import WeekOfGroup, weeks_of
from collegium.practice.queries.safety import safety_of
from tests.builders import a_lead, a_person
from tests.domain.evidence.items.test_item_sets import written
from tests.practice.worlds import HELD, MONDAY, an_entry, practising

DAY = timedelta(days=1)


@pytest.fixture
def rooms() -> list[Room]:
    return practising(held=timezone.now() - 9 * DAY)


def say(session: Session, rooms: list[Room], *values: int) -> None:
    """What members answer at the end of a session."""
    for room, value in zip(rooms, values, strict=False):
        Reading.objects.create(
            session=session, member=room.member, item="safety", moment="after", value=value
        )


def held(room: Room, kind: Kind, at: datetime) -> Session:
    found, _made = Session.objects.get_or_create(
        group=room.group, cycle=room.group.cycles.get(), kind=kind
    )
    found.state, found.opened_at, found.ended_at = SessionState.ENDED, at, at
    found.save()
    return found


def fallen(rooms: list[Room]) -> Session:
    """Session Two a day ago, at which speaking was clearly harder than at Session One."""
    say(held(rooms[0], Kind.SESSION_ONE, timezone.now() - 9 * DAY), rooms, 5, 5, 4, 4)
    two = held(rooms[0], Kind.SESSION_TWO, timezone.now() - DAY)
    say(two, rooms, 3, 3, 4, 4)
    return two


def test_a_mean_needs_four_answers(rooms: list[Room]) -> None:
    say(rooms[0].group.sessions.get(kind=Kind.SESSION_ONE), rooms, 1, 2, 3)
    assert [one.mean for one in safety_of(rooms[0]).sessions] == [None]
    assert not safety_of(rooms[0]).is_shown
    assert not safety_of(rooms[0]).repair


def test_a_clear_fall_offers_the_repair_once(client: Client, rooms: list[Room]) -> None:
    two = fallen(rooms)
    found = safety_of(rooms[3])
    assert [one.mean for one in found.sessions] == [4, 3.5]
    assert found.repair
    client.force_login(rooms[3].person)
    offered = f"/groups/{rooms[3].group.pk}/meetings/new/?playbook=safety_repair"
    for path in ("", "progress/"):
        assert offered in client.get(f"/groups/{rooms[3].group.pk}/{path}").text
    assert re.search('value="safety_repair"[^>]*checked', client.get(offered).text)
    Session.objects.create(group=two.group, cycle=two.cycle, kind=Kind.EXTRA)
    assert not safety_of(rooms[3]).repair
    assert offered not in client.get(f"/groups/{rooms[3].group.pk}/").text


def test_who_joined_later_sees_nothing_of_earlier_sessions(rooms: list[Room]) -> None:
    fallen(rooms)
    newcomer = a_person(rooms[0].group.organisation, "Hedy Lamarr")
    Member.objects.create(group=rooms[0].group, person=newcomer, joined_at=timezone.now())
    assert safety_of(enter(newcomer, rooms[0].group.pk)).sessions == ()


def test_another_scale_is_not_laid_beside_ours(rooms: list[Room]) -> None:
    say(rooms[0].group.sessions.get(kind=Kind.SESSION_ONE), rooms, 70, 80, 90)
    assert safety_of(rooms[0]).sessions == ()


def weeks(room: Room, now: datetime) -> tuple[WeekOfGroup, ...]:
    here = standing(room)
    assert here
    return weeks_of(room, here, now)


def test_a_week_shows_means_once_it_is_over() -> None:
    rooms = practising()
    for room in rooms:
        an_entry(room, Audience.GROUP)
    assert weeks(rooms[0], HELD + DAY) == ()
    (first,) = weeks(rooms[0], MONDAY)
    assert (first.week, first.sure, first.tried) == (1, 60, 2)


@pytest.mark.parametrize(
    ("audiences", "shown"),
    [
        (["group"] * 3, True),
        (["group", "group", "private"], False),  # two are too few; the third counts nowhere
        (["group", "group", "group", "private"], True),
        (["group", "group", "buddy"], False),  # all but the buddies could work out the third
        (["group", "group", "group", "buddy"], True),  # so the mean is of what all read anyway
        (["buddy"] * 4, True),  # everybody misses two
        (["buddy"] * 3, False),
    ],
)
def test_nobody_s_number_can_be_worked_out(audiences: list[str], shown: bool) -> None:
    rooms = practising()
    for room, audience in zip(rooms, audiences, strict=False):
        an_entry(room, Audience(audience))
    (first,) = weeks(rooms[3], MONDAY)
    assert (first.sure is not None) is shown
    assert (first.tried is not None) is shown


def name(room: Room, *people: Person, moment: Moment = Moment.BEFORE, shown: bool = True) -> None:
    now = timezone.now() - (3 * DAY if moment is Moment.BEFORE else timedelta())
    answer_pulse(room, moment, Told((), people, shown), now=now)


def test_the_network_names_members_and_departments_and_nobody_else(rooms: list[Room]) -> None:
    ada, grace, emmy, _ = rooms
    vera = a_person(ada.group.organisation, "Vera Rubin", department="Legal")
    name(ada, grace.person, emmy.person, vera)
    name(emmy, shown=False)
    name(emmy, vera, shown=False)
    found = network_of(grace)
    lines = {who: (people, dict(places)) for who, people, places in found.before}
    assert lines == {
        "Ada Byron": (["Grace Murray"], {"Legal": 1}),
        "Grace Murray": ([], {}),
        "Lise Meitner": ([], {}),
    }
    assert found.places == ("Legal",)
    assert found.after == ()


def test_before_and_after_share_their_places(rooms: list[Room], client: Client) -> None:
    ada = rooms[0]
    vera = a_person(ada.group.organisation, "Vera Rubin", department="Legal")
    cecilia = a_person(ada.group.organisation, "Cecilia Payne", department="Audit")
    name(ada, vera)
    held(ada, Kind.SESSION_TWO, timezone.now() - DAY)
    name(ada, vera, cecilia, moment=Moment.AFTER)
    found = network_of(ada)
    assert found.places == ("Audit", "Legal")
    assert [dict(places) for who, _, places in found.after if who == "Ada Byron"] == [
        {"Audit": 1, "Legal": 1}
    ]
    client.force_login(rooms[1].person)
    page = client.get(f"/groups/{ada.group.pk}/progress/").text
    assert "Audit" in page
    assert "Vera Rubin" not in page


def test_items_for_the_group_alone_show_once_their_page_has_closed(rooms: list[Room]) -> None:
    lead = a_lead(rooms[0].group.organisation)
    keep_item_set(written(), by=lead, now=timezone.now())
    asked = list(questions(sets_asked(lead.organisation_id), Moment.BEFORE))
    calm = next(one for one in asked if one.of.key == "calm")
    stay = next(one for one in asked if one.of.key == "stay")
    for room in rooms:
        told = Told([(calm, 3), (stay, 5)])
        answer_pulse(room, Moment.BEFORE, told, now=timezone.now() - 3 * DAY)
    cycle = rooms[0].group.cycles.get()
    assert own_items(rooms[0], cycle, still_open=Moment.BEFORE, language="en") == ()
    (only,) = own_items(rooms[0], cycle, still_open=None, language="en")
    assert (only.words, only.before, only.after) == ("I keep calm.", 3, None)
    PulseAnswer.objects.filter(pulse__member=rooms[2].member).delete()
    assert own_items(rooms[0], cycle, still_open=None, language="en") == ()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_says_what_will_stand_on_it(
    client: Client, rooms: list[Room], language: str
) -> None:
    rooms[0].person.language = language
    rooms[0].person.save()
    client.force_login(rooms[0].person)
    page = client.get(f"/groups/{rooms[0].group.pk}/progress/")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert '<svg class="chart' not in page.text


def test_more_rows_cost_no_more_queries(client: Client, rooms: list[Room]) -> None:
    ada = rooms[0]
    client.force_login(ada.person)
    say(ada.group.sessions.get(kind=Kind.SESSION_ONE), rooms, 5, 5, 4, 4)
    costs = []
    for count in (1, 2, 3):
        people = [a_person(ada.group.organisation, f"P {count} {n}") for n in range(count)]
        name(rooms[count], *people)
        an_entry(rooms[count], Audience.GROUP)
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(f"/groups/{ada.group.pk}/progress/")
        costs.append(len(queries))
    assert costs == [22, 22, 22]
