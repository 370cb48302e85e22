from datetime import date
from uuid import UUID, uuid4

import pytest
from django.test import Client

from collegium.groups.rooms import Room
from collegium.practice import actions
from collegium.practice.models import Goal, GoalStep
from collegium.practice.queries.goals import goals_of
from tests.practice.worlds import MONDAY, practising


def a_goal(room: Room, *, start: int = 0, target: int = 8) -> Goal:
    return actions.set_goal(
        room,
        room.group.cycles.get(),
        once=uuid4(),
        sentence="Let go",
        unit="tasks",
        start=start,
        target=target,
        now=MONDAY,
    )


@pytest.mark.parametrize(
    ("start", "target", "value", "come", "way"),
    [(0, 8, 2, 2, 8), (10, 4, 7, 3, 6), (0, 8, 12, 8, 8), (5, 9, 1, 0, 4)],
)
def test_progress_counts_from_the_start_in_the_direction_of_the_target(
    start: int, target: int, value: int, come: int, way: int
) -> None:
    room = practising()[0]
    goal = a_goal(room, start=start, target=target)
    actions.take_step(room, goal.pk, on=date(2026, 3, 9), value=value)
    (seen,) = goals_of(room, room.group.cycles.get())
    assert (seen.come, seen.way) == (come, way)


def test_a_second_number_on_a_day_replaces_the_first() -> None:
    room = practising()[0]
    goal = a_goal(room)
    for value in (2, 3):
        actions.take_step(room, goal.pk, on=date(2026, 3, 9), value=value)
    assert GoalStep.objects.get().value == 3


def test_the_group_sees_it_and_only_its_owner_moves_it(client: Client) -> None:
    rooms = practising()
    goal = a_goal(rooms[0])
    address = f"/groups/{rooms[0].group.pk}/goals/{goal.pk}/"
    client.force_login(rooms[2].person)
    assert "Let go" in client.get(f"/groups/{rooms[0].group.pk}/goals/").content.decode()
    assert client.post(address, {f"{goal.pk}-value": 4}).status_code == 404
    client.force_login(rooms[0].person)
    for _ in range(2):
        assert client.post(address, {f"{goal.pk}-value": 4}).status_code == 302
    assert GoalStep.objects.get().value == 4
    assert client.post(address, {f"{goal.pk}-value": "four"}).status_code == 422


def test_a_goal_is_set_once_and_nonsense_is_refused(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/goals/"
    sent = {"once": uuid4(), "sentence": "Let go", "unit": "tasks", "start": 0, "target": 8}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert Goal.objects.count() == 1
    answer = client.post(address, sent | {"once": uuid4(), "target": 0})
    assert answer.status_code == 422
    assert "Let go" in answer.content.decode()
    assert Goal.objects.count() == 1


def ours(once: UUID, **changes: object) -> dict[str, object]:
    sent = {"once": once, "sentence": "Let go, all", "unit": "tasks", "start": 0, "target": 20}
    return {f"ours-{name}": value for name, value in (sent | changes).items()}


def test_the_group_sets_itself_one_goal_that_every_member_moves(client: Client) -> None:
    rooms = practising()
    address, once = f"/groups/{rooms[0].group.pk}/goals/", uuid4()
    client.force_login(rooms[0].person)
    for _ in range(2):
        assert client.post(f"{address}ours/", ours(once)).status_code == 302
    goal = Goal.objects.get(member=None)
    client.force_login(rooms[3].person)
    assert client.post(f"{address}{goal.pk}/", {f"{goal.pk}-value": 7}).status_code == 302
    page = client.get(address).content.decode()
    for words in ("Let go, all", "7 of 20 (tasks)", "Last noted by Lise Meitner"):
        assert words in page
    assert client.post(f"{address}ours/", ours(goal.pk, target=30)).status_code == 302
    assert Goal.objects.get(member=None).target == 30


def test_a_second_goal_of_the_group_is_refused_and_keeps_what_was_typed(client: Client) -> None:
    rooms = practising()
    address = f"/groups/{rooms[0].group.pk}/goals/ours/"
    client.force_login(rooms[0].person)
    client.post(address, ours(uuid4()))
    client.force_login(rooms[1].person)
    answer = client.post(address, ours(uuid4(), sentence="Ask more"))
    assert answer.status_code == 422
    assert "Ask more" in answer.content.decode()
    assert "Somebody has just set another one" in answer.content.decode()
    assert Goal.objects.count() == 1


def test_an_identity_of_another_goal_is_not_taken_over() -> None:
    room = practising()[0]
    own = a_goal(room)
    cycle = room.group.cycles.get()
    first, again = (
        actions.set_group_goal(
            room, cycle, once=own.pk, sentence="a", unit="b", start=0, target=5, now=MONDAY
        )
        for _ in range(2)
    )
    assert first.pk == again.pk != own.pk
