from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.practice import actions
from collegium.practice.actions import Said
from collegium.practice.models import News, Post
from collegium.practice.queries.news import ThreadNews, news_for, thread_news
from tests.practice.worlds import practising

JOINED = datetime(2026, 3, 1, 9, tzinfo=UTC)
AT_TEN = datetime(2026, 3, 10, 9, tzinfo=UTC)  # on a Tuesday, in Berlin
AT_FOUR = datetime(2026, 3, 10, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def a_group_that_talks() -> list[Room]:
    rooms = practising()
    Member.objects.update(joined_at=JOINED)
    for room in rooms:
        room.member.refresh_from_db()
    return rooms


def said(room: Room, at: datetime = AT_TEN) -> Post:
    return actions.say(room, once=uuid4(), said=Said("words"), now=at)


def told(now: datetime = AT_FOUR) -> dict[str, int]:
    names = dict(Member.objects.values_list("person", "person__name"))
    return {names[one.person_id].split()[0]: one.count for one in thread_news(now)}


def test_everybody_but_the_author_is_told_once_a_day_how_much_is_new() -> None:
    rooms = a_group_that_talks()
    post = said(rooms[0])
    later = AT_TEN + timedelta(hours=1)
    actions.reply(rooms[1], post.pk, once=uuid4(), said=Said("yes"), now=later)
    assert told(AT_FOUR - timedelta(minutes=1)) == {}
    assert told() == {"Ada": 1, "Grace": 1, "Emmy": 2, "Lise": 2}
    assert told(AT_FOUR + DAY) == {}
    assert {one.day.isoformat() for one in thread_news(AT_FOUR)} == {"2026-03-10"}


def test_no_word_travels_with_it() -> None:
    assert set(ThreadNews.__dataclass_fields__) == {
        "person_id",
        "organisation_id",
        "group_id",
        "day",
        "count",
        "due_at",
    }


def test_who_has_seen_it_or_muted_it_or_left_is_left_in_peace() -> None:
    rooms = a_group_that_talks()
    said(rooms[0])
    actions.mark_seen(rooms[1], now=AT_TEN + timedelta(hours=1))
    actions.follow(rooms[2], News.NEVER)
    Member.objects.filter(pk=rooms[3].member.pk).update(left_at=AT_TEN)
    assert told() == {}


def test_what_was_taken_back_is_no_news() -> None:
    rooms = a_group_that_talks()
    post = said(rooms[0])
    actions.take_back(rooms[0], post.pk, now=AT_TEN)
    assert told() == {}


def test_once_a_week_it_is_gathered() -> None:
    rooms = a_group_that_talks()
    actions.follow(rooms[1], News.WEEKLY)
    for days in (0, 1):
        said(rooms[0], AT_TEN + days * DAY)
    assert told() == {"Emmy": 1, "Lise": 1}
    assert told(AT_FOUR + 2 * DAY) == {"Grace": 2}


def test_a_newcomer_is_not_told_of_what_they_cannot_read() -> None:
    rooms = a_group_that_talks()
    post = said(rooms[0])
    Member.objects.filter(pk=rooms[3].member.pk).update(joined_at=AT_TEN + timedelta(hours=1))
    late = AT_TEN + timedelta(hours=2)
    actions.reply(rooms[1], post.pk, once=uuid4(), said=Said("yes"), now=late)
    assert "Lise" not in told()


def test_it_is_asked_again_for_one_when_the_mail_is_written() -> None:
    rooms = a_group_that_talks()
    said(rooms[0])
    found = news_for(rooms[1].member, AT_FOUR)
    assert found is not None
    assert found.count == 1
    actions.mark_seen(rooms[1], now=AT_FOUR)
    assert news_for(rooms[1].member, AT_FOUR) is None
    assert news_for(rooms[0].member, AT_FOUR) is None


def test_a_look_costs_the_same_for_one_group_and_for_three() -> None:
    with CaptureQueriesContext(connection) as nothing:
        assert thread_news(AT_FOUR) == ()
    said(a_group_that_talks()[0])
    with CaptureQueriesContext(connection) as one:
        assert len(thread_news(AT_FOUR)) == 3
    for _ in range(2):
        said(a_group_that_talks()[0])
    with CaptureQueriesContext(connection) as three:
        assert len(thread_news(AT_FOUR)) == 9
    assert (len(nothing), len(one), len(three)) == (1, 5, 5)
