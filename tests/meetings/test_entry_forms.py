"""The forms of a session send what the engine takes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")


def page_of(live: LiveGroup) -> str:
    client = Client()
    client.force_login(live.people[0])
    return client.get(
        reverse("meetings:session", args=[live.group.pk, live.session.pk])
    ).content.decode()


def boxes(html: str) -> list[str]:
    return re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", html)


@pytest.mark.parametrize("mark", [{}, {"in_our_control": 1}])
def test_a_ticked_box_counts_one(mark: dict[str, int]) -> None:
    live = opened(step="root_causes")
    live.write(0, "cause", "I never said it", **mark)
    fresh, own = boxes(page_of(live))
    assert ("checked" in fresh, "checked" in own) == (False, bool(mark))
    for box in (fresh, own):
        assert re.findall(r"value=\"([^\"]*)\"", box) == ["1"]
