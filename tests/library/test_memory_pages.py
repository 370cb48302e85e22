"""The pages of a group's memory: what they show to whom, and what they cost."""

from datetime import date, timedelta

import pytest
from django.db import connections
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.domain.memory import Fate
from collegium.groups.queries.hands import hand_of
from collegium.library.models import PlanFate
from collegium.library.queries.memory.own_words import wrote_by
from collegium.library.queries.memory.patterns import patterns_of
from collegium.library.queries.memory.record import record_of
from collegium.library.queries.memory.taking_along import luggage_of
from collegium.library.queries.memory.timeline import timeline_of
from collegium.library.queries.memory.year_ago import year_ago
from collegium.library.templatetags.memory import number_words
from collegium.practice.models import Pulse
from collegium.vault import keyring
from tests.library.conftest import signed_in
from tests.library.memories import FIRST, Years, some_years, told

PAGES = {
    "memory": (14, 1),
    "patterns": (14, 1),
    "year_ago": (14, 1),
    "mine": (19, 1),
    "opening": (9, 0),
}


def url(years: Years, name: str) -> str:
    return reverse(f"library:{name}", args=[years.group.pk])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_with_one_cycle_and_with_three(page: str) -> None:
    years = some_years(1)
    client = signed_in(years.people[0])

    def cost() -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            text_of(client, url(years, page))
        return len(main), len(vault)

    first = cost()
    years.add_cycle()
    years.add_cycle()
    assert cost() == first
    assert first == PAGES[page]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("cycles", [0, 2])
def test_every_page_has_one_heading_and_stands_empty_too(page: str, cycles: int) -> None:
    years = some_years(cycles)
    assert text_of(signed_in(years.people[1]), url(years, page)).count("<h1") == 1


def test_before_the_first_session_the_page_says_what_will_be_there() -> None:
    page = text_of(signed_in((years := some_years(0)).people[0]), url(years, "memory"))
    assert "After your first cycle" in page


def test_the_newest_cycle_stands_first_and_years_can_be_jumped_to() -> None:
    years = some_years(12)
    page = text_of(signed_in(years.people[0]), url(years, "memory"))
    assert 'href="#year-2026"' in page
    assert page.index("Cycle 13 ") < page.index('id="year-2025"') < page.index("Cycle 2 ")
    for words in ("ask who wants to lead, 3", "Two reports went out without me", "Goal reached"):
        assert words in page
    assert page.count("<details") >= 12
    assert page.count(" open>") == 1


def test_what_was_not_shown_and_what_is_private_stays_with_its_author() -> None:
    years = some_years(2)
    for number, sees in ((0, False), (3, True)):
        client = signed_in(years.people[number])
        assert ("For me alone" in text_of(client, url(years, "memory"))) is sees
        for page in ("patterns", "year_ago"):
            assert "For me alone" not in text_of(client, url(years, page))
            assert "alone" not in str([one.name for one in patterns_of(years.room(0)).themes])


def test_no_view_spells_the_groups_words_out_where_it_is_logged() -> None:
    room = some_years(3).room(0)
    views = (timeline_of(room), patterns_of(room), record_of(room), wrote_by(hand_of(room)))
    for view in views:
        assert "report" in told(view)
        assert not any(words in repr(view) for words in ("report back", "who wants to lead"))


def test_numbers_taken_along_say_what_they_are() -> None:
    years = some_years(1)
    room = years.room(0)
    pulse = Pulse.objects.create(cycle=years.cycle(2), member=room.member, moment="before")
    answers = {"version": 1, "moment": "before", "value": 61}
    pulse.answers.create(item_set="confidence", item="confidence", **answers)
    pulse.answers.create(item_set="ours", item="made_up", **answers)
    page = render_to_string("library/memory/luggage.html", {"luggage": luggage_of(hand_of(room))})
    for words in ("How often I tried: 2", "how sure are you", "(Before): 61", "made_up (Before)"):
        assert words in page
    assert "attempts" not in page
    assert number_words("confidence_then") == "How confident I felt (Looking back)"
    assert number_words("2026-03-02") == "2026-03-02"


def test_themes_are_named_in_the_groups_own_words() -> None:
    years = some_years(3)
    found = patterns_of(years.room(2))
    names = [theme.name for theme in found.themes]
    assert any("report" in name for name in names)
    assert all(len(theme.cycles) > 1 for theme in found.themes)
    assert "Silence" not in str(names)  # a log entry is no part of it


def test_what_was_weighed_high_and_never_planned_is_an_opportunity() -> None:
    years = some_years(2)
    assert [one.text for one in patterns_of(years.room()).ideas] == ["Agree on two checkpoints"]
    session = years.cycle(3).sessions.get(kind="session_two")
    years.leave(session, 2, "plan", when="We begin", will="agree on two checkpoints at once")
    assert patterns_of(years.room()).ideas == ()


def test_a_plan_is_read_from_what_the_reader_may_read() -> None:
    """Ada's log is private: she sees that she tried, the others do not."""
    years = some_years(1)
    mine = {one.name: one.fate for one in patterns_of(years.room(0)).promises}
    theirs = {one.name: one.fate for one in patterns_of(years.room(2)).promises}
    assert mine == {"Ada Byron": Fate.TRIED, "Grace Murray": Fate.KEPT}
    assert theirs == {"Ada Byron": Fate.QUIET, "Grace Murray": Fate.KEPT}


def test_one_click_says_what_became_of_my_plan_and_another_takes_it_back() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    cycle = years.cycle(2)
    for fate, expected in (
        ("let_go", Fate.LET_GO),
        ("let_go", Fate.LET_GO),
        ("changed", Fate.CHANGED),
        ("", Fate.TRIED),
        ("", Fate.TRIED),
    ):
        answer = client.post(url(years, "fate"), {"cycle": cycle.pk, "fate": fate})
        assert answer.status_code == 302
        found = {one.name: one.fate for one in patterns_of(years.room(0)).promises}
        assert found["Ada Byron"] is expected
    assert PlanFate.objects.filter(member=years.room(0).member).count() == 0


def test_nobody_says_what_became_of_a_plan_of_another_group_or_in_other_words() -> None:
    years, other = some_years(1), some_years(1)
    client = signed_in(years.people[0])
    address = url(years, "fate")
    assert client.post(address, {"cycle": other.cycle(2).pk, "fate": "kept"}).status_code == 404
    for fate in ("tried", "quiet", "x"):
        assert client.post(address, {"cycle": years.cycle(2).pk, "fate": fate}).status_code == 404


def test_a_year_later_it_comes_back_to_the_group_and_mine_to_me_alone() -> None:
    years = some_years(1)
    said = (years.cycle(2).sessions.get(kind="session_two").starts_at or FIRST).date()
    found = year_ago(years.room(2), on=said.replace(year=said.year + 1))
    assert found.ours
    assert found.ours.saying.text == "The report was never mine, 1"
    assert found.name == "Ada Byron"
    assert found.mine is None
    plan_day = date(2026, 4, 15)  # a week after Session One
    mine = year_ago(years.room(0), on=plan_day).mine
    assert mine
    assert mine.saying.text == "Silence is not refusal"
    assert "Silence" not in told(year_ago(years.room(2), on=plan_day))
    assert not year_ago(years.room(0), on=plan_day - timedelta(days=60))


def test_as_a_part_of_the_groups_page_it_is_nothing_on_most_days() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    assert client.get(url(years, "year_ago"), {"part": "1"}).content.strip() == b""


def test_years_are_those_in_which_cycles_began() -> None:
    found = timeline_of(some_years(12).room())
    assert [year.year for year in found.years] == [2026, 2025]
    assert found.glance[0][0] == "2025"
    assert sum(count for _, count in found.glance) == 24


def test_words_on_plans_are_sealed_and_all_as_long() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    lengths = set()
    for fate in ("kept", "changed", "let_go"):
        client.post(url(years, "fate"), {"cycle": years.cycle(2).pk, "fate": fate})
        row = PlanFate.objects.get(member=years.room(0).member)
        lengths.add(len(bytes(row.said)))
    assert len(lengths) == 1


def test_a_group_that_has_ended_keeps_its_memory() -> None:
    years = some_years(1)
    years.group.state = "closed"
    years.group.save()
    page = text_of(signed_in(years.people[0]), url(years, "memory"))
    assert "Two reports went out without me" in page
