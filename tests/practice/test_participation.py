from datetime import timedelta

from django.test import Client
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.people.models import RoleName
from collegium.practice import actions
from collegium.practice.models import Audience
from collegium.practice.queries import standing
from collegium.practice.queries.participation import Share, WeekOfAll, participation
from tests.builders import a_person, with_role
from tests.practice.worlds import MONDAY, an_entry, practising


def weeks(room: Room) -> tuple[WeekOfAll, ...]:
    here = standing(room)
    assert here is not None
    members = room.group.members.filter(left_at=None).values_list("pk", flat=True)
    return participation(here, list(members), MONDAY + timedelta(days=7))


def test_each_week_counts_who_wrote_and_who_talked_whatever_the_audience() -> None:
    rooms = practising()
    an_entry(rooms[0], Audience.PRIVATE)
    an_entry(rooms[0], Audience.GROUP)
    an_entry(rooms[2], Audience.BUDDY, week=2)
    actions.check_in(rooms[0], rooms[0].group.cycles.get(), week=1, note="", now=MONDAY)
    first, second, *later = weeks(rooms[1])
    assert (first.wrote, first.talked) == (Share(1, 4), Share(2, 4))
    assert (second.wrote, second.talked) == (Share(1, 4), Share(0, 4))
    assert [one.is_now for one in (first, second, *later)][-2:] == [False, True]
    assert first.wrote.dots == "●○○○"


def test_who_has_left_or_has_no_buddy_does_not_count() -> None:
    rooms = practising()
    rooms[0].member.buddies.all().delete()
    rooms[3].member.left_at = MONDAY
    rooms[3].member.save()
    assert weeks(rooms[1])[0].wrote.of == 3
    assert weeks(rooms[1])[0].talked.of == 1


def test_before_session_one_there_are_no_weeks() -> None:
    rooms = practising()
    rooms[0].group.sessions.filter(kind="session_one").update(state="confirmed")
    assert weeks(rooms[0]) == ()


def test_the_group_alone_sees_it(client: Client) -> None:
    rooms = practising(held=timezone.now() - timedelta(days=9))
    an_entry(rooms[0])
    address = f"/groups/{rooms[0].group.pk}/"
    client.force_login(rooms[3].person)
    page = client.get(address).content.decode()
    assert "Our weeks of practice" in page
    assert "●○○○" in page
    facilitator = with_role(a_person(rooms[0].group.organisation, "Fay"), RoleName.FACILITATOR)
    rooms[0].group.facilitator = facilitator
    rooms[0].group.save()
    client.force_login(facilitator)
    assert client.get(address).status_code == 404
