"""Bringing a roster through its pages: nothing before "apply", everything or nothing then."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.people import actions
from collegium.people.models import Person, RoleName, RosterUpload
from tests.builders import a_person, an_organisation, with_role

SAMPLE = Path(__file__).parents[2] / "docs" / "use" / "sample-roster.csv"
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
HEAD = "Number,Name,Email,Manager,Department,Country\n"


def bring(client: Client, content: bytes, name: str = "staff.csv", once: str = "") -> str:
    """Upload a file; the address of its changes page."""
    file = SimpleUploadedFile(name, content)
    response = client.post("/people/import/", {"file": file, "once": once or str(uuid4())})
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"].removesuffix("columns/")


def as_guessed(client: Client, path: str, **wishes: object) -> str:
    """Confirm the mapping page as it stands, but for some wishes."""
    form = client.get(path + "columns/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value is not None} | wishes
    response = client.post(path + "columns/", data)
    assert response.status_code == 302, response.context["form"].errors
    return path


def apply(client: Client, content: bytes) -> str:
    path = as_guessed(client, bring(client, content))
    assert client.post(path).status_code == 302
    return path


def roster(lead: Person) -> dict[str, Person]:
    people = lead.organisation.persons.exclude(pk=lead.pk).select_related("manager")
    return {person.name: person for person in people}


@pytest.fixture(autouse=True)
def _signed_in(client: Client, lead: Person) -> None:
    client.force_login(lead)


def test_the_sample_comes_in_whole(client: Client, lead: Person) -> None:
    path = as_guessed(client, bring(client, SAMPLE.read_bytes(), "sample-roster.csv"))
    page = client.get(path).content.decode()
    assert "40 people are added" in page
    assert roster(lead) == {}
    response = client.post(path, follow=True)
    assert "The roster is up to date." in response.content.decode()
    people = roster(lead)
    assert len(people) == 40
    assert len({p.country for p in people.values()}) == 5
    assert people["Marta Zielińska"].manager == people["Tomasz Wilk"]
    assert people["Marta Zielińska"].time_zone == "Europe/Warsaw"
    assert people["Marta Zielińska"].languages == ["pl", "en", "de"]
    assert people["Dörte Sievers"].language == "de"


def test_applying_twice_is_once_and_the_file_is_forgotten(client: Client, lead: Person) -> None:
    path = apply(client, SAMPLE.read_bytes())
    upload = RosterUpload.objects.get()
    assert bytes(upload.content) == b""
    assert upload.summary["added"] == 40
    page = client.post(path, follow=True).content.decode()
    assert "applied already" in page
    assert len(roster(lead)) == 40
    assert client.get(path + "columns/").headers["Location"] == path


def test_the_same_file_again_changes_nothing(client: Client) -> None:
    apply(client, SAMPLE.read_bytes())
    path = as_guessed(client, bring(client, SAMPLE.read_bytes()))
    page = client.get(path).content.decode()
    assert "There is nothing to apply." in page
    assert 'type="submit" class="button"><' not in page.split("<main")[1]


ADDRESSES = HEAD + "1,Ada,a@x.org,,IT,DE\n2,Ben,b@x.org,1,IT,DE\n"


def test_another_address_ends_who_came_in_by_the_one_before(client: Client, lead: Person) -> None:
    apply(client, ADDRESSES.encode())
    moved, stays = Client(), Client()
    moved.force_login(roster(lead)["Ben"])
    stays.force_login(roster(lead)["Ada"])
    apply(client, ADDRESSES.replace("b@x.org", "ben@x.org").encode())
    assert moved.get("/me/").status_code == 302
    assert stays.get("/me/").status_code == 200


def test_only_an_administrator_moves_an_administrators_address(
    client: Client, lead: Person
) -> None:
    apply(client, ADDRESSES.encode())
    with_role(roster(lead)["Ben"], RoleName.ADMINISTRATOR)
    path = as_guessed(client, bring(client, ADDRESSES.replace("b@x", "mine@x").encode()))
    page = client.get(path).content.decode()
    assert "This is an administrator" in page
    assert client.post(path).status_code == 422
    assert roster(lead)["Ben"].email == "b@x.org"
    above = Client()
    above.force_login(roster(lead)["Ben"])
    assert "This is an administrator" not in above.get(path).content.decode()
    assert above.post(path).status_code == 302
    assert roster(lead)["Ben"].email == "mine@x.org"
    assert above.get("/me/").status_code == 200  # who moves their own goes on


def test_a_second_click_on_upload_keeps_one_file(client: Client) -> None:
    once = str(uuid4())
    paths = {bring(client, SAMPLE.read_bytes(), once=once) for _ in range(2)}
    assert len(paths) == 1
    assert RosterUpload.objects.count() == 1


def test_changes_are_shown_and_then_made(client: Client, lead: Person) -> None:
    apply(
        client,
        (HEAD + "1,Ada,a@x.org,,IT,DE\n2,Ben,b@x.org,1,IT,DE\n3,Cid,c@x.org,2,IT,DE\n").encode(),
    )
    gone = Client()
    gone.force_login(roster(lead)["Cid"])
    new = (HEAD + "2,Ben,ben@x.org,,HR,DE\n1,Ada,a@x.org,2,IT,DE\n4,Dot,d@x.org,1,IT,AT\n").encode()
    path = as_guessed(client, bring(client, new))
    page = client.get(path).content.decode()
    assert "Department: from IT to HR" in page
    assert "E-mail address: from b@x.org to ben@x.org" in page
    assert "Manager: from – to ben@x.org" in page
    assert "1 person is not in the file and is deactivated" in page
    assert gone.get("/me/").status_code == 200
    client.post(path)
    people = roster(lead)
    assert [p.name for p in people.values() if p.is_active] == ["Ada", "Ben", "Dot"]
    assert people["Ada"].manager == people["Ben"]
    assert people["Ben"].manager is None
    assert people["Ben"].email == "ben@x.org"
    entries = Entry.objects.filter(verb=Verb.ADDRESS_CHANGED)
    assert [(one.subject, one.actor) for one in entries] == [(people["Ben"].pk, lead.pk)]
    assert people["Dot"].time_zone == "Europe/Vienna"
    assert gone.get("/me/").status_code == 302


@pytest.mark.usefixtures("lead", "post_room")
def test_whose_address_changes_hears_of_it_at_the_old_one(
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    apply(client, (HEAD + "1,Ada,a@x.org,,IT,DE\n2,Ben,b@x.org,1,IT,DE\n").encode())
    moved = (HEAD + "1,Ada,mine@evil.example,,IT,DE\n2,Ben,b@x.org,1,HR,DE\n").encode()
    with django_capture_on_commit_callbacks(execute=True):
        apply(client, moved)
    assert [message.to for message in mail.outbox] == [["a@x.org"]]
    body = str(mail.outbox[0].body)
    assert "another address for you" in body
    assert "evil" not in body


def test_addresses_and_numbers_may_be_swapped(client: Client, lead: Person) -> None:
    apply(client, (HEAD + "1,Ada,a@x.org,,IT,DE\n2,Ben,b@x.org,1,IT,DE\n").encode())
    apply(client, (HEAD + "1,Ada,b@x.org,,IT,DE\n2,Ben,a@x.org,1,IT,DE\n").encode())
    assert {name: p.email for name, p in roster(lead).items()} == {
        "Ada": "b@x.org",
        "Ben": "a@x.org",
    }


def test_who_holds_a_role_is_never_shut_out_by_a_file(client: Client, lead: Person) -> None:
    path = as_guessed(client, bring(client, SAMPLE.read_bytes()))
    assert "not in the file but holds a role" in client.get(path).content.decode()
    client.post(path)
    lead.refresh_from_db()
    assert lead.is_active


def test_a_file_of_some_people_deactivates_nobody(client: Client, lead: Person) -> None:
    apply(client, (HEAD + "1,Ada,a@x.org,,IT,DE\n").encode())
    path = bring(client, (HEAD + "2,Ben,b@x.org,Ada,IT,DE\n").encode())
    client.post(as_guessed(client, path, partial="1"))
    people = roster(lead)
    assert people["Ada"].is_active
    assert people["Ben"].manager == people["Ada"]
    assert people["Ben"].level == 2


def test_a_file_that_would_empty_the_roster_warns(client: Client) -> None:
    apply(client, SAMPLE.read_bytes())
    path = as_guessed(client, bring(client, (HEAD + "1,Ada,a@x.org,,IT,DE\n").encode()))
    assert "More than half of the people" in client.get(path).content.decode()


def test_problems_stop_everything_and_are_all_named(client: Client, lead: Person) -> None:
    bad = HEAD + "1,Ada,a@x.org,Ben,IT,DE\n2,Ben,b@x.org,Ada,IT,DE\n3,,a@x.org,Zoe,IT,Atlantis\n"
    path = as_guessed(client, bring(client, bad.encode()))
    page = client.get(path).content.decode()
    assert "5 problems stand in the way" in page
    for words in (
        "Ada → Ben → Ada (rows 2, 3)",
        "The same address stands in row 2",
        "No name",
        "Nobody in the file is called so",
        "No country has this name",
    ):
        assert words in page
    response = client.post(path)
    assert response.status_code == 422
    assert "5 problems stand in the way" in response.content.decode()
    assert roster(lead) == {}


def test_an_address_of_another_organisation_is_a_problem(client: Client) -> None:
    a_person(an_organisation("Elsewhere"), "Stranger", email="a@x.org")
    path = as_guessed(client, bring(client, (HEAD + "1,Ada,a@x.org,,IT,DE\n").encode()))
    assert "in use elsewhere on this server" in client.get(path).content.decode()


def test_the_mapping_can_be_corrected(client: Client, lead: Person) -> None:
    content = b"Alpha,Beta,Gamma,Since\nAda,a@x.org,current,03/04/2020\nBen,b@x.org,,04/05/2020\n"
    path = bring(client, content)
    page = client.get(path + "columns/")
    assert b"Alpha (Ada, Ben)" in page.content
    wrong = client.post(path + "columns/", {"column_department": 0, "time_zone": "Mars"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {
        *("column_name", "column_email", "date_order", "time_zone", "languages")
    }
    assert b'<option value="0" selected>' in wrong.content
    as_guessed(
        client,
        path,
        column_name=0,
        column_email=1,
        column_current=2,
        current_values="Current",
        column_started_on=3,
        date_order="month_first",
        time_zone="Vienna",
        languages="English, French",
    )
    client.post(path)
    (ada,) = roster(lead).values()
    assert str(ada.started_on) == "2020-03-04"
    assert (ada.time_zone, ada.languages) == ("Europe/Vienna", ["en", "fr"])
    assert RosterUpload.objects.get().summary["left_out"] == 1


def test_a_column_is_chosen_once_and_current_needs_its_word(client: Client) -> None:
    path = bring(client, b"Name,Email,Status\nAda,a@x.org,here\n")
    wishes = {
        "column_name": 0,
        "column_email": 0,
        "column_current": 2,
        "date_order": "day_first",
        "time_zone": "UTC",
        "languages": "en",
    }
    response = client.post(path + "columns/", wishes)
    assert set(response.context["form"].errors) == {"column_email", "current_values"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "empty"),
        ("huge.csv", b"a,b\n" * (7 * 1024 * 1024), "larger than 25 MB"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n....", "does not look like a table"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls format"),
        ("broken.xlsx", b"PK\x03\x04....", "damaged"),
        ("headings.csv", b"Name,Email\n", "no people below"),
        ("quote.csv", b'Name,Email\n"Ada,a@x.org\n', "From row"),
    ],
)
def test_files_that_cannot_be_read(client: Client, name: str, content: bytes, words: str) -> None:
    file = SimpleUploadedFile(name, content)
    response = client.post("/people/import/", {"file": file, "once": str(uuid4())})
    assert response.status_code == 422
    assert words in str(response.context["form"].errors["file"])
    assert not RosterUpload.objects.exists()


def test_forgetting_the_file_is_said_at_the_field(client: Client) -> None:
    response = client.post("/people/import/", {"once": str(uuid4())})
    assert response.status_code == 422
    assert "file" in response.context["form"].errors


def test_uploads_of_others_are_not_there(client: Client, member: Person) -> None:
    path = bring(client, SAMPLE.read_bytes())
    stranger = a_person(an_organisation("Elsewhere"), "Stranger")
    stranger.roles.create(name="lead")
    for person in (stranger, member):
        client.force_login(person)
        for address in (path, path + "columns/"):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    client.logout()
    assert client.get(path).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("count", [1, 3])
def test_showing_changes_takes_a_constant_number_of_queries(
    client: Client, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    rows = "".join(f"{i},P{i},p{i}@x.org,,IT,DE\n" for i in range(count))
    path = as_guessed(client, bring(client, (HEAD + rows).encode()))
    with django_assert_num_queries(10):  # type: ignore[operator]  # pytest-django's own type is private
        assert client.get(path).status_code == 200


def test_every_page_speaks_german(client: Client, lead: Person) -> None:
    Person.objects.filter(pk=lead.pk).update(language="de")
    path = bring(client, SAMPLE.read_bytes())
    assert "Spalten prüfen" in client.get(path + "columns/").content.decode()
    page = client.get(as_guessed(client, path)).content.decode()
    assert "40 Personen kommen hinzu" in page
    assert "Diese Änderungen übernehmen" in page


def test_a_file_that_nobody_decided_on_is_forgotten_after_a_day(lead: Person) -> None:
    content = b"name,email\nAda Byron,ada@here.example\n"
    for hours in (23, 25):
        actions.keep_upload(
            uuid4(), by=lead, file_name="r.csv", content=content, now=NOW - timedelta(hours=hours)
        )
    assert actions.forget_undecided(RosterUpload, NOW) == 1
    assert RosterUpload.objects.count() == 1
