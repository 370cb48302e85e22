"""From participants to draft groups."""

from uuid import uuid4

import pytest

from collegium.domain.composition import Rule, Unsolvable
from collegium.groups import actions
from collegium.groups.models import GroupState, Member, PairKind
from collegium.groups.queries import board_of, composition_problem
from collegium.people.models import Person
from tests.builders import a_group, a_lead, a_person, a_programme, an_organisation
from tests.groups.worlds import NOW, QUICK, composed, in_preparation, participants_of, take_part


def placed(programme_people: list[Person]) -> list[int]:
    places = Member.objects.filter(person__in=programme_people, group__state=GroupState.DRAFT)
    return [place.group.number for place in places.select_related("group")]


def test_everybody_gets_a_draft_group_and_the_run_is_kept() -> None:
    programme = in_preparation(participants=13)
    lead = a_lead(programme.organisation)
    groups = composed(programme, lead)
    assert sorted(group.members.count() for group in groups) == [6, 7]
    assert [group.number for group in groups] == [1, 2]
    run = programme.compositions.get()
    assert (run.created_by, run.seed, run.version) == (lead, 0, "2")
    assert len(run.problem["people"]) == 13
    assert len(run.result["answer"]["groups"]) == 2


def test_a_second_click_composes_once_and_a_new_wish_replaces_the_drafts() -> None:
    programme = in_preparation(participants=8)
    lead = a_lead(programme.organisation)
    once = uuid4()
    for _ in range(2):
        actions.compose_groups(programme, by=lead, once=once, now=NOW, stop=QUICK)
    assert programme.compositions.count() == 1
    composed(programme, lead)
    assert programme.compositions.count() == 2
    assert len(placed(participants_of(programme))) == 8


def test_three_people_are_refused_and_nothing_changes() -> None:
    programme = in_preparation(participants=3)
    with pytest.raises(Unsolvable) as refusal:
        composed(programme, a_lead(programme.organisation))
    assert [fault.code for fault in refusal.value.faults] == ["too_few_people"]
    assert not programme.compositions.exists()


def test_where_the_rules_leave_no_group_the_old_drafts_stay() -> None:
    programme = in_preparation(participants=4)
    lead = a_lead(programme.organisation)
    composed(programme, lead)
    Person.objects.filter(participant__programme=programme).update(promotion_pool="heirs")
    with pytest.raises(actions.NobodyFits) as refusal:
        composed(programme, lead)
    assert {o.rule for out in refusal.value.left_out for o in out.obstacles} == {Rule.POOL}
    assert programme.groups.get().members.count() == 4


def test_a_running_programme_is_not_composed_again() -> None:
    organisation = an_organisation()
    programme = a_programme(organisation)
    take_part(programme, *(a_person(organisation, f"P {at}") for at in range(4)))
    with pytest.raises(actions.NotInPreparation):
        composed(programme, a_lead(organisation))


def test_the_problem_says_what_the_roster_and_the_lead_say() -> None:
    programme = in_preparation(participants=4, levels_apart=1, common_hours=3)
    organisation = programme.organisation
    one, two, *_ = participants_of(programme)
    above = a_person(organisation, "Not There")
    Person.objects.filter(pk=one.pk).update(manager=above, level=3, strengths=["coaching"])
    Person.objects.filter(pk=above.pk).update(manager=two)
    actions.add_pair_rule(programme, PairKind.APART, two, one)
    earlier = a_programme(organisation, "Earlier")
    a_group(earlier, one, two)
    problem = composition_problem(programme)
    pair = tuple(sorted((str(one.pk), str(two.pk))))
    assert problem.managers == {str(one.pk): str(above.pk), str(above.pk): str(two.pk)}
    assert {tuple(sorted(apart)) for apart in problem.rules.apart} == {pair}
    assert problem.met == {pair: 1.0}
    assert (problem.rules.levels_apart, problem.rules.common_hours) == (1, 15)
    first = next(person for person in problem.people if person.id == str(one.pk))
    assert (first.level, first.strengths) == (3, frozenset({"coaching"}))
    assert min(first.working) == 16  # nine in Berlin, in winter


def test_people_who_left_the_organisation_are_not_seated() -> None:
    programme = in_preparation(participants=5)
    Person.objects.filter(pk=participants_of(programme)[0].pk).update(is_active=False)
    assert len(composition_problem(programme).people) == 4


def test_the_board_counts_shapes_and_says_who_waits() -> None:
    programme = in_preparation(participants=8)
    composed(programme, a_lead(programme.organisation))
    late = a_person(programme.organisation, "Zoe Late")
    take_part(programme, late)
    board = board_of(programme)
    assert [chip.pk for chip in board.waiting] == [late.pk]
    assert [len(column.chips) for column in board.columns] == [8]
    assert board.columns[0].shape is not None
    assert board.columns[0].violations == ()
    assert board.at_least is None


def test_the_board_shows_rules_that_a_new_roster_breaks() -> None:
    programme = in_preparation(participants=8)
    composed(programme, a_lead(programme.organisation))
    one, two, *_ = participants_of(programme)
    Person.objects.filter(pk=one.pk).update(manager=two)
    (column,) = board_of(programme).columns
    assert [violation.rule for violation in column.violations] == [Rule.LINE]


def test_a_board_with_a_circle_of_bosses_still_opens() -> None:
    programme = in_preparation(participants=8)
    composed(programme, a_lead(programme.organisation))
    one, two, *_ = participants_of(programme)
    Person.objects.filter(pk=one.pk).update(manager=two)
    Person.objects.filter(pk=two.pk).update(manager=one)
    board = board_of(programme)
    assert [fault.code for fault in board.faults] == ["manager_cycle"]
    assert len(board.columns[0].chips) == 8
