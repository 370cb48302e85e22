"""What somebody takes along: everything about them, in the clear, and nothing of anybody else."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.groups.actions.rather_not import name_somebody
from collegium.groups.models import Agreement, Buddies, Member
from collegium.mailing.models import Mail, MailKind
from collegium.meetings.models import Reading, SessionEvent
from collegium.people.models import Person
from collegium.practice import actions as practice
from collegium.practice.actions import Lines, Said
from collegium.practice.models import Audience
from collegium.rights.archive import everything_about
from collegium.rights.queries.kept import kept_in
from collegium.vault import keyring
from tests.architecture.canaries import sealed_fields, sealed_models
from tests.architecture.test_canaries import Aviary
from tests.builders import a_person
from tests.library.conftest import signed_in
from tests.library.memories import FIRST, Years, some_years

NOT_THEIRS = {  # sealed, and not what one person wrote
    "groups.OwnChallenge.words",  # no row says whose they were
    "meetings.ExtraMeeting.text",  # a playbook's text
    "library.Sense.vectors",  # worked out by the machine
    "mailing.ChatChannel.address",  # the organisation's
    "people.SignOn.client_secret",
    "meetings.CalendarSource.address",  # secrets
    "meetings.CalendarSource.user",
    "meetings.CalendarSource.password",
    "groups.RatherNot.names",  # told by name, as the test below has it
    "practice.Contacts.named",
}

LEFT = "The report was never mine"  # by a session of which no word was said in this test


def taken(person: Person) -> tuple[dict[str, Any], str]:
    """The data and the page out of the file."""
    file = io.BytesIO(b"".join(everything_about(person, now=timezone.now())))
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return json.loads(archive.read("everything.json")), archive.read("everything.html").decode()


def test_every_sealed_field_that_is_theirs_comes_along_in_the_clear() -> None:
    aviary = Aviary()
    data, _ = taken(aviary.room.person)
    text = json.dumps(data, ensure_ascii=False)
    missing = {one.field for one in aviary.canaries if one.marker not in text}
    assert missing == NOT_THEIRS
    every = {f"{m._meta.label}.{f.name}" for m in sealed_models() for f in sealed_fields(m)}
    assert missing < every


def test_nothing_of_others_comes_along() -> None:
    aviary = Aviary()
    other = aviary.room.group.members.exclude(pk=aviary.room.member.pk).filter(left_at=None)[0]
    data, page = taken(other.person)
    text = json.dumps(data, ensure_ascii=False) + page
    assert [one.field for one in aviary.canaries if one.marker in text] == []
    assert aviary.room.person.email not in text


def wrote(years: Years) -> None:
    """The first member writes wherever one can, and others beside."""
    room, cycle = years.room(0), years.cycle(2)
    pair = Buddies.objects.create(cycle=cycle)
    pair.members.set([years.room(0).member, years.room(1).member])
    now = FIRST + timedelta(days=60)
    practice.write_entry(
        room, cycle, once=uuid4(), week=1,
        lines=Lines(did="mine-log", attempts=1, audience=Audience.PRIVATE), now=now,
    )  # fmt: skip
    practice.write_entry(
        years.room(1), cycle, once=uuid4(), week=1,
        lines=Lines(did="theirs-log", attempts=1, audience=Audience.GROUP), now=now,
    )  # fmt: skip
    practice.check_in(room, cycle, week=1, note="mine-note", now=now)
    practice.check_in(years.room(1), cycle, week=1, note="theirs-note", now=now)
    practice.say(room, once=uuid4(), said=Said(text="mine-post"), asks=False, now=now)
    name_somebody(room.person, a_person(years.group.organisation, "Not Again").pk)


def test_the_page_and_the_data_hold_what_is_mine() -> None:
    years = some_years(1)
    wrote(years)
    session = years.group.sessions.first()
    assert session
    Reading.objects.create(
        session=session, member=years.room(0).member, item="safety", moment="after", value=4
    )
    person = years.people[0]
    Mail.objects.create(
        organisation=person.organisation, person=person, kind=MailKind.LOG, about=uuid4(),
        key="one", due_at=FIRST, settled_at=FIRST, state="sent",
    )  # fmt: skip
    data, page = taken(person)
    assert (data["format"], data["version"]) == ("collegium-person", 1)
    text = json.dumps(data, ensure_ascii=False)
    for said in ("mine-log", "mine-note", "mine-post", "Not Again", LEFT):
        assert said in text
        assert said in page or said == LEFT
    assert "theirs" not in text + page
    assert data["rows"]["meetings.Reading"][0]["value"] == 4
    assert data["rows"]["people.Person"][0]["email"] == person.email
    assert "password" not in data["rows"]["people.Person"][0]
    assert data["rows"]["mailing.Mail"][0]["kind"] == "log"
    assert "Reminder of the log" in page
    assert "<script" not in page
    assert "http" not in page  # it opens without a line


def test_the_page_says_it_in_words_and_not_in_codes() -> None:
    years = some_years(1)
    person, other = years.people[0], years.people[1]
    session = years.group.sessions.first()
    assert session
    Reading.objects.create(
        session=session, member=years.room(0).member, item="safety", moment="then", value=4
    )
    note(Verb.SIGNED_IN, person.organisation_id, by=person.pk, subject=person.pk)
    note(Verb.ROLE_GRANTED, person.organisation_id, by=other.pk, subject=person.pk, detail="lead")
    note(Verb.ROLE_GRANTED, person.organisation_id, by=person.pk, subject=other.pk, detail="lead")
    _, page = taken(person)
    assert "How safe it was to speak openly" in page
    assert f"{person.name} signed in." in page
    assert f"{other.name} gave {person.name} the role “Programme lead”." in page
    assert f"{person.name} gave" not in page  # to whom is theirs
    for code in ("signed-in", "role-granted", "safety", ">then<"):
        assert code not in page
    Person.objects.filter(pk=person.pk).update(language="de")
    _, page = taken(Person.objects.get(pk=person.pk))
    assert "<strong>Zahl:</strong>" in page
    assert "<strong>Nummer:</strong>" in page


def test_the_page_is_in_the_language_of_its_person() -> None:
    years = some_years(0)
    Person.objects.filter(pk=years.people[0].pk).update(language="de")
    _, page = taken(Person.objects.get(pk=years.people[0].pk))
    assert '<html lang="de"' in page


def test_what_cannot_be_opened_any_more_does_not_stop_the_rest() -> None:
    years = some_years(1)
    keyring.destroy(years.group.pk)
    data, page = taken(years.people[0])
    assert data["rows"]["practice.LogEntry"][0]["did"] is None
    assert "The words of this group are gone." in page


def test_who_was_forgotten_in_a_group_takes_nothing_of_it_along() -> None:
    years = some_years(1)
    Member.objects.filter(pk=years.room(0).member.pk).update(forgotten_at=FIRST)
    data, _ = taken(years.people[1])
    assert len(data["wrote_with_others"]) == 1


def test_more_of_it_costs_no_more_questions_to_the_database() -> None:
    years = some_years(1)

    def cost() -> int:
        keyring.forget()
        with CaptureQueriesContext(connections["default"]) as asked:
            taken(years.people[0])
        return len(asked)

    first = cost()
    years.add_cycle()
    session = years.group.sessions.all()[0]
    for number in range(5):
        SessionEvent.objects.create(
            group=years.group, session=session, sequence=900 + number, key=uuid4(),
            member=years.room(0).member, at=FIRST, body={"kind": "hand", "data": {}},
        )  # fmt: skip
        Agreement.objects.create(group=years.group, proposed_by=years.room(0).member, text="x")
    assert cost() == first


def test_the_file_comes_at_once_and_is_kept_nowhere() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    answer = client.post(reverse("rights:everything"))
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # of a streamed answer
    assert zipfile.is_zipfile(io.BytesIO(body))
    assert client.get(reverse("rights:everything")).status_code == 405
    assert Client().post(reverse("rights:everything")).status_code == 302


def test_the_page_of_what_is_kept_says_the_policy() -> None:
    years = some_years(0)
    page = signed_in(years.people[0]).get(reverse("rights:kept")).content.decode()
    assert "What you write in your groups" in page
    assert "24 months after it has ended" in page
    said = {one.key: one for one in kept_in(years.group.organisation_id)}
    assert len(said["words"].readers) == 2
