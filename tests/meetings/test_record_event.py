"""The log of a session in real rows."""

from typing import NoReturn
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.domain.playbook import Reason, Refused, replay
from collegium.groups.models import Agreement, Signature
from collegium.groups.queries import enter
from collegium.meetings.actions.live import record_event
from collegium.meetings.live import drawing, memory
from collegium.meetings.live.drawing import NOT_YET, Frames, Occupant, draw_together
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.live.rendering import Reader
from collegium.meetings.models import Kind, Outcome, Reading, Session, SessionEvent, SessionState
from collegium.meetings.queries.live import _event, outcomes
from collegium.vault import keyring
from collegium.vault.sealing import VaultError
from tests.builders import a_group, a_person, a_programme
from tests.meetings.live_sessions import START, LiveGroup, a_session, opened

READER = Reader("de", "Europe/Berlin")
SECRET = "I am afraid of my own team"


def test_opening_puts_the_session_under_way_with_all_members() -> None:
    live = a_session()
    recorded = live.do(1, "open", {"members": ["somebody else"]})
    live.session.refresh_from_db()
    assert live.session.state == SessionState.LIVE
    assert set(recorded.state.members) == {live.member(number) for number in range(4)}
    assert recorded.state.host == live.member(1)


def test_a_cancelled_session_does_not_open() -> None:
    live = a_session()
    Session.objects.update(state=SessionState.CANCELLED)
    assert live.refusal(0, "open") is Reason.NOT_OPEN


def test_the_state_is_what_the_log_adds_up_to() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", SECRET)
    state = live.state()
    rows = SessionEvent.objects.filter(session=live.session)
    events = [_event(live.room(), row) for row in rows]
    assert replay(playbook("session_one"), events) == state
    assert [row.sequence for row in rows] == list(range(1, live.session.last_sequence + 1))


def test_a_restart_loses_nothing() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", SECRET)
    before = live.state()
    memory.forget()
    keyring.forget()
    assert live.state() == before


def test_an_event_sent_twice_counts_once() -> None:
    live = opened(step="did_not_work")
    key = uuid4()
    data = {"slot": "card", "words": {"text": "once"}}
    first = live.do(1, "contribute", data, key=key)
    again = live.do(1, "contribute", data, key=key)
    assert again.state == first.state
    assert again.effects == ()
    assert SessionEvent.objects.filter(key=key).count() == 1


def test_a_refused_event_leaves_no_trace() -> None:
    live = opened(step="did_not_work")
    before = live.state()
    assert live.refusal(1, "next_step") is Reason.REVEAL_FIRST
    assert live.refusal(1, "dance") is Reason.MALFORMED
    assert live.refusal(1, "contribute", {"slot": "card"}) is Reason.MISSING
    assert live.state() == before
    assert SessionEvent.objects.count() == before.sequence


def test_another_groups_session_is_out_of_reach() -> None:
    live = opened()
    stranger = a_person(live.group.organisation, "Eve Other")
    elsewhere = a_group(a_programme(live.group.organisation, "Autumn"), stranger)
    room = enter(stranger, elsewhere.pk)
    with pytest.raises(Session.DoesNotExist):
        record_event(room, live.session.pk, key=uuid4(), kind="join", data={}, now=START)


def test_words_are_sealed_in_the_row_and_never_in_a_refusal() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", SECRET)
    row = SessionEvent.objects.latest("sequence")
    assert SECRET.encode() not in bytes(row.body)
    assert SECRET not in repr(row.body)
    with pytest.raises(Refused) as caught:
        live.do(1, "contribute", {"slot": "card", "words": {"text": SECRET * 200}})
    assert SECRET not in str(caught.value)


def test_when_the_key_is_gone_so_is_what_memory_held() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", SECRET)
    memory.remember(live.session.pk, live.state())
    keyring.destroy(live.group.pk)
    with pytest.raises(VaultError):
        live.state()


def session_one_held() -> LiveGroup:
    live = opened(step="root_causes")
    live.write(1, "cause", "I fear the result", in_our_control=1)
    live.go_to("plan")
    live.plan(0, sure=30)
    live.plan(1, sure=60)
    live.go_to("takeaways")
    live.write(2, "takeaway", "Wait", safety_after=4)
    live.finish()
    return live


def test_ending_keeps_outcomes_and_readings_in_the_same_breath() -> None:
    live = session_one_held()
    assert live.session.state == SessionState.ENDED
    assert live.session.ended_at == live.clock
    left = outcomes(live.room(), live.session.cycle)
    assert [one.kind for one in left] == ["plan", "plan", "cause", "takeaway"]
    assert left[0].words["will"] == "ask who wants to lead it"
    assert left[0].name == live.people[0].name
    readings = Reading.objects.filter(session=live.session)
    assert set(readings.values_list("item", "moment", "value")) == {
        ("confidence", "before", 30),
        ("confidence", "before", 60),
        ("safety", "after", 4),
    }


def test_outcomes_can_be_asked_for_by_kind_and_are_sealed() -> None:
    live = session_one_held()
    assert len(outcomes(live.room(3), live.session.cycle, kind="plan")) == 2
    assert all(b"Monday" not in bytes(row.body) for row in Outcome.objects.all())


def test_what_was_never_shown_is_its_authors_alone() -> None:
    live = opened(step="plan")
    live.plan(1)
    live.end_early()
    assert outcomes(live.room(0), live.session.cycle) == ()
    assert [one.kind for one in outcomes(live.room(1), live.session.cycle)] == ["plan"]


def test_signed_promises_become_the_groups_agreements() -> None:
    live = opened(Kind.ORIENTATION, step="agreements")
    kept = live.write(1, "agreement", "What is said here stays here")
    live.write(2, "agreement", "Nobody signs this one")
    live.do(0, "sign", {"contribution": kept})
    live.do(1, "sign", {"contribution": kept})
    live.finish()
    agreement = Agreement.objects.get(group=live.group)
    assert live.room().read(agreement, "text") == "What is said here stays here"
    assert Signature.objects.filter(agreement=agreement).count() == 2


def test_session_two_keeps_confidence_now_and_looking_back() -> None:
    live = opened(Kind.SESSION_TWO, step="reports")
    marks = {"confidence_after": 70, "confidence_then": 20}
    words = {"happened": "They asked for more"}
    live.do(3, "contribute", {"slot": "report", "words": words, "marks": marks})
    live.finish()
    found = Reading.objects.filter(member=live.room(3).member).values_list("moment", "value")
    assert set(found) == {("after", 70), ("then", 20)}


def test_a_member_who_left_keeps_no_session_from_ending() -> None:
    live = opened(step="plan")
    live.plan(3, sure=10)
    live.group.members.filter(person=live.people[3]).delete()
    live.finish()
    assert Reading.objects.count() == 0
    plan = Outcome.objects.get(kind="plan")
    assert plan.member is None


def test_memory_holds_a_session_while_it_runs_and_not_after(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    live = opened(step="plan")
    with django_capture_on_commit_callbacks(execute=True):
        live.plan(1)
    assert memory.recall(live.session.pk) == live.state()
    with django_capture_on_commit_callbacks(execute=True):
        live.finish()
    assert memory.recall(live.session.pk) is None


def drawn(live: LiveGroup, occupants: list[Occupant]) -> Frames:
    return draw_together({live.session.pk: live.sitting(occupants)})[live.session.pk].frames


def test_a_screen_that_others_see_is_sent_nothing_of_its_members_own() -> None:
    live = opened(step="did_not_work")
    live.write(1, "card", "mine until it is shown")
    own, screen = live.occupant(1, READER), live.occupant(1, READER, shared_only=True)
    frames = drawn(live, [own, screen])
    assert "mine until it is shown" in frames[own].message()
    assert "mine until it is shown" not in frames[screen].message()
    assert not {"desk", "host"} & set().union(*frames[screen].parts)


@pytest.mark.parametrize("broken", ["state_for", "_frames"])
def test_what_could_not_be_looked_at_is_looked_at_again_and_a_broken_page_is_not(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def breaks(*_: object) -> NoReturn:
        raise KeyError("a word of somebody's")

    live = opened(step="did_not_work")
    sitting = live.sitting([live.occupant(1, READER)])
    monkeypatch.setattr(drawing, broken, breaks)
    found = draw_together({live.session.pk: sitting})[live.session.pk]
    last = Session.objects.get(pk=live.session.pk).last_sequence
    assert (found.there, dict(found.frames)) == (sitting.occupants, {})
    assert found.sequence == (NOT_YET if broken == "state_for" else last)


def test_who_is_drawn_for_and_who_is_not() -> None:
    live = opened(step="did_not_work")
    occupants = [live.occupant(number, READER) for number in range(len(live.people))]
    live.group.members.filter(person=live.people[3]).update(left_at=live.clock)
    frames = drawn(live, occupants)
    assert set(frames) == set(occupants[:3])
    keyring.destroy(live.group.pk)
    assert drawn(live, occupants) == {}
