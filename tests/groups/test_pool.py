"""The challenge pool: who is asked, who learns what, and when a group forms by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.groups import queries
from collegium.groups.actions.pool import (
    AlreadyRaised,
    Over,
    Raising,
    TooLate,
    answer,
    let_be_asked,
    look_wider,
    raise_challenge,
    take_back,
)
from collegium.groups.actions.pool_tending import MOST_ASKED, form_group
from collegium.groups.actions.rather_not import name_somebody
from collegium.groups.models import (
    Answer,
    Asked,
    Challenge,
    Group,
    Member,
    PairKind,
    PairRule,
    Programme,
    RaisedChallenge,
)
from collegium.groups.queries.pool import asked_of, challenges_in, name_challenges, raised_by
from collegium.meetings.models import Kind, Session
from collegium.people.models import Organisation, Person, RoleName
from collegium.vault.models import WrappedKey
from tests.builders import a_group, a_person, a_programme, an_organisation, with_role
from tests.groups.pool import (
    BEFORE,
    NOW,
    WORDS,
    a_level,
    asked_people,
    look,
    raised,
    say,
    say_yes,
)

DAY = timedelta(days=1)


def members() -> set[Person]:
    return {one.person for one in Member.objects.select_related("person")}


def test_four_who_say_yes_are_a_group_with_times_to_choose_from() -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    assert look() == 0
    willing = say_yes(mine, 3)
    assert look() == 1
    group = Group.objects.get()
    assert members() == {asker, *willing}
    sessions = Session.objects.filter(group=group)
    assert {one.kind for one in sessions} == {Kind.ORIENTATION, Kind.SESSION_ONE, Kind.SESSION_TWO}
    assert all(one.slots.exists() for one in sessions)
    assert group.cycles.get().buddies.count() == 2
    assert look() == 0
    assert not RaisedChallenge.objects.exists()


def test_three_are_no_group() -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    say_yes(mine, 2)
    assert look() == 0
    assert not Group.objects.exists()
    assert raised_by(asker)[0].joined == 2
    assert raised_by(asker)[0].missing == 1


def test_where_time_is_short_the_group_begins_with_session_one() -> None:
    asker, *_ = a_level()
    soon = NOW.date() + 15 * DAY
    mine = raise_challenge(asker, Raising(uuid4(), WORDS, soon, shown=True), now=NOW)
    look()
    say_yes(mine, 3)
    look()
    kinds = {one.kind for one in Session.objects.all()}
    assert kinds == {Kind.SESSION_ONE, Kind.SESSION_TWO}
    first = Session.objects.get(kind=Kind.SESSION_ONE)
    assert first.slots.exists()
    assert all(slot.starts_at.date() < soon for slot in first.slots.all())


def test_neither_boss_nor_rival_nor_whoever_is_not_wanted_is_ever_asked() -> None:
    asker, boss, report, rival, unwanted, wary, apart, *_ = a_level(number=12)
    organisation = asker.organisation
    Person.objects.filter(pk__in=(asker.pk, rival.pk)).update(promotion_pool="Next")
    Person.objects.filter(pk=asker.pk).update(manager=boss)
    Person.objects.filter(pk=report.pk).update(manager=asker)
    name_somebody(asker, unwanted.pk)
    name_somebody(wary, asker.pk)
    other = a_programme(organisation)
    first, second = sorted((asker, apart), key=lambda one: one.pk)
    PairRule.objects.create(programme=other, kind=PairKind.APART, first=first, second=second)
    mine = raised(Person.objects.get(pk=asker.pk))
    for day in range(13):
        look(NOW + day * DAY)
    asked = set(asked_people(mine))
    assert len(asked) == 5
    assert not asked & {boss, report, rival, unwanted, wary, apart}


def test_a_boss_among_the_willing_is_left_out_and_nobody_is_told() -> None:
    asker, *others = a_level(number=6)
    mine = raised(asker)
    look()
    willing = say_yes(mine, 2)
    last = next(one for one in asked_people(mine) if one not in willing)
    Person.objects.filter(pk=willing[0].pk).update(manager=last)  # since they were asked
    say(last)
    assert look() == 0
    fifth = next(one for one in asked_people(mine) if one not in {*willing, last})
    say(fifth)
    assert look() == 1
    seated = members()
    assert not {willing[0], last} <= seated
    assert len(seated) == 4
    assert others


def test_only_people_near_in_level_are_asked_and_two_levels_after_looking_wider() -> None:
    organisation = an_organisation()
    asker = a_person(organisation, "Ada Byron", level=3)
    by_level = {level: a_level(organisation, 2, level) for level in (1, 2, 4, 5, 6)}
    a_person(organisation, "Nobody Knows", level=None)
    mine = raised(asker)
    for day in range(16):
        look(NOW + day * DAY)
    assert set(asked_people(mine)) == {*by_level[2], *by_level[4]}
    later = NOW + 16 * DAY
    assert not raised_by(asker)[0].is_open
    look_wider(asker, mine.pk, now=later)
    look_wider(asker, mine.pk, now=later)
    for day in range(3):
        look(later + day * DAY)
    assert set(asked_people(mine)) == {
        person for level in (1, 2, 4, 5) for person in by_level[level]
    }


def test_who_knows_of_such_things_is_asked_first() -> None:
    people = a_level(number=20)
    asker, *_, wants, knows, went_through, raised_it = people
    Person.objects.filter(pk=wants.pk).update(wants=["merging teams"])
    Person.objects.filter(pk=knows.pk).update(strengths=["distrust and how to merge teams"])
    programme = a_programme(asker.organisation)
    Challenge.objects.update(sentence="We merge, and both sides distrust one another")
    a_group(programme, went_through)
    raised(raised_it, "Two teams merge under me and distrust each other")
    mine = raised(asker)
    look()
    asked = set(asked_people(mine))
    assert {wants, knows, went_through, raised_it} <= asked
    assert len(asked) == 6


def test_nobody_is_asked_more_than_twice_a_month_or_against_their_will() -> None:
    people = a_level(number=7)
    unwilling = people[-1]
    let_be_asked(unwilling, wanted=False)
    for asker in people[:3]:
        raised(asker)
    for day in range(12):
        look(NOW + day * DAY)
    counts = {one: Asked.objects.filter(person=one).count() for one in people}
    assert max(counts.values()) == 2
    assert counts[unwilling] == 0
    let_be_asked(unwilling, wanted=True)
    look(NOW + 13 * DAY)
    assert Asked.objects.filter(person=unwilling).exists()


def test_as_many_are_asked_as_it_takes_and_more_as_they_decline() -> None:
    asker, *_ = a_level(number=40)
    mine = raised(asker)
    look()
    assert len(asked_people(mine)) == 6
    look()
    assert len(asked_people(mine)) == 6
    say(asked_people(mine)[0], Answer.NO)
    look()
    assert len(asked_people(mine)) == 7
    for day in range(1, 14):
        look(NOW + day * DAY)
    assert len(asked_people(mine)) == MOST_ASKED


def test_those_who_run_programmes_never_read_such_words() -> None:
    asker, lead, administrator, *_ = a_level(number=6)
    with_role(lead, RoleName.LEAD)
    with_role(administrator, RoleName.ADMINISTRATOR)
    mine = raised(asker)
    look()
    assert len(asked_people(mine)) == 3
    assert not {lead, administrator} & set(asked_people(mine))


def test_the_words_are_read_by_those_asked_only_where_that_was_agreed_to() -> None:
    organisation = an_organisation()
    asker, *others = a_level(organisation)
    mine = raised(asker, shown=False)
    look()
    person = asked_people(mine)[0]
    assert [one.words for one in asked_of(person)] == [""]
    take_back(asker, mine.pk)
    Asked.objects.all().delete()
    shown = raised(asker)
    look()
    assert [one.words for one in asked_of(asked_people(shown)[0])] == [WORDS]
    assert raised_by(others[0]) == ()


def test_in_the_group_its_members_read_the_words_and_newcomers_do_not() -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    willing = say_yes(mine, 3)
    look()
    group = Group.objects.get()
    late = a_person(asker.organisation, "Late Comer")
    Member.objects.create(group=group, person=late, joined_at=NOW + DAY)
    read = {}
    for person in (willing[0], late):
        room = queries.enter(person, group.pk)
        cycle = queries.current_cycle(room)
        name_challenges([room], [cycle])
        read[person] = cycle.sentence
    assert read[willing[0]] == WORDS
    assert read[late] == "What brought us together, known to us alone"
    assert not challenges_in(asker.organisation).exists()


def test_two_fourth_yeses_at_once_form_one_group() -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    say_yes(mine, 4)
    formed = [form_group(mine.pk, now=NOW) for _ in range(2)]
    assert [one is None for one in formed] == [False, True]
    assert Group.objects.count() == 1
    assert Member.objects.count() == 5


def test_all_groups_of_an_organisation_stand_in_one_programme() -> None:
    organisation = an_organisation()
    for level in (2, 5):
        mine = raised(a_level(organisation, level=level)[0])
        look()
        say_yes(mine, 3)
        look()
    programme = Programme.objects.get()
    assert [one.number for one in programme.groups.order_by("number")] == [1, 2]
    assert programme.participants.count() == 8


def test_it_ends_kindly_and_is_forgotten_after_a_month(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    asker, *_ = a_level(number=3)
    mine = raised(asker)
    look()
    person = asked_people(mine)[0]
    look(NOW + 14 * DAY)
    assert not raised_by(asker)[0].is_open
    assert raised_by(asker)[0].words == WORDS
    assert asked_of(person) == ()
    with pytest.raises(Over):
        say(person)
    with django_capture_on_commit_callbacks(execute=True):
        look(NOW + 50 * DAY)
    assert raised_by(asker) == ()
    assert not WrappedKey.objects.filter(scope=mine.pk).exists()


def test_what_was_taken_back_is_over_for_those_asked_and_erased(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    question = Asked.objects.filter(raised=mine)[0]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(asker, mine.pk)
    take_back(asker, mine.pk)
    assert not WrappedKey.objects.filter(scope=mine.pk).exists()
    with pytest.raises(Over):
        answer(question.person, question.pk, Answer.SHARES, now=NOW)
    assert Asked.objects.filter(raised=None).count() == 6


def test_a_yes_can_become_a_no_before_the_group_forms() -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    willing = say_yes(mine, 3)
    say(willing[0], Answer.NO)
    assert look() == 0
    assert asked_of(willing[0]) == ()


def test_one_at_a_time_once_and_not_too_late() -> None:
    asker, *_ = a_level()
    once = uuid4()
    wish = Raising(once, WORDS, BEFORE, shown=True)
    assert raise_challenge(asker, wish, now=NOW) == raise_challenge(asker, wish, now=NOW)
    with pytest.raises(AlreadyRaised):
        raised(asker)
    other = a_person(asker.organisation, "Other One")
    theirs = raise_challenge(other, wish, now=NOW)  # with an identity that is taken
    assert theirs.pk != once
    take_back(asker, once)
    with pytest.raises(TooLate):
        raise_challenge(asker, Raising(uuid4(), WORDS, NOW.date() + 2 * DAY, shown=True), now=NOW)


def test_somebody_elses_is_as_if_it_did_not_exist() -> None:
    asker, other, *_ = a_level()
    mine = raised(asker)
    look()
    theirs = Asked.objects.exclude(person=other)[0]
    with pytest.raises(Asked.DoesNotExist):
        answer(other, theirs.pk, Answer.SHARES, now=NOW)
    with pytest.raises(RaisedChallenge.DoesNotExist):
        look_wider(other, mine.pk, now=NOW)
    take_back(other, mine.pk)
    assert RaisedChallenge.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("gone", ["asker", "willing"])
def test_whoever_left_the_organisation_is_in_no_group(gone: str) -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    willing = say_yes(mine, 3)
    left = asker if gone == "asker" else willing[0]
    Person.objects.filter(pk=left.pk).update(is_active=False)
    assert look() == 0


def test_a_roster_that_contradicts_itself_stops_nobody_else() -> None:
    asker, one, *_ = a_level()
    mine = raised(asker)
    Person.objects.filter(pk=asker.pk).update(manager=one)
    Person.objects.filter(pk=one.pk).update(manager=asker)
    elsewhere: Organisation = an_organisation("Elsewhere")
    theirs = raised(a_level(elsewhere)[0])
    look()
    assert asked_people(mine) == []
    assert len(asked_people(theirs)) == 6
