"""Asking why: a tree of causes."""

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, outcomes, replay
from tests.domain.playbook.rooms import ADA, BEN, CLEO, FAY, Room, gym, open_gym


def under(room: Room) -> dict[str, str]:
    return {one.id: one.about for one in room.state.contributions if one.slot == "cause"}


def deep(room: Room, member: str, number: int) -> list[str]:
    keys: list[str] = []
    for level in range(number):
        keys.append(room.write(member, "cause", f"level {level}", about=(keys or [""])[-1]))
    return keys


def test_one_asks_oneself_why_five_times() -> None:
    room = open_gym(step="why")
    causes = deep(room, BEN, 6)
    assert list(under(room).values()) == ["", *causes[:-1]]
    assert [one.about for one in room.seen_by(BEN).mine] == ["", *causes[:-1]]


def test_others_answer_why_only_after_the_reveal() -> None:
    room = open_gym(step="why")
    cause = room.write(BEN, "cause", "nobody asked")
    hidden = {"slot": "cause", "words": {"text": "because"}, "about": cause}
    refusal = room.refusal(CLEO, K.CONTRIBUTE, **hidden)
    assert (refusal.reason, refusal.field) == (Reason.UNKNOWN, "about")
    room.play(ADA, K.REVEAL)
    room.write(CLEO, "cause", "because", about=cause)
    assert [one.about for one in room.seen_by(BEN).theirs] == [cause]


def test_causes_that_show_at_once_are_answered_at_once() -> None:
    room = open_gym(step="seen_at_once")
    cause = room.write(BEN, "cause", "nobody asked")
    answer = room.write(CLEO, "cause", "we were late", about=cause)
    assert under(room) == {cause: "", answer: cause}
    assert [one.id for one in room.seen_by(FAY).theirs] == [cause, answer]


def test_withdrawing_keeps_others_words_one_why_further_up() -> None:
    room = open_gym(step="why")
    a, b = deep(room, BEN, 2)
    room.play(ADA, K.REVEAL)
    answers = [room.write(member, "cause", "and why?", about=b) for member in (CLEO, FAY)]
    room.play(BEN, K.WITHDRAW, contribution=b)
    assert under(room) == {a: "", **dict.fromkeys(answers, a)}
    room.play(BEN, K.WITHDRAW, contribution=a)
    assert under(room) == dict.fromkeys(answers, "")


def test_a_cause_of_another_step_is_no_parent() -> None:
    room = open_gym(step="why")
    cause = room.write(BEN, "cause", "nobody asked")
    room.go_to("seen_at_once")
    later = {"slot": "cause", "words": {"text": "x"}, "about": cause}
    assert room.reason(BEN, K.CONTRIBUTE, **later) is Reason.UNKNOWN


def test_an_edit_leaves_a_cause_where_it_is() -> None:
    room = open_gym(step="why")
    a, b, c = deep(room, BEN, 3)
    words, marks = {"text": "better said"}, {"in_our_control": 1}
    room.play(BEN, K.EDIT, contribution=b, words=words, marks=marks, about=c)
    assert under(room) == {a: "", b: a, c: b}
    assert room.seen_by(BEN).mine[1].words == words


def test_everybody_sees_what_is_in_our_control() -> None:
    room = open_gym(step="why")
    room.write(BEN, "cause", "we never ask", marks={"in_our_control": 1})
    room.play(ADA, K.REVEAL)
    assert room.seen_by(CLEO).theirs[0].marks == {"in_our_control": 1}


def test_a_plan_may_answer_a_cause() -> None:
    room = open_gym(step="why")
    cause = room.write(BEN, "cause", "we never ask")
    room.go_to("causes_plan")
    assert [one.id for one in room.seen_by(CLEO).choices] == [cause]
    words = {"when": "Monday", "will": "ask"}
    room.write(CLEO, "plan", words=words, about=cause)
    assert room.seen_by(CLEO).mine[0].about == cause


def test_a_plan_stays_when_what_it_came_from_is_withdrawn() -> None:
    room = open_gym(step="why")
    cause = room.write(BEN, "cause", "we never ask")
    room.go_to("causes_plan")
    room.write(CLEO, "plan", words={"when": "Monday", "will": "ask"}, about=cause)
    while room.state.step.key != "why":
        room.play(ADA, K.BACK)
    room.play(BEN, K.WITHDRAW, contribution=cause)
    (plan,) = room.state.contributions
    assert (plan.slot, plan.about) == ("plan", "")


def test_a_session_leaves_the_tree_the_group_saw() -> None:
    room = open_gym(step="why")
    a, b = deep(room, BEN, 2)
    room.go_to("seen_at_once")
    seen = room.write(CLEO, "cause", "at once")
    left = outcomes(room.state).causes
    assert [(one.key, one.under) for one in left] == [(a, ""), (b, a), (seen, "")]
    assert replay(gym(), room.events) == room.state
