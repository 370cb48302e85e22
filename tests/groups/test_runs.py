"""Runs: asked for once, one at a time, leased, stopped, given up, repeated exactly."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from collegium.domain.composition import Moves, Progress, Unsolvable, solve
from collegium.domain.composition.result import Rule
from collegium.groups import actions
from collegium.groups.actions import Limit, Wish
from collegium.groups.actions.leasing import ATTEMPTS, LEASE, drop_lease
from collegium.groups.models import (
    Composition,
    Effort,
    GroupState,
    Member,
    Mix,
    Programme,
    RunState,
    Trouble,
)
from collegium.groups.queries import composition_problem
from collegium.groups.queries.runs import account_of, problem_of, seconds_left, seconds_of
from collegium.people.models import Person
from tests.builders import a_lead, an_organisation
from tests.groups.worlds import NOW, QUICK, composed, in_preparation, participants_of

FEW = Wish(moves=2_000)
SECOND = timedelta(seconds=1)


@pytest.fixture
def programme() -> Programme:
    return in_preparation(an_organisation(), 12)


@pytest.fixture
def lead(programme: Programme) -> Person:
    return a_lead(programme.organisation)


def asked(programme: Programme, lead: Person, wish: Wish = FEW) -> Composition:
    return actions.ask_for_groups(programme, wish, by=lead, once=uuid4(), now=NOW)


def claimed(now: datetime = NOW) -> Composition:
    run = actions.claim_run(now)
    assert run
    return run


def formed(run: Composition, limit: Limit | None = None) -> Composition:
    return actions.run_composition(run, clock=lambda: NOW + 5 * SECOND, limit=limit)


def seats(programme: Programme) -> list[set[str]]:
    groups = programme.groups.prefetch_related("members")
    return [{str(member.person_id) for member in group.members.all()} for group in groups]


def test_asking_again_for_the_same_is_the_same_run(programme: Programme, lead: Person) -> None:
    once = uuid4()
    runs = [actions.ask_for_groups(programme, FEW, by=lead, once=once, now=NOW) for _ in range(2)]
    assert runs[0] == runs[1] == programme.compositions.get()
    assert (runs[0].state, runs[0].people, runs[0].moves) == (RunState.WAITING, 12, 2_000)
    assert not programme.groups.exists()


def test_one_run_at_a_time_for_each_programme(programme: Programme, lead: Person) -> None:
    first = asked(programme, lead)
    with pytest.raises(actions.AlreadyForming) as refusal:
        asked(programme, lead)
    assert refusal.value.run == first
    other = in_preparation(programme.organisation, 8)
    asked(other, lead)
    run = actions.claim_run(NOW, only=first.pk)
    assert run
    formed(run)
    assert asked(programme, lead) != first


def test_what_cannot_be_is_said_at_once_and_leaves_no_run(
    programme: Programme, lead: Person
) -> None:
    one, two, *_ = participants_of(programme)
    Person.objects.filter(pk=one.pk).update(manager=two)
    Person.objects.filter(pk=two.pk).update(manager=one)
    with pytest.raises(Unsolvable):
        asked(programme, lead)
    assert not programme.compositions.exists()


def test_what_a_lead_asks_for_is_kept_and_thorough_is_longer(
    programme: Programme, lead: Person
) -> None:
    wish = Wish(mix=Mix.COMPLEMENT, effort=Effort.THOROUGH)
    run = asked(programme, lead, wish)
    assert run.moves == 10 * Moves.fitting(12).budget
    assert problem_of(run).weights.complement == 8.0
    formed(claimed(), Limit(2_000))
    programme.refresh_from_db()
    assert programme.mix == Mix.COMPLEMENT
    assert composition_problem(programme).weights.complement == 8.0


def test_every_run_that_brings_groups_is_followed_by_another_seed(
    programme: Programme, lead: Person
) -> None:
    for _ in range(3):
        composed(programme, lead)
    assert set(programme.compositions.values_list("seed", flat=True)) == {0, 1, 2}


def test_a_run_is_claimed_by_one_worker_until_its_lease_runs_out(
    programme: Programme, lead: Person
) -> None:
    asked(programme, lead)
    first = claimed()
    assert (first.state, first.attempts, first.started_at) == (RunState.RUNNING, 1, NOW)
    assert actions.claim_run(NOW) is None
    assert actions.renew_run(first, now=NOW + LEASE / 2).held
    assert actions.claim_run(NOW + LEASE) is None
    second = claimed(NOW + 2 * LEASE)
    assert second.attempts == 2
    assert not actions.renew_run(first, now=NOW + 2 * LEASE).held


def test_whoever_has_just_ended_a_run_has_not_lost_it(programme: Programme, lead: Person) -> None:
    asked(programme, lead)
    run = claimed()
    assert formed(run).state == RunState.DONE
    word = actions.renew_run(run, now=NOW)
    assert (word.held, word.stop) == (True, True)


def test_whoever_lost_the_lease_changes_nothing(programme: Programme, lead: Person) -> None:
    asked(programme, lead)
    slow, fast = claimed(), claimed(NOW + LEASE)
    assert formed(slow).state == RunState.RUNNING
    assert not programme.groups.exists()
    assert formed(fast).state == RunState.DONE
    groups = seats(programme)
    assert formed(slow).state == RunState.DONE
    assert seats(programme) == groups


def test_a_worker_that_dies_is_followed_at_once_and_three_times_at_most(
    programme: Programme, lead: Person
) -> None:
    run = asked(programme, lead)
    for attempt in range(1, ATTEMPTS + 1):
        dead = claimed()
        assert dead.attempts == attempt
        drop_lease(dead)
    assert actions.claim_run(NOW) is None
    run.refresh_from_db()
    assert (run.state, run.trouble, run.ended_at) == (RunState.FAILED, Trouble.DIED, NOW)
    assert asked(programme, lead).state == RunState.WAITING


def test_a_run_given_back_was_no_attempt(programme: Programme, lead: Person) -> None:
    run = asked(programme, lead)
    for _ in range(ATTEMPTS + 1):
        held = claimed()
        actions.renew_run(held, now=NOW, progress=Progress(10, 0.5, 0.1, 0.9))
        actions.release_run(held)
        run.refresh_from_db()
        assert (run.state, run.attempts, run.share, run.closed) == (RunState.WAITING, 0, 0, None)


def test_progress_is_told_with_the_time_that_is_left(programme: Programme, lead: Person) -> None:
    asked(programme, lead)
    run = claimed()
    assert seconds_left(run, NOW) is None
    progress = Progress(1_000, 0.25, 0.02, 0.9)
    word = actions.renew_run(run, now=NOW, progress=progress, since=NOW + 4 * SECOND)
    assert (word.held, word.stop) == (True, False)
    run.refresh_from_db()
    assert (run.share, run.closed, run.gap) == (0.25, 0.9, 0.02)
    assert seconds_of(run, NOW + 10 * SECOND) == 10
    assert seconds_left(run, NOW + 10 * SECOND) == 18


def test_stopped_before_it_began_it_changes_nothing(programme: Programme, lead: Person) -> None:
    run = asked(programme, lead)
    for _ in range(2):
        actions.stop_run(run, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.ended_at, run.result) == (RunState.STOPPED, NOW, {})
    assert actions.claim_run(NOW) is None


def test_stopped_on_the_way_it_keeps_the_best_so_far(programme: Programme, lead: Person) -> None:
    asked(programme, lead, Wish(moves=1_000_000))
    run = claimed()
    actions.stop_run(run, now=NOW)
    assert actions.renew_run(run, now=NOW).stop
    limit = Limit(run.moves)

    def watch(progress: Progress) -> None:
        limit.cut = progress.moves > 1_000

    ended = actions.run_composition(run, clock=lambda: NOW, limit=limit, watch=watch)
    assert ended.state == RunState.STOPPED
    assert 1_000 < (ended.stopped_after or 0) < 100_000
    assert sum(map(len, seats(programme))) == 12
    actions.stop_run(ended, now=NOW + SECOND)
    ended.refresh_from_db()
    assert ended.ended_at == NOW


@pytest.mark.parametrize("cut", [False, True])
def test_a_run_can_be_repeated_exactly(programme: Programme, lead: Person, cut: bool) -> None:
    asked(programme, lead, Wish(moves=20_000))
    run = formed(claimed(), Limit(20_000, after=3_000 if cut else None))
    assert run.state == (RunState.STOPPED if cut else RunState.DONE)
    stored = Composition.objects.get(pk=run.pk)
    again = solve(problem_of(stored), stop=Limit.of(stored), seed=stored.seed)
    kept = account_of(stored).result
    assert kept == replace(again, placements=())
    assert seats(programme) == [set(group) for group in again.groups]


def test_private_wishes_are_not_stored_with_a_run(programme: Programme, lead: Person) -> None:
    one, two, *_ = participants_of(programme)
    before = composition_problem(programme)
    vetoed = replace(before, rules=replace(before.rules, vetoes=frozenset({(str(one.pk), "x")})))
    assert vetoed != before
    run = asked(programme, lead)
    assert run.problem["rules"]["vetoes"] == []
    assert json.dumps(run.problem).count(str(two.pk)) == 1


def test_rules_that_leave_no_group_are_explained_later(programme: Programme, lead: Person) -> None:
    composed(programme, lead)
    before = seats(programme)
    Person.objects.filter(participant__programme=programme).update(promotion_pool="heirs")
    asked(programme, lead)
    run = formed(claimed())
    assert (run.state, run.trouble, run.owes_reasons) == (
        RunState.FAILED,
        Trouble.NOBODY_FITS,
        True,
    )
    assert seats(programme) == before
    actions.explain_run(claimed())
    run.refresh_from_db()
    assert not run.owes_reasons
    (conflict, *_) = account_of(run).conflicts
    assert [demand.rule for demand in conflict.rules] == [Rule.POOL]
    assert actions.claim_run(NOW) is None


def test_reasons_come_after_runs_and_are_given_up_too(programme: Programme, lead: Person) -> None:
    Person.objects.filter(participant__programme=programme).update(promotion_pool="heirs")
    asked(programme, lead)
    owing = formed(claimed())
    other = in_preparation(programme.organisation, 8)
    waiting = actions.ask_for_groups(other, FEW, by=lead, once=uuid4(), now=NOW + SECOND)
    assert actions.claim_run(NOW + SECOND) == waiting
    for _ in range(ATTEMPTS):
        drop_lease(claimed())
    assert actions.claim_run(NOW) is None
    owing.refresh_from_db()
    assert (owing.state, owing.owes_reasons) == (RunState.FAILED, False)


def test_pinned_people_stay_and_their_groups_keep_name_and_number(
    programme: Programme, lead: Person
) -> None:
    first, second = composed(programme, lead)
    programme.groups.filter(pk=second.pk).update(name="North")
    pinned = list(second.members.all()[:2])
    Member.objects.filter(pk__in=[member.pk for member in pinned]).update(pinned=True)
    composed(programme, lead)
    again = programme.groups.get(number=2)
    assert (again.pk, again.name) == (second.pk, "North")
    assert again.composition == programme.groups.get(number=1).composition
    assert set(pinned) <= set(again.members.all())
    assert all(member.pinned for member in again.members.filter(pk__in=[one.pk for one in pinned]))
    assert not programme.groups.filter(pk=first.pk).exists()
    assert sorted(programme.groups.values_list("number", flat=True)) == [1, 2]
    assert sum(map(len, seats(programme))) == 12


def test_a_group_pinned_as_a_whole_is_left_alone(programme: Programme, lead: Person) -> None:
    first, _ = composed(programme, lead)
    first.members.update(pinned=True)
    before = set(first.members.all())
    composed(programme, lead)
    assert set(programme.groups.get(pk=first.pk).members.all()) == before


def test_people_who_left_while_it_ran_are_not_seated(programme: Programme, lead: Person) -> None:
    asked(programme, lead)
    run = claimed()
    gone, inactive, *_ = participants_of(programme)
    actions.remove_participants(programme, [gone.pk])
    Person.objects.filter(pk=inactive.pk).update(is_active=False)
    formed(run)
    assert {str(gone.pk), str(inactive.pk)}.isdisjoint(set().union(*seats(programme)))
    assert sum(map(len, seats(programme))) == 10


def test_published_while_it_ran_the_groups_stand(programme: Programme, lead: Person) -> None:
    composed(programme, lead)
    before = seats(programme)
    asked(programme, lead)
    run = claimed()
    actions.publish_groups(programme, by=lead, now=NOW)
    ended = formed(run)
    assert (ended.state, ended.trouble) == (RunState.FAILED, Trouble.BEGUN)
    assert seats(programme) == before
    assert set(programme.groups.values_list("state", flat=True)) == {GroupState.MEETING}


def test_a_rule_that_became_impossible_while_it_waited(programme: Programme, lead: Person) -> None:
    run = asked(programme, lead)
    Composition.objects.filter(pk=run.pk).update(problem={**run.problem, "people": []})
    ended = formed(claimed())
    assert (ended.state, ended.trouble) == (RunState.FAILED, Trouble.FAULTY)
    assert [fault.code for fault in account_of(ended).faults] == ["too_few_people"]


def test_groups_are_named_in_the_language_of_the_lead(programme: Programme, lead: Person) -> None:
    Person.objects.filter(pk=lead.pk).update(language="de")
    lead.refresh_from_db()
    actions.compose_groups(programme, by=lead, once=uuid4(), now=NOW, stop=QUICK)
    assert programme.groups.get(number=1).name == "Gruppe 1"
