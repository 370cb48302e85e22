"""One address for the whole life of a session, without any script."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups.models import Group
from collegium.meetings.models import Kind, Presence, Session, SessionState
from tests.builders import a_group, a_lead, a_person, a_programme
from tests.meetings.live_sessions import LiveGroup, a_session, opened


def at(live: LiveGroup, name: str = "session") -> str:
    return reverse(f"meetings:{name}", args=[live.group.pk, live.session.pk])


def browser(live: LiveGroup, number: int) -> Client:
    client = Client()
    client.force_login(live.people[number])
    return client


def shown(live: LiveGroup, number: int) -> str:
    response = browser(live, number).get(at(live))
    assert response.status_code == 200
    return response.content.decode()


def post(live: LiveGroup, number: int, kind: str, **fields: str) -> int:
    data = {"kind": kind, "key": str(uuid4()), **fields}
    return browser(live, number).post(at(live, "act"), data).status_code


def test_before_the_start_the_page_says_what_will_happen() -> None:
    live = a_session()
    html = shown(live, 0)
    assert "Session One" in html
    assert "Weigh alternatives" in html
    assert "You host. This is all you need." in html
    assert "You host" not in shown(live, 1)


def test_a_cancelled_session_cannot_be_started() -> None:
    live = a_session()
    Session.objects.update(state=SessionState.CANCELLED)
    html = shown(live, 0)
    assert "was cancelled" in html
    assert "Start the session" not in html
    response = browser(live, 0).post(at(live, "act"), {"kind": "open"})
    assert response.status_code == 422
    assert "has not begun" in response.content.decode()


def test_a_whole_step_works_without_scripts() -> None:
    live = a_session()
    assert post(live, 0, "open") == 302
    assert post(live, 0, "next_step") == 302
    assert post(live, 1, "contribute", slot="card", text="I asked <i>nicely</i>") == 302
    assert "I asked" in shown(live, 1)
    assert "I asked" not in shown(live, 2)
    assert "1 person has written" in shown(live, 2)
    assert post(live, 0, "reveal") == 302
    assert "I asked &lt;i&gt;nicely&lt;/i&gt;" in shown(live, 2)


def test_the_same_form_sent_twice_counts_once() -> None:
    live = opened(step="did_not_work")
    data = {"kind": "contribute", "key": str(uuid4()), "slot": "card", "text": "once"}
    client = browser(live, 1)
    assert [client.post(at(live, "act"), data).status_code for _ in range(2)] == [302, 302]
    assert len(live.state().contributions) == 1


def test_a_refused_entry_keeps_everything_typed_and_says_why_at_the_field() -> None:
    live = opened(step="plan")
    response = browser(live, 1).post(
        at(live, "act"),
        {"kind": "contribute", "slot": "plan", "when": "Monday begins", "confidence_before": "40"},
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Monday begins" in html
    assert len(re.findall(r'value="40"[^>]* checked', html)) == 1
    assert 'aria-invalid="true"' in html


def test_what_the_engine_refuses_is_said_in_words() -> None:
    live = opened()
    response = browser(live, 1).post(at(live, "act"), {"kind": "next_step"})
    assert response.status_code == 422
    assert "Only the host can do this" in response.content.decode()


def test_words_typed_for_a_step_that_is_over_are_not_lost() -> None:
    live = opened(step="root_causes")
    fields = {"kind": "contribute", "slot": "card", "text": "still on my mind"}
    response = browser(live, 1).post(at(live, "act"), fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert "has moved on" in html
    assert "still on my mind" in html


def test_a_bad_key_or_number_is_no_crash() -> None:
    live = opened(step="plan")
    assert post(live, 1, "join", key="nonsense") == 422
    assert post(live, 1, "contribute", slot="plan", confidence_before="many") == 422
    assert post(live, 1, "dance") == 422


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (Kind.ORIENTATION, "agreements"),
        (Kind.ORIENTATION, "check_out"),
        (Kind.SESSION_ONE, "root_causes"),
        (Kind.SESSION_ONE, "alternatives"),
        (Kind.SESSION_ONE, "plan"),
        (Kind.SESSION_ONE, "what_to_bring"),
        (Kind.SESSION_TWO, "reports"),
        (Kind.SESSION_TWO, "takeaways"),
    ],
)
def test_every_kind_of_step_shows_in_both_languages(kind: Kind, step: str) -> None:
    live = opened(kind, step=step)
    live.people[1].language = "de"
    live.people[1].save()
    title = live.state().step.title
    assert title.in_language("en") in shown(live, 0)
    assert title.in_language("de") in shown(live, 1)


def test_alternatives_are_scored_blind_and_shown_with_mean_and_spread() -> None:
    live = opened(step="alternatives")
    idea = live.write(1, "alternative", "let them choose")
    scores = {"effect": "4", "effort": "2", "risk": "3", "fit": "5", "about": idea}
    assert post(live, 2, "contribute", slot="score", **scores) == 302
    assert post(live, 3, "contribute", slot="score", **{**scores, "effect": "1"}) == 302
    assert "on average" not in shown(live, 0)
    live.clock += timedelta(minutes=25)
    live.do(0, "reveal")
    assert "2.5 on average, from 1 to 4" in shown(live, 0)


def test_somebody_else_can_host() -> None:
    live = opened()
    assert post(live, 2, "take_over") == 302
    assert "You are hosting" in shown(live, 2)
    assert post(live, 2, "hand_over", to=live.member(3)) == 302
    assert "You are hosting" in shown(live, 3)


def test_after_the_end_the_page_shows_what_is_left() -> None:
    live = opened(step="plan")
    live.plan(1)
    live.finish()
    html = shown(live, 2)
    assert "ask who wants to lead it" in html
    assert "Session One is over" in html
    assert post(live, 0, "end") == 422


def test_an_empty_session_says_so_kindly() -> None:
    live = opened()
    live.finish()
    assert "Nothing was written down" in shown(live, 0)


def test_session_two_begins_with_what_session_one_left() -> None:
    live = opened(step="plan")
    live.plan(1)
    live.finish()
    second = a_session(Kind.SESSION_TWO, group=live.group)
    html = shown(second, 2)
    assert "What Session One left you" in html
    assert "ask who wants to lead it" in html


def strangers(live: LiveGroup) -> list[Client]:
    organisation = live.group.organisation
    other = a_person(organisation, "Eve Other")
    a_group(a_programme(organisation, "Autumn"), other)
    former = live.people[3]
    live.group.members.filter(person=former).update(left_at=live.clock)
    clients = []
    for person in (other, former, a_lead(organisation)):
        client = Client()
        client.force_login(person)
        clients.append(client)
    return clients


def test_nobody_else_gets_in() -> None:
    live = opened()
    before = live.state()
    for client in strangers(live):
        assert client.get(at(live)).status_code == 404
        assert client.post(at(live, "act"), {"kind": "join"}).status_code == 404
    assert Client().get(at(live)).status_code == 302
    assert live.state() == before


def test_a_session_of_another_group_is_not_found_through_ones_own() -> None:
    live, other = opened(), a_session()
    url = reverse("meetings:session", args=[live.group.pk, other.session.pk])
    assert browser(live, 0).get(url).status_code == 404
    act = reverse("meetings:act", args=[live.group.pk, other.session.pk])
    assert browser(live, 0).post(act, {"kind": "open"}).status_code == 404


def queries(live: LiveGroup) -> int:
    client = browser(live, 0)
    client.get(at(live))
    with (
        CaptureQueriesContext(connections["default"]) as default,
        CaptureQueriesContext(connections["vault"]) as vault,
    ):
        assert client.get(at(live)).status_code == 200
    return len(default) + len(vault)


def test_the_number_of_queries_does_not_grow_with_what_was_written() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", "one")
    first = queries(live)
    for number in range(3):
        live.write(number, "card", f"card {number}")
    assert queries(live) == first
    live.finish()
    few = queries(live)
    more = opened(step="plan")
    for number in range(3):
        more.plan(number)
    more.finish()
    assert queries(more) == few


def test_a_closed_group_still_reads_its_sessions() -> None:
    live = opened(step="plan")
    live.plan(1)
    live.finish()
    Group.objects.update(state="closed")
    assert "ask who wants to lead it" in shown(live, 1)


def test_a_review_is_asked_for_in_the_order_in_which_it_is_told() -> None:
    html = shown(opened(Kind.SESSION_TWO, step="reports"), 1)
    places = [html.index(f'name="{name}"') for name in ("expected", "happened", "why", "next")]
    assert places == sorted(places)


def test_a_promise_stands_once_and_is_changed_only_by_whoever_proposed_it() -> None:
    live = opened(Kind.ORIENTATION, step="agreements")
    promise = live.write(1, "agreement", "We come on time")
    for number, changes in ((1, True), (2, False)):
        html = shown(live, number)
        assert html.count('<p class="quote">We come on time</p>') == 1
        assert ("Withdraw" in html) is changes
    assert post(live, 2, "sign", contribution=promise) == 302
    assert "Withdraw" not in shown(live, 1)
    assert live.people[2].name in shown(live, 3)


def test_everybody_is_asked_before_the_group_ends_without_what_matters() -> None:
    live = opened(step="did_not_work")
    assert post(live, 0, "end", early="1") == 422
    assert "End here?" not in shown(live, 1)
    assert "Ask the others" in shown(live, 0)
    assert post(live, 0, "ready", early="1") == 302
    assert "Ask the others" not in shown(live, 0)
    for number in (1, 2, 3):
        assert "I agree to end here" in shown(live, number)
        assert post(live, number, "ready", early="1") == 302
        assert "Rather go on" in shown(live, number)
    assert post(live, 0, "end", early="1") == 302
    live.session.refresh_from_db()
    assert live.session.state == SessionState.ENDED


def test_who_looks_at_the_page_counts_as_there() -> None:
    live = opened()
    shown(live, 1)
    shown(live, 1)
    assert str(Presence.objects.get(session=live.session).member_id) == live.member(1)


def test_what_was_written_is_there_after_the_end_and_what_was_hidden_for_its_author() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", "Seen by all")
    live.do(0, "reveal")
    live.do(0, "next_step")
    live.write(2, "cause", "Seen by nobody else")
    live.end_early()
    for number, hidden in ((1, False), (2, True)):
        page = shown(live, number)
        assert "Seen by all" in page
        assert ("<h3>What did not work</h3>" in page) is not hidden  # else a cause is among them
        assert ("Seen by nobody else" in page) is hidden


def test_of_an_answer_in_numbers_the_group_sees_the_average_alone() -> None:
    live = opened(step="takeaways")
    for number, safety in ((0, 2), (1, 5), (2, 5)):
        live.write(number, "takeaway", "Ask first", safety_after=safety)
    live.write(3, "takeaway", "Wait a week")
    live.do(0, "reveal")
    page = shown(live, 3)
    assert "4.0 of 5 on average, from 3 people" in page
    assert "from 2 to 5" not in page
