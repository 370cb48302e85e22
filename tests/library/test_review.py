"""The after-action review: what stands on it, what becomes of it, and who reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.groups.models import Cycle, Group, GroupState, Member
from collegium.groups.queries.hands import hand_of
from collegium.groups.rooms import Room
from collegium.library.actions.memory import be_forgotten
from collegium.library.models import Review, TechniqueResult
from collegium.meetings.models import Kind, Outcome, Reading, Session, SessionState
from collegium.practice.models import Audience, Plan
from collegium.practice.queries.plans import plan_of
from collegium.vault import keyring
from tests.builders import a_person
from tests.meetings.live_sessions import opened
from tests.practice.worlds import an_entry, practising

ANSWERS = {
    "expected": "Relief, and a week of peace",
    "happened": "He asked me twice a day",
    "why": "I had not said what I wanted to see",
    "next": "Name the first look at the hand-over",
}
RESULT = {"technique": "outcome-and-limits", "effect": "helped", "attempts": "4"}


@pytest.fixture
def rooms() -> list[Room]:
    return practising(held=timezone.now() - timedelta(days=27))


@pytest.fixture
def signed_in(client: Client, rooms: list[Room]) -> Client:
    client.force_login(rooms[0].person)
    return client


def url(rooms: list[Room], name: str = "look_back", *more: object) -> str:
    return reverse(f"library:{name}", args=[rooms[0].group.pk, 1, *more])


def session_two(group: Group) -> Session:
    session = group.sessions.get(kind=Kind.SESSION_TWO)
    session.state, session.ended_at = SessionState.ENDED, timezone.now()
    session.save()
    return session


def reported(room: Room, **words: str) -> None:
    """What the member wrote in Session Two and never showed."""
    session = session_two(room.group)
    Outcome.objects.create(
        group=room.group,
        session=session,
        member=room.member,
        kind="report",
        position=session.outcomes.count(),
        body=ANSWERS | words | {"shown": False},
    )


def test_plan_log_lines_and_numbers_stand_side_by_side(
    signed_in: Client, rooms: list[Room]
) -> None:
    an_entry(rooms[0], Audience.PRIVATE, did="Handed over the budget", week=1)
    an_entry(rooms[0], did="Waited for the question", week=2)
    one = rooms[0].group.sessions.get(kind=Kind.SESSION_ONE)
    mine = {"member": rooms[0].member, "item": "confidence"}
    Reading.objects.create(session=one, moment="before", value=35, **mine)
    page = signed_in.get(url(rooms)).content.decode()
    for words in ("Jonas asks me to decide", "Handed over the budget", "Waited for the question"):
        assert words in page
    assert page.count("<svg class=") >= 2
    assert '<tr><th scope="row">W2</th><td class="number">60</td></tr>' in page
    assert '<tr><th scope="row">Before</th><td class="number">35</td></tr>' in page
    assert '<tr><th scope="row">Week 1</th><td class="number">2</td></tr>' in page
    assert 'name="attempts" value="4"' in page


def test_of_others_nothing_stands_there(signed_in: Client, rooms: list[Room]) -> None:
    an_entry(rooms[1], Audience.GROUP, did="What Grace did")
    assert "What Grace did" not in signed_in.get(url(rooms)).content.decode()


def test_what_was_said_in_the_session_is_there_already(
    signed_in: Client, rooms: list[Room]
) -> None:
    reported(rooms[0])
    reported(rooms[1], happened="What Grace reported")
    page = signed_in.get(url(rooms)).content.decode()
    assert all(words in page for words in ANSWERS.values())
    assert "your own words out of the session" in page
    assert "What Grace reported" not in page


def test_answers_are_kept_sealed_once_and_can_change(signed_in: Client, rooms: list[Room]) -> None:
    for _ in range(2):
        assert signed_in.post(url(rooms), ANSWERS).status_code == 302
    assert signed_in.post(url(rooms), ANSWERS | {"why": "Too many words"}).status_code == 302
    row = Review.objects.get()
    assert b"budget" not in bytes(row.why)
    page = signed_in.get(url(rooms)).content.decode()
    assert "Too many words" in page
    assert ANSWERS["why"] not in page
    signed_in.force_login(rooms[1].person)
    assert "Too many words" not in signed_in.get(url(rooms)).content.decode()


def test_without_what_happened_nothing_is_kept_and_nothing_lost(
    signed_in: Client, rooms: list[Room]
) -> None:
    answer = signed_in.post(url(rooms), ANSWERS | {"happened": " "})
    assert answer.status_code == 422
    assert ANSWERS["expected"] in answer.content.decode()
    assert not Review.objects.exists()


def test_whoever_joined_after_a_cycle_says_nothing_of_what_came_of_it(
    signed_in: Client, rooms: list[Room]
) -> None:
    group, ended = rooms[0].group, timezone.now() - timedelta(days=7)
    group.cycles.update(ended_at=ended)
    newcomer = a_person(rooms[0].person.organisation, "Nia Newcomer")
    Member.objects.create(group=group, person=newcomer)
    signed_in.force_login(newcomer)
    assert url(rooms, "result") not in signed_in.get(url(rooms)).content.decode()
    assert signed_in.post(url(rooms, "result"), RESULT).status_code == 404
    assert not TechniqueResult.objects.exists()
    signed_in.force_login(rooms[0].person)
    Member.objects.filter(pk=rooms[0].member.pk).update(joined_at=timezone.now())  # came back
    assert url(rooms, "result") in signed_in.get(url(rooms)).content.decode()
    assert signed_in.post(url(rooms, "result"), RESULT).status_code == 302


def test_a_result_counts_once_and_the_later_word_stands(
    signed_in: Client, rooms: list[Room]
) -> None:
    for effect in ("helped", "helped", "worse"):
        sent = RESULT | {"effect": effect}
        assert signed_in.post(url(rooms, "result"), sent).status_code == 302
    signed_in.post(url(rooms, "result"), RESULT | {"technique": "another"})
    found = TechniqueResult.objects.values_list("technique", "topic", "effect", "attempts")
    assert sorted(found) == [
        ("", "delegating", "helped", 4),
        ("outcome-and-limits", "delegating", "worse", 4),
    ]
    page = signed_in.get(url(rooms)).content.decode()
    assert "It made it worse" in page


@pytest.mark.parametrize(
    "wrong", [{"technique": "no-such"}, {"effect": ""}, {"attempts": "0"}, {"attempts": "100"}]
)
def test_a_result_that_says_nothing_is_refused(
    signed_in: Client, rooms: list[Room], wrong: dict[str, str]
) -> None:
    answer = signed_in.post(url(rooms, "result"), RESULT | wrong)
    assert answer.status_code == 422
    assert not TechniqueResult.objects.exists()


def test_a_result_is_taken_back_by_its_member_alone(signed_in: Client, rooms: list[Room]) -> None:
    signed_in.post(url(rooms, "result"), RESULT)
    row = TechniqueResult.objects.get()
    signed_in.force_login(rooms[1].person)
    signed_in.post(url(rooms, "take_back", row.pk))
    assert TechniqueResult.objects.exists()
    signed_in.force_login(rooms[0].person)
    for _ in range(2):
        assert signed_in.post(url(rooms, "take_back", row.pk)).status_code == 302
    assert not TechniqueResult.objects.exists()


def test_results_go_with_their_person(signed_in: Client, rooms: list[Room]) -> None:
    signed_in.post(url(rooms, "result"), RESULT)
    signed_in.post(url(rooms), ANSWERS)
    rooms[0].person.delete()
    assert not TechniqueResult.objects.exists()
    assert not Review.objects.exists()


def test_who_asks_to_be_forgotten_takes_results_and_answers_along(
    signed_in: Client, rooms: list[Room]
) -> None:
    signed_in.post(url(rooms, "result"), RESULT)
    signed_in.post(url(rooms), ANSWERS)
    be_forgotten(hand_of(rooms[0]), now=timezone.now())
    assert not TechniqueResult.objects.exists()
    assert not Review.objects.exists()


def test_the_next_plan_begins_with_what_was_learned(signed_in: Client, rooms: list[Room]) -> None:
    signed_in.post(url(rooms), ANSWERS)
    page = signed_in.get(url(rooms)).content.decode()
    form = page[page.index(url(rooms, "next_plan")) :]
    assert "Jonas asks me to decide" in form
    assert ANSWERS["next"] in form
    sent = {"once": uuid4(), "when": "He stands in the door", "will": "ask for his plan"}
    for _ in range(2):
        assert signed_in.post(url(rooms, "next_plan"), sent).status_code == 302
    assert Plan.objects.count() == 1
    found = plan_of(rooms[0], rooms[0].group.cycles.get())
    assert found
    assert found.will == "ask for his plan"
    assert signed_in.post(url(rooms, "next_plan"), sent | {"when": ""}).status_code == 422


def test_a_story_begins_with_the_answers(signed_in: Client, rooms: list[Room]) -> None:
    write = reverse("library:write", args=[rooms[0].group.pk])
    assert write + "?" not in signed_in.get(url(rooms)).content.decode()
    signed_in.post(url(rooms), ANSWERS)
    page = signed_in.get(url(rooms)).content.decode()
    address = page.split(f'href="{write}?')[1].split('"')[0]
    assert ANSWERS["happened"][:5] not in address
    started = signed_in.get(f"{write}?{address}").content.decode()
    assert ANSWERS["happened"] in started
    assert ANSWERS["next"] in started
    signed_in.force_login(rooms[1].person)
    other = signed_in.get(f"{write}?{address}").content.decode()
    assert ANSWERS["happened"] not in other


def test_after_a_new_cycle_began_the_last_one_can_still_be_reviewed(
    signed_in: Client, rooms: list[Room]
) -> None:
    session_two(rooms[0].group)
    old = rooms[0].group.cycles.get()
    Cycle.objects.create(group=rooms[0].group, number=2, challenge=old.challenge)
    answer = signed_in.get(reverse("library:review", args=[rooms[0].group.pk]))
    assert answer.headers["Location"] == url(rooms)
    sent = {"once": uuid4(), "when": "He stands in the door", "will": "ask for his plan"}
    signed_in.post(url(rooms, "next_plan"), sent)
    assert Plan.objects.get().cycle.number == 2


def test_a_closed_group_may_look_back_and_makes_no_plan(
    signed_in: Client, rooms: list[Room]
) -> None:
    Group.objects.update(state=GroupState.CLOSED)
    assert signed_in.post(url(rooms), ANSWERS).status_code == 302
    assert "A next plan" not in signed_in.get(url(rooms)).content.decode()
    sent = {"once": uuid4(), "when": "Now", "will": "This"}
    assert signed_in.post(url(rooms, "next_plan"), sent).status_code == 404


@pytest.mark.parametrize("number", [0, 7, 10**30])
def test_no_such_cycle(signed_in: Client, rooms: list[Room], number: int) -> None:
    page = reverse("library:look_back", args=[rooms[0].group.pk, number])
    assert signed_in.get(page).status_code == 404


def test_the_brief_and_the_groups_page_lead_there(signed_in: Client, rooms: list[Room]) -> None:
    address = reverse("library:review", args=[rooms[0].group.pk])
    for name in ("group", "brief"):
        page = signed_in.get(reverse(f"practice:{name}", args=[rooms[0].group.pk]))
        assert f'href="{address}"' in page.content.decode()


def test_the_report_step_of_session_two_leads_there(client: Client) -> None:
    live = opened(Kind.SESSION_TWO)
    client.force_login(live.people[0])
    page = reverse("meetings:session", args=[live.group.pk, live.session.pk])
    address = reverse("library:review", args=[live.group.pk])
    assert address not in client.get(page).content.decode()
    live.go_to("reports")
    assert address in client.get(page).content.decode()


def test_the_page_costs_the_same_at_any_length(signed_in: Client, rooms: list[Room]) -> None:
    def cost() -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["vault"]) as keys,
        ):
            assert signed_in.get(url(rooms)).status_code == 200
        return len(rows), len(keys)

    def one_more(week: int, technique: str) -> None:
        an_entry(rooms[0], week=week)
        signed_in.post(url(rooms, "result"), RESULT | {"technique": technique})
        sent = {"once": uuid4(), "when": "He stands in the door", "will": "ask for his plan"}
        signed_in.post(url(rooms, "next_plan"), sent)

    one_more(1, "outcome-and-limits")
    first = cost()
    one_more(2, "one-moment")
    one_more(3, "another")
    assert (first, cost()) == ((15, 1), (15, 1))
