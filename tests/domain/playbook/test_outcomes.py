"""What a session leaves behind."""

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Moment, outcomes
from tests.domain.playbook.rooms import ADA, BEN, CLEO, DEV, MEMBERS, Room, open_room


def ended(room: Room) -> Room:
    room.end_early()
    return room


def test_session_one_leaves_causes_alternatives_plans_takeaways_and_readings() -> None:
    room = open_room(step="root_causes")
    cause = room.write(BEN, "cause", "I fear the result", marks={"in_our_control": 1})
    room.write(CLEO, "cause", "The budget")
    room.go_to("alternatives")
    idea = room.write(DEV, "alternative", "half the task")
    room.write(ADA, "score", about=idea, marks={"effect": 3, "effort": 2, "risk": 1, "fit": 4})
    room.go_to("plan")
    plan = room.plan(BEN, sure=30)
    room.go_to("takeaways")
    room.write(CLEO, "takeaway", "Wait", marks={"safety_after": 4})
    room.play(ADA, K.REVEAL)
    left = outcomes(ended(room).state)
    assert [(one.key, one.in_our_control) for one in left.causes] == [
        (cause, True),
        (left.causes[1].key, None),
    ]
    assert [one.alternative.id for one in left.alternatives] == [idea]
    assert [(one.key, one.member) for one in left.plans] == [(plan, BEN)]
    assert left.plans[0].will == "ask who wants to run it"
    assert [(one.member, one.text, one.shown) for one in left.takeaways] == [(CLEO, "Wait", True)]
    read = [(one.item, one.member, one.value, one.moment) for one in left.readings]
    assert read == [
        ("confidence", BEN, 30, Moment.BEFORE),
        ("safety", CLEO, 4, Moment.AFTER),
    ]
    assert left.attended == MEMBERS


def test_scores_are_no_readings() -> None:
    room = open_room(step="alternatives")
    idea = room.write(DEV, "alternative", "half the task")
    room.write(ADA, "score", about=idea, marks={"effect": 3, "effort": 2, "risk": 1, "fit": 4})
    left = outcomes(ended(room).state)
    assert left.readings == ()
    assert left.alternatives == ()


def test_what_nobody_revealed_is_kept_for_its_author_only() -> None:
    room = open_room(step="root_causes")
    room.write(BEN, "cause", "not shown")
    assert outcomes(ended(room).state).causes == ()
    room = open_room(step="takeaways")
    room.write(BEN, "takeaway", "mine alone")
    assert [one.shown for one in outcomes(ended(room).state).takeaways] == [False]


def test_session_two_leaves_reviews_promises_and_two_readings() -> None:
    room = open_room("session_two", step="reports")
    words = {"happened": "They asked for more", "why": "They knew the aim"}
    marks = {"confidence_after": 70, "confidence_then": 20}
    room.write(BEN, "report", words=words, marks=marks)
    room.go_to("promise")
    room.write(CLEO, "agreement", "We call each other in June")
    room.play(DEV, K.SIGN, contribution=room.events[-1].key)
    left = outcomes(ended(room).state)
    (report,) = left.reports
    assert (report.happened, report.why, report.expected, report.next) == (
        "They asked for more",
        "They knew the aim",
        "",
        "",
    )
    assert {(one.moment, one.value) for one in left.readings} == {
        (Moment.AFTER, 70),
        (Moment.THEN, 20),
    }
    assert [(one.proposed_by, one.signed) for one in left.agreements] == [(CLEO, (DEV,))]


def test_cards_outlast_the_session_and_hidden_ones_are_their_authors() -> None:
    room = open_room(step="did_not_work")
    shown = room.write(BEN, "card", "I explained it once")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.GROUP, contribution=room.write(ADA, "card", "I went quiet"), onto=shown)
    room.play(ADA, K.NAME_PILE, contribution=shown, words={"text": "Silence"})
    room.play(ADA, K.NEXT_STEP)
    room.write(CLEO, "cause", "Nobody asked")
    room.end_early()
    found = outcomes(room.state)
    assert [(one.member, one.text, one.pile, one.shown) for one in found.notes] == [
        (BEN, "I explained it once", "Silence", True),
        (ADA, "I went quiet", "Silence", True),
        (CLEO, "Nobody asked", "", False),
    ]
    assert found.causes == ()
