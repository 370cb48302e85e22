"""Whoever is faster than anybody reads waits a minute; others do not notice."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from collegium.config.pace import MINUTE, Pace
from tests.builders import a_person, an_organisation


def test_each_person_is_counted_by_themselves_and_a_minute_later_anew() -> None:
    now = [0.0]
    pace, ada, emmy = Pace(3, clock=lambda: now[0]), uuid4(), uuid4()
    assert [pace.admits(ada) for _ in range(5)] == [True] * 3 + [False] * 2
    assert pace.admits(emmy)
    now[0] += MINUTE
    assert pace.admits(ada)


def test_without_a_limit_nobody_is_counted() -> None:
    pace = Pace(0)
    assert all(pace.admits(UUID(int=1)) for _ in range(1000))


def test_a_robot_is_told_to_wait_and_is_logged(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PAGES_A_MINUTE = 3
    robot, other = Client(), Client()  # each brings its own handler, which reads the limit
    ours = an_organisation()
    robot.force_login(a_person(ours, "Ro Bot"))
    other.force_login(a_person(ours, "Emmy Noether"))
    answers = [robot.get("/me/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "too fast" in answers[-1].content.decode()
    assert other.get("/me/").status_code == 200
    assert any("(429)" in one for one in caplog.messages)
