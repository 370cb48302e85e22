"""What HR sees, and that everybody sees the same."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups.models import Member, Programme
from collegium.insights.actions import close_months
from collegium.insights.models import Counted
from collegium.insights.queries.editions import figures_in
from collegium.meetings.models import Reading
from collegium.people.models import Person, RoleName
from tests.builders import LONG_AGO, a_lead, a_person, a_programme, an_organisation, with_role
from tests.insights.conftest import AFTERWARDS, MARKER, a_full_programme, published, signed_in

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
    programme = published(a_full_programme(organisation))
    lead = a_lead(organisation)
    administrator = with_role(a_person(organisation, "Adi Admin"), RoleName.ADMINISTRATOR)
    member = Person.objects.get(email="Spring-0-0@north.example")
    bystander = a_person(organisation, "Bea Bystander")
    seen = {figures(page_of(one, programme)) for one in (lead, administrator, member, bystander)}
    assert len(seen) == 1
    for name in ("table", "workbook"):
        url = reverse(f"insights:{name}", args=[programme.pk])
        assert len({signed_in(one).get(url).content for one in (lead, member)}) == 1


def test_the_page_gives_the_change_with_its_interval() -> None:
    organisation = an_organisation()
    page = page_of(a_lead(organisation), published(a_full_programme(organisation)))
    assert "On average people feel surer by 22 points" in page
    assert "95 % interval" in page


def test_an_interval_around_zero_says_too_few_to_tell() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    groups = sorted(programme.groups.values_list("pk", flat=True))
    for place, group in enumerate(groups):
        after = Reading.objects.filter(session__group=group, moment="after", item="confidence")
        after.update(value=80 if place % 2 else 5)
    assert "Too few to tell" in page_of(a_lead(organisation), published(programme))


@pytest.mark.parametrize(("groups", "size"), [(1, 8), (2, 8), (3, 3)])
def test_a_small_programme_shows_no_number(groups: int, size: int) -> None:
    organisation = an_organisation()
    programme = published(a_full_programme(organisation, groups=groups, size=size))
    found = figures(page_of(a_lead(organisation), programme))
    assert 'class="number">' not in found
    assert "It takes 10 people from 3 groups" in found
    assert '<svg class="chart' not in found


def test_a_department_that_is_too_small_takes_the_next_with_it() -> None:
    organisation = an_organisation()
    departments = ["Sales"] * 3 + ["Finance"] * 3 + ["Legal"]
    programme = a_full_programme(organisation, groups=6, size=7, departments=departments)
    rows = table(a_lead(organisation), published(programme))
    changed = {row["Department"]: row for row in rows if row["Measure"].startswith("Change from")}
    assert changed["All"]["People"] == "40"
    assert "too few people" in changed["Legal"]["Why there is no figure"]
    assert "cannot be worked out" in changed["Finance"]["Why there is no figure"]
    assert changed["Finance"]["Mean"] == ""
    assert changed["Sales"]["Mean"] != ""


def test_over_all_programmes_only_what_is_about_everybody_is_read() -> None:
    organisation = an_organisation()
    published(a_full_programme(organisation, groups=6, departments=["Sales", "Finance"]))
    programme = organisation.programmes.get()
    assert {cell.part for cell in figures_in(organisation.pk, programme.pk)} > {""}
    assert {cell.part for cell in figures_in(organisation.pk)} == {""}


def test_nothing_about_one_group_and_none_of_its_words_stands_there() -> None:
    organisation = an_organisation()
    programme = published(a_full_programme(organisation))
    page = page_of(a_lead(organisation), programme)
    assert MARKER not in page
    assert "Group Spring" not in page
    rows = table(a_lead(organisation, "Lou Lead"), programme)
    assert "97.0" not in {row["Mean"] for row in rows}  # safety stays with the group
    assert not re.search("Spring . Person", figures(page))


def test_nothing_changes_when_somebody_leaves_or_answers_anew() -> None:
    organisation = an_organisation()
    programme = published(a_full_programme(organisation))
    lead = a_lead(organisation)
    before = figures(page_of(lead, programme))
    member = programme.groups.order_by("number")[0].members.order_by("pk")[0]
    member.left_at = member.joined_at
    member.save()
    Reading.objects.filter(item="confidence", moment="after").update(value=3)
    close_months(AFTERWARDS)
    assert figures(page_of(lead, programme)) == before
    member.delete()
    member.group.members.all().delete()
    close_months(AFTERWARDS + timedelta(days=31))
    again = figures(page_of(lead, programme))
    assert again.partition("All figures")[2].partition("</table>")[0] in before


def test_who_did_not_come_is_counted_among_all() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    for session in programme.groups.order_by("number")[0].sessions.filter(kind="session_two"):
        session.events.all().delete()
    rows = totals(a_lead(organisation), published(programme))
    assert rows["Took part in Session Two"]["Mean"] == "7.5"
    assert rows["Took part in Session One"]["Mean"] == ""
    assert "nearly everybody" in rows["Took part in Session One"]["Why there is no figure"]


def test_who_had_left_or_came_later_is_not_counted_with_a_known_value() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation, groups=4, size=6)
    first, *_rest = programme.groups.order_by("number")
    gone, late = first.members.all()[:2]
    Member.objects.filter(pk=gone.pk).update(left_at=LONG_AGO)
    Member.objects.filter(pk=late.pk).update(joined_at=AFTERWARDS)
    published(programme)
    counted = Counted.objects.filter(edition__family="session_two").values_list("person", flat=True)
    assert len(counted) == 22
    assert not {gone.person_id, late.person_id} & set(counted)


def table(person: Person, programme: Programme) -> list[dict[str, str]]:
    answer = signed_in(person).get(reverse("insights:table", args=[programme.pk]))
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def totals(person: Person, programme: Programme) -> dict[str, dict[str, str]]:
    return {r["Measure"]: r for r in table(person, programme) if r["Department"] == "All"}


def test_the_file_holds_what_the_page_holds() -> None:
    organisation = an_organisation()
    programme = published(a_full_programme(organisation))
    lead = a_lead(organisation)
    rows = table(lead, programme)
    page = figures(page_of(lead, programme))
    body = page.partition("All figures")[2].partition("</thead>")[2]
    figured = [row for row in rows if row["Mean"]]
    assert body.count('<td class="number">') == 4 * len(figured) > 0
    for row in rows:
        assert row["Measure"] in body
        assert row["Department"] in {"All", "Sales"}


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@sum", "\tx"])
def test_a_department_cannot_smuggle_in_a_formula(name: str) -> None:
    organisation = an_organisation()
    programme = published(a_full_programme(organisation, departments=[name]))
    departments = {row["Department"] for row in table(a_lead(organisation), programme)}
    assert departments == {"All", f"'{name.strip()}"}


def test_another_organisation_and_strangers_see_nothing() -> None:
    programme = published(a_full_programme(an_organisation()))
    stranger = a_lead(an_organisation("Elsewhere"))
    for name in ("programme", "table", "workbook"):
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
    assert "No figures yet" in page


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
    small = a_full_programme(organisation, groups=3, size=4)
    large = published(a_full_programme(organisation, groups=5, name="Autumn"))
    counts = [
        queries_of(reader, reverse("insights:programme", args=[one.pk])) for one in (small, large)
    ]
    assert counts == [9, 9]


def test_a_german_reader_reads_german() -> None:
    organisation = an_organisation()
    reader = a_person(organisation, language="de")
    page = page_of(reader, published(a_full_programme(organisation)))
    assert "Was HR von Spring sieht" in page
    assert "Wie sicher" in page
