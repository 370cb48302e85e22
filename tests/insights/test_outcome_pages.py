"""The pages around outcomes: bringing a file, what everybody reads, what oneself may see."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from collegium.insights.actions.findings import publish_findings
from collegium.insights.models import OutcomeFile, TeamOutcome
from collegium.people.models import Person
from tests.builders import a_lead, a_person, an_organisation
from tests.insights.conftest import signed_in
from tests.insights.stepped import CLOSED, NOW, Stepped

TEAMS, MINE, BRING = "/insights/teams/", "/insights/teams/mine/", "/insights/teams/bring/"


@pytest.fixture
def lead() -> Person:
    return a_lead(an_organisation())


def bring(client: Client, text: str) -> str:
    """Upload a file and confirm the columns as guessed; the address of its last page."""
    file = SimpleUploadedFile("teams.csv", text.encode())
    answer = client.post(BRING, {"file": file, "once": str(uuid4())})
    assert answer.status_code == 302, answer.context["form"].errors
    columns = answer.headers["Location"]
    form = client.get(columns).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(columns, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.headers["Location"])


def test_a_file_goes_from_choosing_to_applied(lead: Person) -> None:
    ada, client = a_person(lead.organisation), signed_in(lead)
    path = bring(client, f"email,month,engagement\n{ada.email},2025-01,70.5\n")
    assert "Nothing of teams.csv has been written yet." in client.get(path).content.decode()
    assert not TeamOutcome.objects.exists()
    assert "The values are in." in client.post(path, follow=True).content.decode()
    assert TeamOutcome.objects.get().values == {"2025-01": 70.5}
    assert "applied already" in client.post(path, follow=True).content.decode()
    assert client.get(f"{path}columns/").status_code == 302


def test_bad_rows_stand_there_with_row_field_and_remedy(lead: Person) -> None:
    client = signed_in(lead)
    text = "email,month,engagement\nwho@else.example,2025-01,70\n"
    path = bring(client, text)
    page = client.get(path).content.decode()
    assert "Nobody on the roster has this address" in page
    assert "bring the roster first" in page
    assert client.post(path).status_code == 422
    assert not TeamOutcome.objects.exists()


def test_no_file_asks_whether_a_value_is_guessed_right(lead: Person) -> None:
    """A lead may bring values, but reads none of what another brought."""
    ada, client = a_person(lead.organisation), signed_in(lead)
    head = "email,month,engagement\n"
    client.post(bring(client, f"{head}{ada.email},2025-01,61.25\n"))
    pages = {}
    for guess in ("70", "61.25"):
        path = bring(client, f"{head}{ada.email},2025-01,{guess}\n")
        pages[guess] = client.get(path).content.decode()
        assert "<span>1</span><span>Values in the file</span>" in pages[guess]
    plain = [
        re.sub("<[^>]+>", "", page.partition("<h1")[2].partition("</main>")[0])
        for page in pages.values()
    ]
    assert "What is new" in plain[0]
    assert plain[0] == plain[1]
    client.post(path)
    assert "replaced" not in client.get(path).content.decode().lower()


@pytest.mark.parametrize("content", [b"", b"\x89PNG....", b"email,month\n"])
def test_a_file_nobody_can_read_is_refused_where_it_was_chosen(
    lead: Person, content: bytes
) -> None:
    file = SimpleUploadedFile("teams.csv", content)
    answer = signed_in(lead).post(BRING, {"file": file, "once": str(uuid4())})
    assert answer.status_code == 422
    assert not OutcomeFile.objects.exists()


def test_columns_that_do_not_fit_keep_what_was_chosen(lead: Person) -> None:
    client = signed_in(lead)
    file = SimpleUploadedFile(
        "teams.csv", b"email,month,engagement,value\na@b.example,2025-01,1,2\n"
    )
    path = client.post(BRING, {"file": file, "once": str(uuid4())}).headers["Location"]
    chosen = {"column_email": "0", "column_engagement": "2", "column_value": "3"}
    answer = client.post(path, chosen | {"decimal": "comma", "order": "day_first"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the column" in page
    assert "Choose either" in page
    assert answer.context["form"]["decimal"].value() == "comma"


def figures(page: str) -> str:
    found = re.search(r'<div id="figures".*</main>', page, re.DOTALL)
    assert found
    return found[0]


def test_lead_and_members_read_the_same_to_the_byte() -> None:
    world = Stepped()
    world.bring(world.csv(effect=2))
    publish_findings(world.organisation, CLOSED, NOW)
    readers = (world.lead, world.persons[0], a_person(world.organisation, "Bea Bystander"))
    pages = {figures(signed_in(one).get(TEAMS).content.decode()) for one in readers}
    assert len(pages) == 1
    page = pages.pop()
    assert "Teams did better than they would have" in page
    assert "95 % interval" in page
    assert '<svg class="chart' in page
    assert "3 to 1 months before the start" in page
    assert "About 60 of the 60 leaders who started" in page
    assert "Person " not in page
    assert "Group " not in page


def test_a_small_organisation_reads_too_few_to_tell_and_no_figure() -> None:
    world = Stepped(groups=2, alone=12)
    world.bring(world.csv(effect=9))
    publish_findings(world.organisation, CLOSED, NOW)
    page = figures(signed_in(world.persons[0]).get(TEAMS).content.decode())
    assert "Too few to tell" in page
    assert "<svg" not in page.replace('<svg class="icon', "")


def test_only_leads_find_the_way_to_bring_values(lead: Person) -> None:
    member = a_person(lead.organisation)
    assert BRING in signed_in(lead).get(TEAMS).content.decode()
    assert BRING not in signed_in(member).get(TEAMS).content.decode()
    assert signed_in(member).get(BRING).status_code == 404


def test_everybody_sees_what_was_brought_about_their_own_team_and_nobody_elses() -> None:
    world = Stepped(groups=0, alone=2)
    ada, bea = world.persons
    head = "email,month,engagement,retention\n"
    world.bring(f"{head}{ada.email},2025-01,61.5,\n{bea.email},2025-02,73.25,98\n".encode())
    page = signed_in(ada).get(MINE).content.decode()
    assert "61.5" in page
    assert "73.25" not in page
    assert "Nothing has been imported" in signed_in(world.lead).get(MINE).content.decode()
    assert MINE in signed_in(ada).get("/me/").content.decode()


def queries_of(person: Person, url: str) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(connections["default"]) as rows:
        assert client.get(url).status_code == 200
    return len(rows)


def test_pages_take_the_same_queries_at_any_length() -> None:
    world = Stepped(groups=0, alone=1)
    ada = world.persons[0]
    counts = []
    for months in (["2025-01"], ["2025-02", "2025-03", "2025-04"]):
        rows = "".join(f"{ada.email},{month},1,2,3\n" for month in months)
        world.bring(f"email,month,engagement,productivity,retention\n{rows}".encode())
        publish_findings(world.organisation, CLOSED, NOW)
        file = OutcomeFile.objects.create(
            organisation=world.organisation,
            uploaded_by=world.lead,
            file_name="t",
            content=f"email,month,engagement\n{ada.email},{months[0]},5\n".encode(),
            mapping={
                "columns": {"email": 0, "month": 1, "engagement": 2},
                "decimal": "point",
                "order": "day_first",
            },
        )
        counts.append(
            (
                queries_of(ada, TEAMS),
                queries_of(ada, MINE),
                queries_of(world.lead, f"{BRING}{file.pk}/"),
            )
        )
    assert counts[0] == counts[1] == (6, 5, 7)
