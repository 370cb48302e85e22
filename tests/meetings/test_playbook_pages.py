"""Playbooks as an organisation's people see, bring, retire and follow them."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collegium.domain.playbook import SHIPPED
from collegium.groups.rooms import Room
from collegium.meetings.actions.playbooks import choose_playbooks, keep_playbook
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.live.playbooks import playbook, shipped_text
from collegium.meetings.models import Kind, PlaybookText, Session, SessionState
from collegium.people.models import Organisation, Person
from tests.builders import a_group, a_lead, a_person, a_programme, a_room, an_organisation

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def ours(key: str = "ours", version: int = 1, *, like: str = "case_clinic", extra: str = "") -> str:
    """A playbook of an organisation's own, made out of a shipped one."""
    text = shipped_text(like)
    number = playbook(like).version
    text = text.replace(f"playbook: {like}", f"playbook: {key}", 1)
    return text.replace(f"version: {number}\n", f"version: {version}\n", 1) + extra


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(organisation: Organisation, client: Client) -> Person:
    lead = a_lead(organisation)
    client.force_login(lead)
    return lead


def test_what_is_shipped_stands_there_for_everybody(client: Client) -> None:
    client.force_login(a_person(an_organisation()))
    page = client.get("/playbooks/").content.decode()
    for slug in SHIPPED:
        assert f'href="/playbooks/{slug}/"' in page
    assert "Import a playbook" not in page
    one = client.get("/playbooks/case_clinic/").content.decode()
    for step in playbook("case_clinic").steps:
        assert step.title.in_language("en") in one
    assert "Timekeeper" in one
    assert "70" in one
    assert client.get("/playbooks/nothing/").status_code == 404


def test_a_file_comes_back_as_it_is(client: Client, organisation: Organisation) -> None:
    client.force_login(a_person(organisation))
    answer = client.get(f"/playbooks/troika/{playbook('troika').version}/file/")
    assert answer.content.decode() == shipped_text("troika")
    assert 'filename="troika-1.yaml"' in answer["Content-Disposition"]
    assert client.get("/playbooks/troika/99/file/").status_code == 404


def test_a_lead_sees_a_playbook_before_it_is_kept(client: Client, lead: Person) -> None:
    sent = SimpleUploadedFile("ours.yaml", ours().encode())
    seen = client.post("/playbooks/new/", {"file": sent, "text": "not this"})
    page = seen.content.decode()
    assert seen.status_code == 200
    assert "Keep this playbook" in page
    for step in playbook("case_clinic").steps:
        for language in ("en", "de"):
            assert step.title.in_language(language) in page
    assert not PlaybookText.objects.exists()
    for _ in range(2):
        kept = client.post("/playbooks/new/", {"text": ours().replace("\n", "\r\n"), "keep": "yes"})
        assert kept.headers["Location"] == "/playbooks/ours/"
        assert PlaybookText.objects.get().text == ours()
    one = client.get("/playbooks/ours/").content.decode()
    assert lead.name in one
    assert client.get("/playbooks/ours/1/file/").content.decode() == ours()


@pytest.mark.parametrize("keep", [{}, {"keep": "yes"}])
def test_faults_have_lines_and_what_was_typed_stays(
    client: Client, lead: Person, keep: dict[str, str]
) -> None:
    assert lead
    wrong = ours().replace("kind: cards", "kind: crads", 1)
    answer = client.post("/playbooks/new/", {"text": wrong} | keep)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Line {1 + wrong[: wrong.index('kind: crads')].count(chr(10))}" in page
    assert "kind: crads" in page
    assert not PlaybookText.objects.exists()
    for sent in (b"", b"\xff\xfe"):
        answer = client.post("/playbooks/new/", {"file": SimpleUploadedFile("a.yaml", sent)} | keep)
        assert answer.status_code == 422


def test_a_version_never_changes(client: Client, lead: Person) -> None:
    keep_playbook(ours(), by=lead, now=NOW)
    answer = client.post("/playbooks/new/", {"text": ours(extra="# more\n"), "keep": "yes"})
    assert answer.status_code == 422
    assert "version: 2" in answer.content.decode()
    assert "# more" in answer.content.decode()
    newer = {"text": ours(version=2, extra="# more\n"), "keep": "yes"}
    assert client.post("/playbooks/new/", newer).status_code == 302
    assert PlaybookText.objects.count() == 2
    same = client.post("/playbooks/new/", {"text": shipped_text("troika"), "keep": "yes"})
    assert same.headers["Location"] == "/playbooks/troika/"
    assert PlaybookText.objects.count() == 2


def test_retiring_takes_one_off_the_offer(client: Client, lead: Person) -> None:
    keep_playbook(ours(), by=lead, now=NOW)
    for _ in range(2):
        assert client.post("/playbooks/ours/offer/", {"retired": "yes"}).status_code == 302
        assert PlaybookText.objects.get().retired_at
    assert "Retired" in client.get("/playbooks/").content.decode()
    assert client.post("/playbooks/ours/offer/", {"retired": "no"}).status_code == 302
    assert PlaybookText.objects.get().retired_at is None
    assert client.post("/playbooks/troika/offer/", {"retired": "yes"}).status_code == 404


def test_nobody_sees_another_organisations(client: Client, organisation: Organisation) -> None:
    keep_playbook(ours(), by=a_lead(organisation), now=NOW)
    client.force_login(a_person(an_organisation("Elsewhere")))
    assert "ours" not in client.get("/playbooks/").content.decode()
    for page in ("", "paper/", "1/file/"):
        assert client.get(f"/playbooks/ours/{page}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    client: Client, lead: Person, count: int
) -> None:
    for number in range(count):
        keep_playbook(ours(f"ours{number}"), by=lead, now=NOW)
    client.get("/playbooks/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/playbooks/").status_code == 200
    assert len(asked) == 6


def followed(room: Room) -> dict[str, tuple[str, int, int]]:
    rows = Session.objects.filter(group=room.group)
    return {one.kind: (one.playbook, one.minutes, one.revision) for one in rows}


def test_a_lead_chooses_what_a_programme_follows(client: Client) -> None:
    room = a_room()
    programme = room.group.programme
    lead = a_lead(programme.organisation)
    keep_playbook(ours(like="session_two"), by=lead, now=NOW)
    keep_playbook(ours("clinic"), by=lead, now=NOW)
    propose_cycle(room.group.cycles.get(), opens=NOW, now=NOW)
    before = followed(room)
    Session.objects.filter(kind=Kind.SESSION_TWO).update(state=SessionState.CONFIRMED, minutes=80)
    client.force_login(lead)
    address = f"/programmes/{programme.pk}/playbooks/"
    page = client.get(address).content.decode()
    assert page.count('value="ours"') == 3
    assert page.count('value="clinic"') == 2  # nobody reports in it
    wanted = {"orientation": "orientation", "session_one": "session_one", "session_two": "ours"}
    for _ in range(2):
        assert client.post(address, wanted).status_code == 302
        assert followed(room)[Kind.SESSION_TWO] == ("ours", 90, 1)
        assert followed(room)[Kind.SESSION_ONE] == before[Kind.SESSION_ONE]
    assert client.post(address, wanted | {"session_one": "nothing"}).status_code == 422


def test_the_next_cycles_sessions_follow_it_too() -> None:
    room = a_room()
    lead = a_lead(room.group.organisation)
    keep_playbook(ours(like="session_two"), by=lead, now=NOW)
    choose_playbooks(room.group.programme, {Kind.SESSION_TWO: "ours"})
    propose_cycle(room.group.cycles.get(), opens=NOW, now=NOW)
    assert followed(room)[Kind.SESSION_TWO][0] == "ours"
    assert followed(room)[Kind.ORIENTATION][0] == "orientation"


def test_a_large_group_keeps_as_much_time_free_as_it_needs() -> None:
    organisation = an_organisation()
    for people, minutes in ((4, 90), (8, 102)):
        names = [f"Member {people}{letter}" for letter in "abcdefgh"[:people]]
        members = [a_person(organisation, name) for name in names]
        group = a_group(a_programme(organisation), *members)
        propose_cycle(group.cycles.get(), opens=NOW, now=NOW)
        assert group.sessions.get(kind=Kind.SESSION_TWO).minutes == minutes
