from datetime import timedelta

from django.test import Client
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.models import Outcome
from collegium.practice.queries import standing
from collegium.practice.queries.tips import own_words, tip_for
from collegium.practice.tip_files import Theme
from tests.practice.worlds import practising

MARK = "I never say when it is done"


def named(room: Room, kind: str, text: str = MARK) -> None:
    session = room.group.sessions.get(kind="session_one")
    Outcome.objects.create(
        group=room.group,
        session=session,
        member=room.member,
        kind=kind,
        position=session.outcomes.count(),
        body={"text": text, "shown": True},
    )


def obstacle(room: Room) -> str:
    here = standing(room)
    assert here is not None
    return own_words(room, here).obstacle


def test_an_obstacle_is_the_cause_one_named_else_what_did_not_work() -> None:
    rooms = practising()
    assert obstacle(rooms[0]) == ""
    named(rooms[0], "card", "Took it back")
    assert obstacle(rooms[0]) == "Took it back"
    named(rooms[0], "cause")
    named(rooms[1], "cause", "theirs")
    assert obstacle(rooms[0]) == MARK


def test_ones_own_words_are_quoted_to_oneself_alone(client: Client) -> None:
    now = timezone.now()
    for days in range(7, 21):  # some week is the obstacle's
        rooms = practising(held=now - timedelta(days=days))
        here = standing(rooms[0])
        assert here is not None
        if tip_for(here, now)[0].theme is Theme.OBSTACLE:
            break
    named(rooms[0], "cause")
    seen = []
    for room in rooms[:2]:
        client.force_login(room.person)
        page = client.get(f"/groups/{room.group.pk}/tip/").content.decode()
        seen.append(MARK in page)
        assert "Worth reading this week" in page
    assert seen == [True, False]


def test_what_one_wants_to_try_is_the_plan() -> None:
    rooms = practising()
    here = standing(rooms[0])
    assert here is not None
    plan = own_words(rooms[0], here).plan
    assert plan is not None
    assert plan.when == "Jonas asks me to decide"
