"""Which playbook an extra meeting follows is readable for its group and nowhere in a database."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from collegium.domain.playbook import SHIPPED
from collegium.groups.rooms import Room
from collegium.meetings.actions.extra import NewExtra, start_extra
from collegium.meetings.actions.live import record_event
from collegium.meetings.actions.playbooks import keep_playbook
from collegium.meetings.live import memory
from collegium.meetings.live.playbooks import shipped_text
from collegium.meetings.models import ExtraMeeting, PlaybookText, Reading, Session, SessionState
from collegium.meetings.queries.extra import name_extras
from collegium.meetings.queries.live import session_of, state_of
from collegium.vault.fields import PaddedTextField
from tests.architecture.canaries import everything_stored
from tests.builders import a_lead, a_room
from tests.meetings.test_playbook_pages import ours

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def room() -> Room:
    memory.forget()
    return a_room()


def held(room: Room, playbook: str) -> Session:
    """Opened, answered by its host as far as it asks, and ended."""
    now = timezone.now()
    session = start_extra(room, NewExtra(uuid4(), playbook), now=now)
    for number, step in enumerate(state_of(room, session_of(room, session.pk)).playbook.steps):
        last = {"slot": "pulse", "words": {"text": "open"}, "marks": {}}
        if step.questions:
            marks = {one.key: 3 for one in step.questions}
            say(room, session, "contribute", last | {"marks": marks}, number)
        else:
            go_on(room, session, number)
    say(room, session, "end", {"early": True}, 99)
    return session_of(room, session.pk)


def say(room: Room, session: Session, kind: str, data: Mapping[str, object], hour: int) -> None:
    now = timezone.now() + timedelta(hours=hour)
    record_event(room, session.pk, key=uuid4(), kind=kind, data=data, now=now)


def go_on(room: Room, session: Session, hour: int) -> None:
    if state_of(room, session_of(room, session.pk)).phase == "writing":
        say(room, session, "reveal", {}, hour)
    say(room, session, "next_step", {}, hour)


def test_no_database_tells_what_a_group_repairs(room: Room) -> None:
    session = held(room, "safety_repair")
    assert session.state == SessionState.ENDED
    stored = everything_stored()
    assert room.group.name.encode() in stored
    book = state_of(room, session).playbook
    told = ["safety", *book.title.by_language.values(), *(step.key for step in book.steps)]
    assert [word for word in told if word.encode() in stored] == []


def test_a_playbook_of_ones_own_shows_no_more_than_a_shipped_one(room: Room) -> None:
    keep_playbook(ours(), by=a_lead(room.group.organisation), now=timezone.now())
    before = everything_stored()
    now = timezone.now()
    session = start_extra(room, NewExtra(uuid4(), "ours"), now=now)
    kept = PlaybookText.objects.get(key="ours")
    assert session.pinned_id is None
    assert everything_stored().count(kept.pk.hex.encode()) == before.count(kept.pk.hex.encode())
    assert state_of(room, session_of(room, session.pk)).playbook.key == "ours"


def test_nothing_else_is_kept_by_which_one_could_tell(room: Room) -> None:
    found = []
    for playbook in ("safety_repair", "buddy_check_in"):
        session = held(room, playbook)
        found.append((session.playbook, session.playbook_version, session.pinned, session.minutes))
    assert found[0] == found[1]
    assert not PlaybookText.objects.exists()
    assert not Reading.objects.exists()


def test_the_sealed_texts_are_equally_long() -> None:
    field = PaddedTextField()
    lengths = {len(field.dump(shipped_text(slug)).encode()) for slug in SHIPPED}
    assert lengths == {PaddedTextField.BLOCK}
    for text in ("", "ä" * 40_000, shipped_text("troika")):
        assert field.load(field.dump(text)) == text


def test_it_goes_on_with_the_words_it_was_called_with(room: Room) -> None:
    lead = a_lead(room.group.organisation)
    keep_playbook(ours(), by=lead, now=timezone.now())
    later = timezone.now() + timedelta(days=2)
    session = start_extra(room, NewExtra(uuid4(), "ours", later), now=timezone.now())
    PlaybookText.objects.all().delete()
    say(room, session, "open", {}, 48)
    assert state_of(room, session_of(room, session.pk)).playbook.key == "ours"


def test_only_the_group_itself_calls_it_by_its_name(room: Room, client: Client) -> None:
    later = timezone.now() + timedelta(days=2)
    made = start_extra(room, NewExtra(uuid4(), "safety_repair", later), now=timezone.now())
    session = Session.objects.get(pk=made.pk)
    name_extras([a_room()], [session])
    assert session.title == "Extra meeting"
    name_extras([room], [session])
    assert session.title == "Safety repair"
    client.force_login(room.person)
    assert "Safety repair" in client.get("/today/").content.decode()


def test_a_row_moved_to_another_group_does_not_open(room: Room) -> None:
    start_extra(room, NewExtra(uuid4(), "troika"), now=timezone.now())
    row = ExtraMeeting.objects.get()
    assert row.field_classes["text"] == "sealed"
    other = a_room()
    row.group = other.group
    with pytest.raises(Exception, match="does not open here"):
        other.read(row, "text")
