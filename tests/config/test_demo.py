"""The demo world: built through the actions, the same for the same seed, full of life."""

from datetime import UTC, datetime

from django.test import Client

from collegium.config.demo import staff
from collegium.config.demo.cast import cast
from collegium.config.demo.world import Stage, build
from collegium.groups.models import Group, GroupState, Programme
from collegium.library.models import Story
from collegium.meetings.models import Kind, Reading, Session, SessionState
from collegium.people.models import Person
from collegium.practice.models import LogEntry

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


def test_the_roster_is_the_same_for_the_same_seed() -> None:
    first = staff.roster_csv(seed=1, today=NOW.date())
    assert first == staff.roster_csv(seed=1, today=NOW.date())
    assert first != staff.roster_csv(seed=2, today=NOW.date())


def test_the_roster_has_120_people_in_five_countries() -> None:
    rows = staff.roster_csv(seed=1, today=NOW.date()).decode().splitlines()
    assert len(rows) == 121
    assert len({row.split(",")[2] for row in rows}) == 121


def test_a_world_that_forms_has_groups_nobody_has_seen_yet() -> None:
    build(Stage.FORMING, seed=1, now=NOW)
    assert Programme.objects.get().state == "draft"
    assert set(Group.objects.values_list("state", flat=True)) == {GroupState.DRAFT}
    assert cast()[0].title == "Programme lead"


def test_a_world_in_practice_is_full_of_life(client: Client) -> None:
    build(Stage.PRACTICE, seed=1, now=NOW)
    assert Person.objects.count() == 121
    held = Session.objects.filter(state=SessionState.ENDED)
    assert set(held.values_list("kind", flat=True)) == {Kind.ORIENTATION, Kind.SESSION_ONE}
    assert Reading.objects.filter(item="confidence", moment="before").count() >= 40
    assert LogEntry.objects.count() >= 40
    assert set(Story.objects.values_list("kind", flat=True)) == {"failure", "win"}
    assert len(cast()) == 7
    for part in cast():
        client.force_login(part.person)
        assert client.get("/", follow=True).status_code == 200


def test_the_demo_page_exists_in_the_demo_only(client: Client) -> None:
    assert client.get("/demo/").status_code == 404
