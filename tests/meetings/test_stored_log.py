"""A log that was written by other rules than those of today still opens, alike for everybody."""

from uuid import uuid4

import pytest

from collegium.domain.playbook import PlaybookError, parse
from collegium.meetings.live import memory
from collegium.meetings.live.playbooks import kept, shipped_text
from collegium.meetings.models import PlaybookText, SessionEvent
from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "nobody but the group may read this"


@pytest.fixture
def live() -> LiveGroup:
    return opened(step="did_not_work")


def store(live: LiveGroup, number: int, kind: str, **data: object) -> None:
    """Put an event into the log past all rules."""
    member = live.room(number).member
    SessionEvent.objects.create(
        group=live.group,
        session=live.session,
        sequence=live.state().sequence + 1,
        key=uuid4(),
        member=member,
        at=live.clock,
        body={"kind": kind, "actor": str(member.pk), "data": data},
    )
    live.session.last_sequence += 1
    live.session.save()
    memory.forget()


@pytest.mark.parametrize(
    ("number", "kind", "data", "reason"),
    [
        (2, "reveal", {}, "host_only"),
        (0, "end", {"early": True}, "part_ahead"),
        (1, "contribute", {"slot": "card", "words": {"text": SECRET, SECRET: "x"}}, "malformed"),
        (1, "dance", {"words": {"text": SECRET}}, "unknown"),
    ],
)
def test_what_is_refused_today_is_passed_over_and_said_without_its_words(  # noqa: PLR0917 - rows of a table, and what pytest gives
    live: LiveGroup,
    number: int,
    kind: str,
    data: dict[str, object],
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = live.state()
    store(live, number, kind, **data)
    state = live.state()
    assert state.sequence == before.sequence + 1
    assert (state.step, state.phase, state.contributions) == (before.step, before.phase, ())
    assert f"({reason})" in caplog.text
    assert SECRET not in caplog.text
    live.write(3, "card", "and on")
    memory.forget()
    assert [one.words["text"] for one in live.state().contributions] == ["and on"]


def test_a_playbook_that_was_kept_by_looser_rules_still_leads_its_session(live: LiveGroup) -> None:
    before = live.state()
    without_the_end = shipped_text("session_one").partition("  - key: plan\n")[0]
    with pytest.raises(PlaybookError):
        parse(without_the_end)
    assert live.session.pinned_id
    PlaybookText.objects.filter(pk=live.session.pinned_id).update(text=without_the_end)
    memory.forget()
    kept.cache_clear()
    live.write(1, "card", "goes on")
    state = live.state()
    assert state.step == before.step
    assert [step.key for step in state.playbook.steps][-1] == "alternatives"
