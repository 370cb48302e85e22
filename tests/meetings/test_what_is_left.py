"""Where a member finds what a session left: its own page, the group's page."""

import pytest
from django.test import Client

from collegium.meetings.models import Outcome
from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def held() -> LiveGroup:
    live = opened()
    live.finish()
    for position in range(3):
        plan = {"when": f"When {position}", "will": "ask", "shown": True}
        keep(live, "plan", position, plan, number=position)
    keep(live, "question", 9, {"text": "Who has tried it?"}, number=1)
    return live


def keep(
    live: LiveGroup, kind: str, position: int, body: dict[str, object], *, number: int
) -> None:
    Outcome(
        group=live.group,
        session=live.session,
        member=live.room(number).member,
        kind=kind,
        position=100 + position,
        body=body,
    ).save()


def page_of(live: LiveGroup, number: int, path: str = "") -> str:
    client = Client()
    client.force_login(live.people[number])
    return client.get(f"/groups/{live.group.pk}/{path}").content.decode()


@pytest.mark.parametrize("number", [0, 2])
def test_ones_own_plan_stands_first(held: LiveGroup, number: int) -> None:
    page = page_of(held, number, f"sessions/{held.session.pk}/")
    mine = page.index(f"When {number}")
    assert all(mine < page.index(f"When {other}") for other in range(3) if other != number)


def test_open_questions_stand_on_the_groups_page_too(held: LiveGroup) -> None:
    for path in ("", f"sessions/{held.session.pk}/"):
        page = page_of(held, 3, path)
        assert "Open questions" in page
        assert "Who has tried it?" in page
