"""Asking for groups in the browser, and the page of a run from waiting to its end."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.domain.composition import VERSION, Fault, LeftOut, Obstacle, Result, Rule, Sizes
from collegium.domain.composition.conflicts import Conflict
from collegium.domain.composition.relaxing import Demand, Relaxation
from collegium.domain.composition.storing import as_data, result_as_data
from collegium.groups import actions
from collegium.groups.models import (
    Composition,
    Mix,
    PairKind,
    Programme,
    RunState,
    Trouble,
)
from collegium.people.models import Person
from tests.builders import a_lead, an_organisation
from tests.groups.worlds import composed, in_preparation, participants_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

PART = {"X-Part": "progress"}


@pytest.fixture
def programme() -> Programme:
    return in_preparation(an_organisation(), 12)


@pytest.fixture
def lead(programme: Programme, client: Client) -> Person:
    lead = a_lead(programme.organisation)
    client.force_login(lead)
    return lead


def ask(client: Client, programme: Programme, **said: str) -> "Response":
    form = {"once": str(uuid4()), "mix": "widest_mix", "effort": "quick"} | said
    return client.post(reverse("groups:compose", args=[programme.pk]), form)


def a_run(programme: Programme, lead: Person, **fields: Any) -> Composition:
    now = timezone.now()
    usual = {
        "created_by": lead,
        "state": RunState.RUNNING,
        "people": 12,
        "seed": 0,
        "moves": 1_000,
        "version": VERSION,
        "problem": {},
        "created_at": now - timedelta(seconds=31),
        "started_at": now - timedelta(seconds=30),
        "search_began_at": now - timedelta(seconds=20),
    }
    return Composition.objects.create(programme=programme, **usual | fields)


def answered(
    programme: Programme, *, out: int = 0, conflicts: tuple[Conflict, ...] = ()
) -> dict[str, Any]:
    """What is stored of a result that leaves the first so many people out."""
    ids = [str(person.pk) for person in participants_of(programme)]
    obstacle = Obstacle(Rule.HOURS, (0,), ())
    result = Result(
        groups=(tuple(ids[out:6]), tuple(ids[6:])),
        placements=(),
        left_out=tuple(LeftOut(one, (obstacle,), proven=True) for one in ids[:out]),
        objective=9.5,
        bound=10.0,
        moves=1_000,
        seed=0,
        chance=5.0,
    )
    return {"answer": result_as_data(result), "conflicts": as_data(conflicts)}


def page_of(client: Client, run: Composition) -> str:
    response = client.get(reverse("groups:run", args=[run.programme_id, run.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def part_of(client: Client, run: Composition) -> "Response":
    address = reverse("groups:run", args=[run.programme_id, run.pk])
    return client.get(address, headers=PART)


@pytest.mark.usefixtures("lead")
def test_asking_leads_to_the_page_of_one_run_however_often(
    client: Client, programme: Programme
) -> None:
    once = str(uuid4())
    places = {ask(client, programme, once=once).headers["Location"] for _ in range(2)}
    run = programme.compositions.get()
    assert places == {reverse("groups:run", args=[programme.pk, run.pk])}
    second = ask(client, programme)
    assert second.headers["Location"] in places
    assert "Groups are being formed already" in page_of(client, run)
    form = client.get(reverse("groups:compose", args=[programme.pk])).content.decode()
    assert "See how far it is" in form
    assert 'name="mix"' not in form


@pytest.mark.usefixtures("lead")
def test_what_was_chosen_is_asked_and_what_was_typed_is_kept(
    client: Client, programme: Programme
) -> None:
    refused = ask(client, programme, mix="best", effort="thorough")
    assert refused.status_code == 422
    assert re.search(r'value="thorough"[^>]* checked', refused.content.decode())
    ask(client, programme, mix="closest_situation", effort="thorough")
    run = programme.compositions.get()
    assert (run.mix, run.effort) == (Mix.CLOSEST, "thorough")
    assert "The closest in situation. Thoroughly." in page_of(client, run)


@pytest.mark.usefixtures("lead")
def test_what_cannot_be_is_said_at_once_with_the_way_to_mend_it(
    client: Client, programme: Programme
) -> None:
    twelve = participants_of(programme)
    actions.remove_participants(programme, [person.pk for person in twelve[11:]])
    Programme.objects.update(smallest=6)
    refused = ask(client, programme)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "11 people cannot be divided into groups of 6 to 8" in page
    assert "5 to 8" in page
    assert reverse("groups:edit_programme", args=[programme.pk]) in page
    actions.remove_participants(programme, [person.pk for person in twelve[3:]])
    page = ask(client, programme).content.decode()
    assert "Only 3 people take part; a group needs at least 6" in page
    assert not programme.compositions.exists()


@pytest.mark.usefixtures("lead")
def test_people_in_the_way_of_each_other_are_named(client: Client, programme: Programme) -> None:
    one, two, *_ = participants_of(programme)
    Person.objects.filter(pk=one.pk).update(manager=two)
    actions.add_pair_rule(programme, PairKind.TOGETHER, one, two)
    page = ask(client, programme).content.decode()
    assert f"You keep {one.name} and {two.name} together, but another rule forbids it" in page
    assert f'<a href="{reverse("groups:pairs", args=[programme.pk])}">Change pairs' in page
    Person.objects.filter(pk=two.pk).update(manager=one)
    page = ask(client, programme).content.decode()
    assert "report to each other in a circle" in page
    assert f'<a href="{reverse("people:roster")}">Open the roster' in page


@pytest.mark.usefixtures("lead")
def test_everything_from_the_button_to_the_board(client: Client, programme: Programme) -> None:
    ask(client, programme)
    run = actions.claim_run(timezone.now())
    assert run
    actions.run_composition(run, clock=timezone.now, limit=actions.Limit(2_000))
    response = part_of(client, run)
    assert response.headers["X-Go-To"] == reverse("groups:board", args=[programme.pk])
    board = client.get(response.headers["X-Go-To"]).content.decode()
    assert board.count('class="group-column"') == 2
    assert all(person.name in board for person in participants_of(programme))
    page = page_of(client, run)
    assert "2 groups were formed" in page
    assert "It is proved that" in page


def test_a_run_that_waits_says_so_and_after_a_while_why(
    client: Client, programme: Programme, lead: Person
) -> None:
    run = a_run(programme, lead, state=RunState.WAITING, started_at=None, created_at=timezone.now())
    page = page_of(client, run)
    assert "Waiting to begin" in page
    assert "no worker is running" not in page
    assert "Stop and keep the best so far" in page
    long_ago = timezone.now() - timedelta(minutes=1)
    Composition.objects.filter(pk=run.pk).update(created_at=long_ago)
    assert "no worker is running" in page_of(client, run)


def test_a_run_under_way_says_how_far_it_is(
    client: Client, programme: Programme, lead: Person
) -> None:
    run = a_run(programme, lead)
    assert "Seating everybody within the rules" in page_of(client, run)
    Composition.objects.filter(pk=run.pk).update(share=0.5, closed=0.9312, gap=0.01)
    for content in (page_of(client, run), part_of(client, run).content.decode()):
        assert "50 %" in content
        assert "goes 93.1 % of the way from drawing lots to the best imaginable" in content
        assert "30 seconds so far, about 20 seconds to go." in content
    assert "<html" not in part_of(client, run).content.decode()


def test_a_run_is_stopped_once_and_for_all(
    client: Client, programme: Programme, lead: Person
) -> None:
    run = a_run(programme, lead, share=0.5, closed=0.9, gap=0.01)
    address = reverse("groups:stop_run", args=[programme.pk, run.pk])
    for _ in range(2):
        assert client.post(address).status_code == 302
    run.refresh_from_db()
    assert run.stop_asked
    page = page_of(client, run)
    assert "Stopping" in page
    assert "Stop and keep" not in page
    ended = {"state": RunState.STOPPED, "result": answered(programme), "share": 1}
    Composition.objects.filter(pk=run.pk).update(ended_at=timezone.now(), **ended)
    assert "You stopped the search" in page_of(client, run)
    Composition.objects.filter(pk=run.pk).update(result={}, started_at=None)
    assert "Stopped before it began; nothing was changed." in page_of(client, run)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Trouble.BEGUN, "The programme has begun meanwhile"),
        (Trouble.DIED, "The search broke off three times"),
        (Trouble.NOBODY_FITS, "The rules leave not one group"),
    ],
)
def test_a_run_that_failed_says_why(
    client: Client, programme: Programme, lead: Person, trouble: Trouble, words: str
) -> None:
    run = a_run(programme, lead, state=RunState.FAILED, trouble=trouble)
    page = page_of(client, run)
    assert "No groups were formed; nothing was changed." in page
    assert words in page
    assert "Try again" in page
    address = reverse("groups:run", args=[programme.pk, run.pk])
    assert part_of(client, run).headers["X-Go-To"] == address


def test_what_became_impossible_is_told_with_the_way_to_mend_it(
    client: Client, programme: Programme, lead: Person
) -> None:
    faults = (Fault("too_few_people", counts={"people": 3, "needed": 4}),)
    run = a_run(
        programme,
        lead,
        state=RunState.FAILED,
        trouble=Trouble.FAULTY,
        result={"faults": as_data(faults)},
    )
    page = page_of(client, run)
    assert "Only 3 people take part" in page
    assert reverse("groups:participants", args=[programme.pk]) in page


def test_people_left_out_are_named_with_conflicts_and_ways_out(
    client: Client, programme: Programme, lead: Person
) -> None:
    out, other, *_ = participants_of(programme)
    ways = (
        Relaxation(Rule.HOURS, limit=5.0, more=1, everybody=True, proven=True),
        Relaxation(Rule.APART, people=(str(out.pk), str(other.pk)), more=1, proven=True),
        Relaxation(Rule.SIZE, sizes=Sizes(3, 8), proven=True),
        Relaxation(None, people=(str(out.pk),), everybody=True, proven=True),
    )
    conflict = Conflict((Demand(Rule.HOURS),), (str(out.pk),), True, ways, proven=True)
    run = a_run(programme, lead, state=RunState.DONE, owes_reasons=True)
    Composition.objects.filter(pk=run.pk).update(result=answered(programme, out=2))
    page = page_of(client, run)
    assert "2 people have no group" in page
    assert f"{out.name}" in page
    assert "has too few working hours in common with a group" in page
    assert "is being worked out" in page
    address = reverse("groups:run", args=[programme.pk, run.pk])
    assert part_of(client, run).headers["X-Go-To"] == address
    reasons = {"X-Part": "reasons"}
    assert client.get(address, headers=reasons).status_code == 204
    explained = answered(programme, out=2, conflicts=(conflict,))
    Composition.objects.filter(pk=run.pk).update(result=explained, owes_reasons=False)
    assert client.get(address, headers=reasons).headers["X-Go-To"] == address
    page = page_of(client, run)
    assert f"{out.name} can have no group as long as: common working hours." in page
    assert "Ask for 5 common working hours a week: then all have a group." in page
    for name, label in (
        ("edit_programme", "Change rules"),
        ("pairs", "Change pairs"),
        ("participants", "Change participants"),
    ):
        address = reverse(f"groups:{name}", args=[programme.pk])
        assert f'<a href="{address}">{label}</a>' in page


def test_pages_ask_the_database_as_often_for_many_as_for_one(
    client: Client, programme: Programme, lead: Person
) -> None:
    counts = []
    for out in (1, 3):
        run = a_run(programme, lead, state=RunState.DONE, result=answered(programme, out=out))
        for address in (
            reverse("groups:run", args=[programme.pk, run.pk]),
            reverse("groups:compose", args=[programme.pk]),
        ):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
    assert counts == [7, 11, 7, 11]
    run = a_run(programme, lead, share=0.5)
    with CaptureQueriesContext(connection) as captured:
        part_of(client, run)
    assert len(captured) == 6


def test_no_such_run_and_no_run_of_another_programme(
    client: Client, programme: Programme, lead: Person
) -> None:
    other = in_preparation(an_organisation("Elsewhere"), 4)
    foreign = a_run(other, a_lead(other.organisation, "Leo"), state=RunState.WAITING)
    for place in (programme, other):
        for run_id in (uuid4(), foreign.pk):
            assert client.get(reverse("groups:run", args=[place.pk, run_id])).status_code == 404
            stop = reverse("groups:stop_run", args=[place.pk, run_id])
            assert client.post(stop).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == RunState.WAITING
    assert lead


def test_earlier_runs_and_those_who_stay_are_told_before_asking_again(
    client: Client, programme: Programme, lead: Person
) -> None:
    first, _ = composed(programme, lead)
    pinned = first.members.first()
    assert pinned
    first.members.filter(pk=pinned.pk).update(pinned=True)
    page = client.get(reverse("groups:compose", args=[programme.pk])).content.decode()
    assert "1 person stays in place." in page
    assert "Earlier runs" in page
    assert reverse("groups:run", args=[programme.pk, programme.compositions.get().pk]) in page
    assert "Form other groups" in page
