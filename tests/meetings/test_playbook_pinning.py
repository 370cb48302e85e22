"""A session goes on with the words it was opened with, whatever is upgraded or uploaded since."""

from datetime import UTC, datetime

import pytest

from collegium.domain.playbook import PlaybookError
from collegium.meetings.actions.playbooks import (
    ComesAnyway,
    choose_playbooks,
    keep_playbook,
    offer,
)
from collegium.meetings.actions.versions import VersionTaken
from collegium.meetings.live import memory, playbooks
from collegium.meetings.live.playbooks import book_of, in_force, playbook, shipped_text
from collegium.meetings.models import Kind, PlaybookText, Session, SessionState
from collegium.people.models import Organisation
from tests.builders import a_lead, an_organisation
from tests.meetings.live_sessions import LiveGroup, a_session, opened

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHIPPED_VERSION = playbook("session_one").version
NEWER = SHIPPED_VERSION + 1


def changed(slug: str, *, version: int, title: str) -> str:
    """A shipped text with another version and title."""
    text = shipped_text(slug).replace(f"version: {SHIPPED_VERSION}\n", f"version: {version}\n", 1)
    before, after = text.split("title:", 1)
    return f"{before}title:{after.replace('en: ', f'en: {title} ', 1)}"


def title_of(live: LiveGroup) -> str:
    live.session.refresh_from_db()
    return book_of(live.room(), live.session).title.in_language("en")


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


def test_an_opened_session_outlives_an_upgrade_of_the_shipped_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, untouched = opened(step="did_not_work"), a_session()
    before.write(0, "card", "kept")
    was = before.state()
    upgraded = changed("session_one", version=NEWER, title="Upgraded")
    monkeypatch.setattr(playbooks, "shipped_text", lambda _slug: upgraded)
    memory.forget()
    playbooks.kept.cache_clear()
    assert before.state() == was
    assert before.session.playbook_version == SHIPPED_VERSION
    before.write(1, "card", "and on")
    assert title_of(before) == "Session One"
    assert title_of(untouched) == "Upgraded Session One"


def test_a_new_version_is_followed_by_what_is_opened_afterwards() -> None:
    first, second = opened(), a_session()
    lead = a_lead(second.group.organisation)
    keep_playbook(changed("session_one", version=NEWER, title="Own"), by=lead, now=NOW)
    second.do(0, "open")
    memory.forget()
    assert (title_of(first), title_of(second)) == ("Session One", "Own Session One")
    assert second.session.playbook_version == NEWER
    assert second.state().playbook == book_of(second.room(), second.session)
    keep_playbook(changed("session_one", version=NEWER + 1, title="Newer"), by=lead, now=NOW)
    assert title_of(second) == "Own Session One"


def test_a_text_is_pinned_once_for_all_sessions_that_follow_it() -> None:
    live = opened()
    again = a_session(Kind.SESSION_TWO, live.group)
    again.do(0, "open")
    other = a_session(Kind.ORIENTATION, live.group)
    Session.objects.filter(pk=other.session.pk).update(playbook="session_one")
    other.do(0, "open")
    assert title_of(other) == "Session One"
    assert PlaybookText.objects.filter(organisation=live.group.organisation).count() == 2
    assert not PlaybookText.objects.filter(shipped=False).exists()


def test_a_refused_opening_pins_nothing() -> None:
    live = a_session()
    Session.objects.filter(pk=live.session.pk).update(state=SessionState.CANCELLED)
    live.refusal(0, "open")
    live.session.refresh_from_db()
    assert live.session.pinned is None
    assert not PlaybookText.objects.exists()


def test_a_version_stands_for_one_text(organisation: Organisation) -> None:
    lead = a_lead(organisation)
    text = changed("session_one", version=NEWER, title="Own")
    row = keep_playbook(text, by=lead, now=NOW)
    assert keep_playbook(text, by=lead, now=NOW) == row
    with pytest.raises(VersionTaken):
        keep_playbook(changed("session_one", version=NEWER, title="Other"), by=lead, now=NOW)
    with pytest.raises(VersionTaken):
        keep_playbook(
            changed("session_one", version=SHIPPED_VERSION, title="Other"), by=lead, now=NOW
        )
    with pytest.raises(ComesAnyway):
        keep_playbook(shipped_text("session_one"), by=lead, now=NOW)
    with pytest.raises(PlaybookError):
        keep_playbook("steps: []", by=lead, now=NOW)
    assert PlaybookText.objects.get().text == text


def test_a_retired_playbook_gives_way_but_serves_what_was_made_with_it(
    organisation: Organisation,
) -> None:
    lead = a_lead(organisation)
    keep_playbook(changed("session_one", version=NEWER, title="Own"), by=lead, now=NOW)
    ours = changed("session_one", version=SHIPPED_VERSION, title="Ours")
    keep_playbook(ours.replace("playbook: session_one", "playbook: ours"), by=lead, now=NOW)
    for key in ("session_one", "ours"):
        offer(organisation, key, retired=True, now=NOW)
    assert in_force(organisation.pk, "session_one").book == playbook("session_one")
    assert in_force(organisation.pk, "ours").book.key == "ours"
    offer(organisation, "session_one", retired=False, now=NOW)
    assert in_force(organisation.pk, "session_one").book.version == NEWER
    with pytest.raises(FileNotFoundError):
        in_force(an_organisation("Elsewhere").pk, "ours")


def test_a_programme_follows_what_its_lead_chose_but_not_in_sessions_that_began() -> None:
    begun = opened()
    coming = a_session(Kind.SESSION_TWO, begun.group)
    programme = begun.group.programme
    text = changed("session_two", version=SHIPPED_VERSION, title="Ours").replace(
        "playbook: session_two", "playbook: ours"
    )
    keep_playbook(text, by=a_lead(programme.organisation), now=NOW)
    for _ in range(2):
        choose_playbooks(programme, {Kind.SESSION_ONE: "ours", Kind.SESSION_TWO: "ours"})
    assert (title_of(begun), title_of(coming)) == ("Session One", "Ours Session Two")
    choose_playbooks(programme, {})
    assert title_of(coming) == "Session Two"
    assert not programme.playbooks.exists()


def test_the_log_alone_gives_the_same_session_again() -> None:
    live = opened(step="did_not_work")
    state = live.state()
    memory.forget()
    assert live.state() == state
