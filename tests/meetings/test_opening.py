"""What a session begins with: parts by turns, the usual pairs, and the time there is."""

from datetime import timedelta

import pytest

from collegium.domain.playbook.clock import foreseen_end, planned_anew
from collegium.groups.models import Buddies
from collegium.meetings.queries.opening import history
from tests.meetings.live_sessions import START, a_session, opened

pytestmark = pytest.mark.django_db(databases="__all__")


def test_parts_go_to_others_than_the_host() -> None:
    state = opened().state()
    held = list(state.roles.values())
    assert set(state.roles) == {"timekeeper", "scribe"}
    assert len({state.host, *held}) == 3


def test_whoever_had_a_part_has_another_turn_later() -> None:
    live = opened("session_one")
    first = live.state().roles
    live.finish()
    assert history(live.room()) == [{"host": live.member(0), **first}]
    again = a_session("session_two", live.group)
    again.do(0, "open")
    assert again.state().roles["scribe"] != first["scribe"]
    assert again.state().roles["timekeeper"] != first["timekeeper"]


def test_the_usual_partners_are_known() -> None:
    live = a_session()
    pair = Buddies.objects.create(cycle=live.session.cycle)
    pair.members.set([live.room(number).member for number in (1, 3)])
    live.do(0, "open")
    assert [set(one) for one in live.state().partners] == [{live.member(1), live.member(3)}]


def test_a_late_start_ends_when_it_should_once_the_rest_is_planned_anew() -> None:
    live = a_session()
    live.clock = START + timedelta(minutes=12)
    live.do(0, "open")
    for number in (1, 2, 3):
        live.do(number, "join")
    state, planned = live.state(), START + timedelta(minutes=90)
    assert state.ends_by == planned
    assert (foreseen_end(state, live.clock) or planned) > planned
    found = planned_anew(state, live.clock)
    assert found is not None
    assert "plan" not in {change.step.key for change in found.changes}
    live.do(0, "replan")
    assert (foreseen_end(live.state(), live.clock) or START) <= planned + timedelta(minutes=1)


def test_a_session_that_begins_days_later_has_its_whole_time() -> None:
    live = a_session()
    live.clock = START + timedelta(days=2)
    live.do(0, "open")
    assert live.state().ends_by == live.clock + timedelta(minutes=90)
