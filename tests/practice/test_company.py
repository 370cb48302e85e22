"""Two who no longer talk are three before they notice, and nobody is blamed."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collegium.groups.actions.buddies import join_third
from collegium.groups.models import Buddies, Member
from collegium.groups.rooms import Room
from collegium.people.models import Away
from collegium.practice import actions
from collegium.practice.actions.company import tend_buddies
from collegium.practice.models import Audience, CheckIn
from collegium.practice.queries.check_ins import check_ins_of
from collegium.practice.queries.log import log_of
from tests.practice.worlds import MONDAY, an_entry, practising

WEEK_FOUR = datetime(2026, 3, 22, 23, 30, tzinfo=UTC)  # half an hour into it, in Berlin


def talk(room: Room, *weeks: int) -> None:
    for week in weeks:
        actions.check_in(room, room.group.cycles.get(), week=week, note="ours", now=MONDAY)


def circles(room: Room) -> list[set[str]]:
    rows = Buddies.objects.filter(cycle__group=room.group).prefetch_related("members__person")
    found = [{one.person.name.split()[0] for one in row.members.all()} for row in rows]
    return sorted(found, key=sorted)


def test_after_two_missed_talks_somebody_joins_within_two_days_and_once() -> None:
    rooms = practising()
    talk(rooms[2], 2, 3)
    assert tend_buddies(WEEK_FOUR - timedelta(hours=1)) == 0  # the second week still runs
    assert tend_buddies(WEEK_FOUR) == 0  # looked at an hour ago
    assert tend_buddies(WEEK_FOUR + timedelta(days=1)) == 1
    assert circles(rooms[0]) == [{"Ada", "Grace", "Emmy"}, {"Emmy", "Lise"}] or circles(
        rooms[0]
    ) == [{"Ada", "Grace", "Lise"}, {"Emmy", "Lise"}]
    for days in (2, 3, 4):
        assert tend_buddies(WEEK_FOUR + timedelta(days=days)) == 0


def test_whoever_talks_is_left_alone_and_so_is_who_was_away() -> None:
    rooms = practising()
    talk(rooms[0], 2)
    Away.objects.create(person=rooms[2].person, first=date(2026, 3, 14), last=date(2026, 3, 23))
    assert tend_buddies(WEEK_FOUR) == 0


def joined() -> tuple[list[Room], Room]:
    """Four rooms, of which the first two have been joined by the third."""
    rooms = practising()
    an_entry(rooms[0], Audience.BUDDY, "before")
    talk(rooms[0], 2)
    pair = Buddies.objects.get(members=rooms[0].member)
    assert join_third(pair.pk, rooms[2].member.pk, now=MONDAY)
    return rooms, rooms[2]


def test_who_joins_reads_what_is_written_from_then_on_only() -> None:
    rooms, third = joined()
    cycle = third.group.cycles.get()
    an_entry(rooms[1], Audience.BUDDY, "after", week=3)
    assert [entry.did for entry in log_of(third, cycle).shared] == ["after"]
    assert check_ins_of(third, cycle).talks == ()
    assert {entry.did for entry in log_of(rooms[1], cycle).shared} == {"before"}
    names = {one.person.name for one in check_ins_of(third, cycle).buddies}
    assert names == {"Ada Byron", "Grace Murray", "Lise Meitner"}


def test_who_joins_writes_to_all_of_them_and_confirms_for_both() -> None:
    rooms, third = joined()
    cycle = third.group.cycles.get()
    an_entry(third, Audience.BUDDY, "to all", week=3)
    talk(third, 3)
    for room in (rooms[0], rooms[1], rooms[3]):
        assert "to all" in {entry.did for entry in log_of(room, cycle).shared}
        assert check_ins_of(room, cycle).in_week(3) is not None
    assert CheckIn.objects.filter(week=3).count() == 2
    for room in (rooms[0], rooms[1]):
        assert not actions.fill_worksheet(
            room, cycle, week=4, sheet=actions.Sheet(tried="mine"), now=MONDAY
        )
    assert actions.fill_worksheet(
        third, cycle, week=4, sheet=actions.Sheet(tried="all"), now=MONDAY
    )
    assert check_ins_of(rooms[0], cycle).in_week(4) is not None
    assert check_ins_of(rooms[3], cycle).in_week(4) is None


def test_joining_is_refused_to_strangers_and_to_three() -> None:
    rooms, _third = joined()
    others = practising()
    pair = Buddies.objects.get(members=others[0].member)
    assert not join_third(pair.pk, rooms[0].member.pk, now=MONDAY)
    pair.members.add(others[2].member)
    assert not join_third(pair.pk, others[3].member.pk, now=MONDAY)


def test_the_group_reads_who_checks_in_with_one_another(client: Client) -> None:
    rooms, _third = joined()
    client.force_login(rooms[3].person)
    page = client.get(f"/groups/{rooms[0].group.pk}/").content.decode()
    assert "Ada Byron, Emmy Noether, Grace Murray check in with one another." in page


def test_one_left_alone_gets_somebody() -> None:
    rooms = practising()
    Member.objects.filter(pk=rooms[0].member.pk).update(left_at=MONDAY)
    assert tend_buddies(MONDAY) == 1
    own = Buddies.objects.get(members=rooms[0].member)
    assert own.members.filter(left_at=None).count() == 2


def test_a_look_costs_the_same_for_one_group_and_for_three_and_none_one_query() -> None:
    def cost(now: datetime) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert tend_buddies(now) == 0
        return len(queries)

    practising()
    first = cost(MONDAY)
    practising()
    practising()
    assert cost(MONDAY + timedelta(days=1)) == first == 10
    assert cost(MONDAY + timedelta(days=1)) == 1
