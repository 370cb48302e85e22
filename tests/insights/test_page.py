"""What HR sees, and that everybody sees the same."""

import csv
import re
from io import StringIO

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups.models import Programme
from collegium.meetings.models import Reading
from collegium.people.models import Person, RoleName
from tests.builders import a_lead, a_person, a_programme, an_organisation, with_role
from tests.insights.conftest import MARKER, a_full_programme, signed_in

LIST = "/insights/"


def page_of(person: Person, programme: Programme) -> str:
    answer = signed_in(person).get(reverse("insights:programme", args=[programme.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def figures(page: str) -> str:
    """The part of the page that holds figures; a reader's own frame is left out."""
    found = re.search(r'<div id="figures".*</main>', page, re.DOTALL)
    assert found
    return found[0]


def test_lead_member_and_administrator_see_the_same_to_the_byte() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    lead = a_lead(organisation)
    administrator = with_role(a_person(organisation, "Adi Admin"), RoleName.ADMINISTRATOR)
    member = Person.objects.get(email="Spring-0-0@north.example")
    bystander = a_person(organisation, "Bea Bystander")
    seen = {figures(page_of(one, programme)) for one in (lead, administrator, member, bystander)}
    assert len(seen) == 1
    url = reverse("insights:table", args=[programme.pk])
    files = {signed_in(one).get(url).content for one in (lead, member)}
    assert len(files) == 1


def test_the_page_gives_the_change_with_its_interval() -> None:
    organisation = an_organisation()
    page = page_of(a_lead(organisation), a_full_programme(organisation))
    assert "On average people feel surer by 22 points" in page
    assert "95 % interval" in page


def test_an_interval_around_zero_says_too_little_to_tell() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    groups = sorted(programme.groups.values_list("pk", flat=True))
    for place, group in enumerate(groups):
        after = Reading.objects.filter(session__group=group, moment="after", item="confidence")
        after.update(value=80 if place % 2 else 5)
    assert "too little to tell a change from chance" in page_of(a_lead(organisation), programme)


@pytest.mark.parametrize(("groups", "size"), [(1, 8), (2, 8), (3, 3)])
def test_a_small_programme_shows_no_number(groups: int, size: int) -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation, groups=groups, size=size)
    found = figures(page_of(a_lead(organisation), programme))
    assert 'class="number">' not in found.partition("<tbody>")[2]
    assert "without pointing at" in found
    assert '<svg class="chart' not in found


def test_a_department_that_is_too_small_takes_the_next_with_it() -> None:
    organisation = an_organisation()
    departments = ["Sales"] * 3 + ["Finance"] * 3 + ["Legal"]
    programme = a_full_programme(organisation, groups=6, size=7, departments=departments)
    rows = table(a_lead(organisation), programme)
    changed = {row["Department"]: row for row in rows if row["Measure"].startswith("Change from")}
    assert changed["All"]["People"] == "40"
    assert "too few people" in changed["Legal"]["Why there is no figure"]
    assert "cannot be worked out" in changed["Finance"]["Why there is no figure"]
    assert changed["Finance"]["Mean"] == ""
    assert changed["Sales"]["Mean"] != ""


def test_nothing_about_one_group_and_none_of_its_words_stands_there() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    page = page_of(a_lead(organisation), programme)
    assert MARKER not in page
    assert "Group Spring" not in page
    rows = table(a_lead(organisation, "Lou Lead"), programme)
    assert "97.0" not in {row["Mean"] for row in rows}  # safety stays with the group
    assert not re.search("Spring . Person", figures(page))


def test_who_left_still_counts() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    lead = a_lead(organisation)
    before = figures(page_of(lead, programme))
    member = programme.groups.order_by("number")[0].members.order_by("pk")[0]
    member.left_at = member.joined_at
    member.save()
    assert figures(page_of(lead, programme)) == before


def test_who_did_not_come_is_counted_among_all() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    for session in programme.groups.order_by("number")[0].sessions.filter(kind="session_two"):
        session.events.all().delete()
    rows = {row["Measure"]: row for row in table(a_lead(organisation), programme)[::2]}
    assert rows["Took part in Session Two"]["Mean"] == "75"
    assert rows["Took part in Session One"]["Mean"] == "100"


def table(person: Person, programme: Programme) -> list[dict[str, str]]:
    answer = signed_in(person).get(reverse("insights:table", args=[programme.pk]))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_the_file_holds_what_the_page_holds() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    lead = a_lead(organisation)
    rows = table(lead, programme)
    page = figures(page_of(lead, programme))
    body = page.partition("All figures")[2].partition("</thead>")[2]
    assert body.count("<tr") == len(rows)
    for row in rows:
        assert row["Measure"] in body


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@sum", "\tx"])
def test_a_department_cannot_smuggle_in_a_formula(name: str) -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation, departments=[name])
    departments = {row["Department"] for row in table(a_lead(organisation), programme)}
    assert departments == {"All", f"'{name}"}


def test_another_organisation_and_strangers_see_nothing() -> None:
    programme = a_full_programme(an_organisation())
    stranger = a_lead(an_organisation("Elsewhere"))
    for name in ("programme", "table"):
        url = reverse(f"insights:{name}", args=[programme.pk])
        assert signed_in(stranger).get(url).status_code == 404
        assert Client().get(url).status_code == 302
    assert programme.name not in signed_in(stranger).get(LIST).content.decode()


def test_the_list_leaves_out_what_has_not_begun() -> None:
    organisation = an_organisation()
    a_programme(organisation, "Begun")
    a_programme(organisation, "Only planned", state="draft")
    page = signed_in(a_person(organisation)).get(LIST).content.decode()
    assert "Begun" in page
    assert "Only planned" not in page


def test_an_empty_list_says_what_will_stand_there() -> None:
    page = signed_in(a_person(an_organisation())).get(LIST).content.decode()
    assert "No programme has begun yet" in page


def test_a_programme_without_anybody_has_a_page() -> None:
    organisation = an_organisation()
    page = page_of(a_person(organisation), a_programme(organisation))
    assert "too few people" in page


def queries_of(person: Person, url: str) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(connections["default"]) as rows:
        assert client.get(url).status_code == 200
    return len(rows)


def test_the_list_takes_the_same_queries_at_any_length() -> None:
    organisation = an_organisation()
    reader = a_person(organisation)
    a_programme(organisation, "One")
    one = queries_of(reader, LIST)
    a_programme(organisation, "Two")
    a_programme(organisation, "Three")
    assert (one, queries_of(reader, LIST)) == (5, 5)


def test_a_report_takes_the_same_queries_at_any_size() -> None:
    organisation = an_organisation()
    reader = a_person(organisation)
    small = a_full_programme(organisation, groups=1)
    large = a_full_programme(organisation, groups=4, name="Autumn")
    counts = [
        queries_of(reader, reverse("insights:programme", args=[one.pk])) for one in (small, large)
    ]
    assert counts == [11, 11]


def test_a_german_reader_reads_german() -> None:
    organisation = an_organisation()
    reader = a_person(organisation, language="de")
    page = page_of(reader, a_full_programme(organisation))
    assert "Was HR von Spring sieht" in page
    assert "22 Punkte" in page
