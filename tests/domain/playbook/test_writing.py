"""What members write, and how it stays theirs until the reveal."""

from statistics import fmean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, visible_to_all
from collegium.domain.playbook.effects import Signed, Withdrawn, Written
from collegium.domain.playbook.tallies import weighed
from tests.domain.effort import examples
from tests.domain.playbook.rooms import ADA, BEN, CLEO, DEV, MEMBERS, Room, open_room

SCORE = {"effect": 4, "effort": 2, "risk": 3, "fit": 5}


def texts(room: Room, member: str) -> list[str]:
    view = room.seen_by(member)
    return [one.words["text"] for one in (*view.mine, *view.theirs)]


def score(room: Room, member: str, about: str, **changes: int) -> str:
    return room.write(member, "score", about=about, marks={**SCORE, **changes})


def test_cards_stay_with_their_author_until_the_reveal() -> None:
    room = open_room(step="did_not_work")
    room.write(BEN, "card", "  I did it myself  ")
    assert texts(room, BEN) == ["I did it myself"]
    assert texts(room, ADA) == []
    assert room.seen_by(ADA).written == (BEN,)
    room.play(ADA, K.REVEAL)
    assert texts(room, ADA) == ["I did it myself"]
    assert texts(room, "eve") == []


def test_the_wall_shows_what_all_see_alike() -> None:
    room = open_room(step="did_not_work")
    card = room.write(BEN, "card", "I did it myself")
    assert visible_to_all(room.state).theirs == ()
    room.play(ADA, K.REVEAL)
    assert [one.id for one in visible_to_all(room.state).theirs] == [card]
    assert visible_to_all(room.state).allowed == frozenset()


def test_the_effect_of_a_hidden_card_says_only_who_wrote() -> None:
    room = open_room(step="did_not_work")
    effects = room.play(BEN, K.CONTRIBUTE, slot="card", words={"text": "a"})
    assert effects == (Written(room.events[-1].key, BEN, hidden=True),)


def test_one_changes_and_withdraws_ones_own_card_before_the_reveal() -> None:
    room = open_room(step="did_not_work")
    card = room.write(BEN, "card", "first")
    room.play(BEN, K.EDIT, contribution=card, words={"text": "second"})
    assert texts(room, BEN) == ["second"]
    assert room.play(BEN, K.WITHDRAW, contribution=card) == (Withdrawn(card),)
    assert texts(room, BEN) == []


def test_somebody_elses_card_answers_like_none_at_all() -> None:
    room = open_room(step="did_not_work")
    card = room.write(BEN, "card", "mine")
    for named in (card, "nothing", None):
        assert room.reason(CLEO, K.EDIT, contribution=named, words={"text": "x"}) is Reason.UNKNOWN
        assert room.reason(CLEO, K.WITHDRAW, contribution=named) is Reason.UNKNOWN


def test_after_the_reveal_a_card_stands_but_another_may_be_added() -> None:
    room = open_room(step="did_not_work")
    card = room.write(BEN, "card", "first")
    room.play(ADA, K.REVEAL)
    assert room.reason(BEN, K.EDIT, contribution=card, words={"text": "x"}) is Reason.CLOSED
    room.write(BEN, "card", "came to mind")
    assert texts(room, ADA) == ["first", "came to mind"]


def test_entries_of_an_earlier_step_stay_readable_and_fixed() -> None:
    room = open_room(step="did_not_work")
    card = room.write(BEN, "card", "first")
    room.go_to("root_causes")
    assert [one.id for one in room.seen_by(CLEO).earlier] == [card]
    assert room.reason(BEN, K.WITHDRAW, contribution=card) is Reason.UNKNOWN


@pytest.mark.parametrize(
    ("data", "reason", "field"),
    [
        ({"slot": "card"}, Reason.MISSING, "text"),
        ({"slot": "card", "words": {"text": "  "}}, Reason.MISSING, "text"),
        ({"slot": "card", "words": {"text": "x" * 4001}}, Reason.TOO_LONG, "text"),
        ({"slot": "card", "words": {"text": 7}}, Reason.MALFORMED, "text"),
        ({"slot": "card", "words": []}, Reason.MALFORMED, "words"),
        ({"slot": "card", "words": {"text": "x", "colour": "y"}}, Reason.MALFORMED, ""),
        ({"slot": "card", "words": {"text": "x"}, "marks": {"m": 1}}, Reason.MALFORMED, ""),
        ({"slot": "plan", "words": {"text": "x"}}, Reason.NOT_TAKEN_HERE, ""),
        ({}, Reason.NOT_TAKEN_HERE, ""),
    ],
)
def test_a_refused_entry_names_its_part(
    data: dict[str, object], reason: Reason, field: str
) -> None:
    refusal = open_room(step="did_not_work").refusal(BEN, K.CONTRIBUTE, **data)
    assert (refusal.reason, refusal.field) == (reason, field)


def test_a_refusal_never_repeats_what_was_written() -> None:
    room = open_room(step="did_not_work")
    refusal = room.refusal(BEN, K.CONTRIBUTE, slot="card", words={"text": "secret" * 1000})
    assert "secret" not in f"{refusal} {refusal!r}"


def test_thirty_cards_are_enough() -> None:
    room = open_room(step="did_not_work")
    for number in range(30):
        room.write(BEN, "card", f"{number}")
    assert room.reason(BEN, K.CONTRIBUTE, slot="card", words={"text": "x"}) is Reason.TOO_MANY
    room.write(CLEO, "card", "still room for others")


def test_nothing_is_written_in_a_talk_round() -> None:
    assert open_room().reason(ADA, K.CONTRIBUTE, slot="card") is Reason.NOT_TAKEN_HERE


def test_a_second_plan_takes_the_place_of_the_first() -> None:
    room = open_room(step="plan")
    first = room.plan(BEN, sure=40)
    room.plan(BEN, sure=55)
    (plan,) = room.seen_by(BEN).mine
    assert plan.id == first
    assert plan.marks == {"confidence_before": 55}


def test_a_plan_can_be_bettered_after_the_reveal() -> None:
    room = open_room(step="plan")
    room.plan(BEN)
    room.play(ADA, K.REVEAL)
    words = {"when": "Tuesday's call ends", "will": "stay silent for ten seconds"}
    room.write(BEN, "plan", words=words)
    assert room.seen_by(CLEO).theirs[0].words == words


def test_how_sure_one_feels_is_nobody_elses_business() -> None:
    room = open_room(step="plan")
    room.plan(BEN, sure=35)
    room.play(ADA, K.REVEAL)
    assert room.seen_by(CLEO).theirs[0].marks == {}
    assert room.seen_by(BEN).mine[0].marks == {"confidence_before": 35}
    assert room.seen_by(CLEO).tallies == ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (101, Reason.OUT_OF_RANGE),
        (-1, Reason.OUT_OF_RANGE),
        ("50", Reason.MALFORMED),
        (True, Reason.MALFORMED),
    ],
)
def test_a_number_outside_its_scale_is_refused(value: object, reason: Reason) -> None:
    room = open_room(step="plan")
    words = {"when": "a", "will": "b"}
    refusal = room.refusal(
        BEN, K.CONTRIBUTE, slot="plan", words=words, marks={"confidence_before": value}
    )
    assert (refusal.reason, refusal.field) == (reason, "confidence_before")


def test_a_shared_question_shows_its_mean_when_the_last_has_answered() -> None:
    """Else the next answer would be what moves the mean."""
    room = open_room(step="takeaways")
    for member, value in ((ADA, 5), (BEN, 2), (CLEO, 2)):
        room.write(member, "takeaway", "ask first", marks={"safety_after": value})
    room.play(ADA, K.REVEAL)
    assert room.seen_by(DEV).tallies == ()
    room.write(DEV, "takeaway", "wait")
    (tally,) = room.seen_by(DEV).tallies
    assert (tally.key, tally.count, tally.mean) == ("safety_after", 3, 3.0)


def test_a_mean_of_two_answers_is_not_shown() -> None:
    room = open_room(step="takeaways")
    for member, marks in ((ADA, {"safety_after": 5}), (BEN, {"safety_after": 2}), (CLEO, {})):
        room.write(member, "takeaway", "ask first", marks=marks)
    room.play(DEV, K.LEAVE)
    room.play(ADA, K.REVEAL)
    assert room.seen_by(BEN).tallies == ()


def test_whom_the_group_waits_for_is_named_and_told_how_much_is_left() -> None:
    room = open_room(step="alternatives")
    ideas = [room.write(BEN, "alternative", text) for text in ("ask first", "wait a week")]
    for idea in ideas:
        score(room, CLEO, idea)
    score(room, BEN, ideas[0])
    view = room.seen_by(BEN)
    assert (view.written, view.missing) == ((CLEO,), (ADA, BEN, DEV))
    assert (view.owes, room.seen_by(CLEO).owes) == (1, 0)


def test_alternatives_are_open_and_scores_blind() -> None:
    room = open_room(step="alternatives")
    idea = room.write(BEN, "alternative", "let them choose the task")
    assert texts(room, CLEO) == ["let them choose the task"]
    score(room, CLEO, idea)
    view = room.seen_by(BEN)
    assert len(view.mine) == 1
    assert (view.theirs, view.weighed, view.written) == ((), (), (CLEO,))


def test_the_reveal_shows_mean_and_spread_widest_disagreement_first() -> None:
    room = open_room(step="alternatives")
    calm = room.write(BEN, "alternative", "ask every Friday")
    torn = room.write(CLEO, "alternative", "say nothing for a week")
    for member, effect in ((ADA, 1), (BEN, 5)):
        score(room, member, calm)
        score(room, member, torn, effect=effect)
    room.wait_for_what_is_kept()
    room.play(ADA, K.REVEAL)
    first, second = room.seen_by(DEV).weighed
    assert (first.alternative.id, second.alternative.id) == (torn, calm)
    tally = first.tallies[0]
    assert (tally.key, tally.mean, tally.spread) == ("effect", 3.0, 2.0)
    assert (tally.lowest, tally.highest, tally.count) == (1, 5, 2)
    assert room.seen_by(DEV).theirs == tuple(one.alternative for one in (second, first))


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=4))
def test_the_spread_is_the_standard_deviation_of_what_was_scored(effects: list[int]) -> None:
    room = open_room(step="alternatives")
    idea = room.write(BEN, "alternative", "ask every Friday")
    for member, effect in zip(MEMBERS, effects, strict=False):
        score(room, member, idea, effect=effect)
    tally = weighed(room.state, "alternatives")[0].tallies[0]
    assert (tally.mean, tally.spread) == pytest.approx((fmean(effects), pstdev(effects)))


def test_scores_change_until_the_reveal_and_not_after() -> None:
    room = open_room(step="alternatives")
    idea = room.write(BEN, "alternative", "a")
    own = score(room, CLEO, idea, risk=1)
    score(room, CLEO, idea, risk=2)
    assert [one.marks["risk"] for one in room.seen_by(CLEO).mine] == [2]
    room.wait_for_what_is_kept()
    room.play(ADA, K.REVEAL)
    data = {"slot": "score", "about": idea, "marks": SCORE}
    for member in (CLEO, DEV):
        assert room.reason(member, K.CONTRIBUTE, **data) is Reason.CLOSED
    assert room.reason(CLEO, K.WITHDRAW, contribution=own) is Reason.CLOSED


def test_a_score_needs_every_criterion_and_an_alternative() -> None:
    room = open_room(step="alternatives")
    idea = room.write(BEN, "alternative", "a")
    short = {key: value for key, value in SCORE.items() if key != "fit"}
    missing = room.refusal(CLEO, K.CONTRIBUTE, slot="score", about=idea, marks=short)
    assert (missing.reason, missing.field) == (Reason.MISSING, "fit")
    nothing = room.refusal(CLEO, K.CONTRIBUTE, slot="score", about="gone", marks=SCORE)
    assert (nothing.reason, nothing.field) == (Reason.UNKNOWN, "about")


def test_an_alternative_takes_its_scores_along() -> None:
    room = open_room(step="alternatives")
    idea = room.write(BEN, "alternative", "a")
    score(room, CLEO, idea)
    room.play(BEN, K.WITHDRAW, contribution=idea)
    assert room.state.contributions == ()


def test_agreements_are_open_and_signed_once_each() -> None:
    room = open_room("orientation", step="agreements")
    promise = room.write(BEN, "agreement", "What is said here stays here")
    assert texts(room, CLEO) == ["What is said here stays here"]
    assert room.play(CLEO, K.SIGN, contribution=promise) == (Signed(promise, CLEO),)
    assert room.reason(CLEO, K.SIGN, contribution=promise) is Reason.ALREADY_SIGNED
    assert room.seen_by(ADA).theirs[0].signed == (CLEO,)


def test_what_somebody_signed_stays_as_it_is() -> None:
    room = open_room("orientation", step="agreements")
    promise = room.write(BEN, "agreement", "We come on time")
    room.play(BEN, K.EDIT, contribution=promise, words={"text": "We begin on time"})
    room.play(CLEO, K.SIGN, contribution=promise)
    changed = {"contribution": promise, "words": {"text": "We never miss one"}}
    assert room.reason(BEN, K.EDIT, **changed) is Reason.ALREADY_SIGNED
    assert room.reason(BEN, K.WITHDRAW, contribution=promise) is Reason.ALREADY_SIGNED


def test_only_agreements_are_signed() -> None:
    room = open_room("orientation", step="agreements")
    assert room.reason(BEN, K.SIGN, contribution="gone") is Reason.UNKNOWN
    assert open_room(step="plan").reason(BEN, K.SIGN) is Reason.NOT_TAKEN_HERE
