"""What is asked in numbers: everybody may read it, a lead may bring more."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.domain.evidence.items import SHIPPED
from collegium.meetings.actions.versions import VersionTaken
from collegium.people.models import Person
from collegium.practice.actions.item_sets import keep_item_set
from collegium.practice.models import ItemSetText
from collegium.practice.queries.item_sets import sets_asked
from tests.builders import a_lead, a_person, an_organisation
from tests.domain.evidence.items.test_item_sets import both, written

NOW = timezone.now()


@pytest.fixture
def lead(client: Client) -> Person:
    found = a_lead(an_organisation())
    client.force_login(found)
    return found


def asked(lead: Person) -> list[str]:
    return [one.key for one in sets_asked(lead.organisation_id)]


def test_a_set_is_looked_at_and_then_kept_and_asked(client: Client, lead: Person) -> None:
    file = SimpleUploadedFile("calm.yaml", written().encode())
    seen = client.post("/items/new/", {"file": file}).text
    assert "I keep calm." in seen
    assert ItemSetText.objects.count() == 0
    for _twice in range(2):
        client.post("/items/new/", {"text": written(), "keep": "yes"})
    assert ItemSetText.objects.count() == 1
    assert asked(lead) == [*SHIPPED, "calm"]
    assert "I keep calm." in client.get("/items/").text
    assert client.get("/items/calm/1/file/").text == written()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (written(licence="CC-BY-NC-4.0"), "may not be used so"),
        (written(title=both("Gallup Q12")), "may not be used so"),
        (written(audience="published"), "not possible here"),
        (written(set="stay"), "comes with Collegium"),
        ("title: [", "no YAML"),
    ],
)
@pytest.mark.usefixtures("lead")
def test_what_is_wrong_is_told_with_its_line_and_the_text_kept(
    client: Client, text: str, told: str
) -> None:
    answer = client.post("/items/new/", {"text": text, "keep": "yes"})
    assert answer.status_code == 422
    assert told in answer.text
    assert text.splitlines()[0] in answer.text.replace("&quot;", '"')
    assert ItemSetText.objects.count() == 0


def test_a_version_never_changes(client: Client, lead: Person) -> None:
    keep_item_set(written(), by=lead, now=NOW)
    changed = written(item_text=both("I keep very calm."))
    with pytest.raises(VersionTaken):
        keep_item_set(changed, by=lead, now=NOW)
    answer = client.post("/items/new/", {"text": changed, "keep": "yes"})
    assert answer.status_code == 422
    assert "version: 2" in answer.text
    keep_item_set(written(version=2, item_text=both("Calm.")), by=lead, now=NOW)
    newest = sets_asked(lead.organisation_id)[-1]
    assert (newest.version, newest.items[0].wording.in_language("en")) == (2, "Calm.")


def test_a_retired_set_is_not_asked_until_it_is_again(client: Client, lead: Person) -> None:
    keep_item_set(written(), by=lead, now=NOW)
    client.post("/items/calm/ask/", {"retired": "yes"})
    assert "calm" not in asked(lead)
    client.post("/items/calm/ask/", {"retired": "no"})
    assert "calm" in asked(lead)
    assert client.post("/items/stay/ask/", {"retired": "yes"}).status_code == 404


def test_another_organisation_has_nothing_of_it(client: Client, lead: Person) -> None:
    keep_item_set(written(), by=lead, now=NOW)
    client.force_login(a_lead(an_organisation("Elsewhere"), "Leo Lund"))
    assert "I keep calm." not in client.get("/items/").text
    assert client.get("/items/calm/1/file/").status_code == 404
    assert client.post("/items/calm/ask/", {"retired": "yes"}).status_code == 404


def test_whoever_leads_nothing_reads_and_brings_nothing(client: Client, lead: Person) -> None:
    client.force_login(a_person(lead.organisation, "Ada Byron"))
    assert "Edmondson" in client.get("/items/").text
    assert client.get("/items/new/").status_code == 404
    assert client.post("/items/new/", {"text": written(), "keep": "yes"}).status_code == 404


def test_more_sets_cost_no_more_queries(client: Client, lead: Person) -> None:
    costs = []
    for count in (1, 2, 3):
        keep_item_set(written(set=f"calm_{count}"), by=lead, now=NOW)
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get("/items/")
        costs.append(len(queries))
    assert costs == [5, 5, 5]


def test_the_example_in_the_docs_can_be_brought(client: Client, lead: Person) -> None:
    page = (Path(__file__).parents[2] / "docs/use/item-sets.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    assert client.post("/items/new/", {"text": example, "keep": "yes"}).status_code == 302
    assert "calm" in asked(lead)
