"""Each person enters one edition, an edition never changes, and nobody publishes twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from collegium.domain.evidence import SHARES, Cube, Figure, Row, Threshold
from collegium.groups.models import Programme, ProgrammeState
from collegium.insights.actions import Subject, close_months, close_until, closing, freeze
from collegium.insights.measures import Measure
from collegium.insights.models import Closing, Counted, Edition, EditionCell
from collegium.insights.periods import Month
from collegium.insights.queries.editions import figures_of
from collegium.insights.queries.programmes import programmes_to_ask
from collegium.insights.queries.report import report_on
from collegium.meetings.models import Session
from collegium.people.actions.thresholds import WouldFall, raise_threshold
from collegium.people.models import Organisation
from collegium.people.queries.thresholds import threshold_of
from tests.builders import a_lead, a_programme, an_organisation
from tests.insights.conftest import AFTERWARDS, HELD, MARKER, a_full_programme, published

MONTH = timedelta(days=31)


def cells() -> list[tuple[object, ...]]:
    return sorted(EditionCell.objects.values_list("edition", "position", "mean", "reason", "part"))


def held_later(programme: Programme, *, groups: int, now: datetime) -> None:
    """Move what the last groups held."""
    late = [group.pk for group in programme.groups.order_by("-number")[:groups]]
    Session.objects.filter(group__in=late).update(ended_at=now)


def test_a_month_is_published_after_its_end_and_once() -> None:
    a_full_programme(an_organisation())
    assert close_months(HELD + timedelta(days=1)) == 1  # February: nothing was final
    assert not Edition.objects.exists()
    assert close_months(AFTERWARDS) == 1
    before = cells()
    assert before
    assert close_months(AFTERWARDS + timedelta(days=2)) == 0
    assert cells() == before


def test_the_second_month_counts_only_who_is_new() -> None:
    programme = a_full_programme(an_organisation(), groups=8)
    held_later(programme, groups=4, now=HELD + MONTH)
    published(programme)
    first = set(
        Counted.objects.filter(edition__family="confidence").values_list("person", flat=True)
    )
    close_months(AFTERWARDS + MONTH)
    rows = Counted.objects.filter(edition__family="confidence").values_list("edition", "person")
    assert len(first) == 20
    assert len(rows) == len({person for _edition, person in rows}) == 40
    assert len({edition for edition, _person in rows}) == 2


def test_what_is_put_together_lies_between_the_ends_of_its_scale() -> None:
    programme = published(a_full_programme(an_organisation()))
    cells = EditionCell.objects.filter(edition__programme=programme, part="")
    cells.filter(measure="logged").update(mean=0.9, low=0.75, high=1, people=20, reason="")
    cells.filter(measure="change").update(mean=-90, low=-100, high=-70, people=20, reason="")
    report = report_on(programme, now=AFTERWARDS)
    found = [report.total(one).figure for one in (Measure.LOGGED, Measure.CHANGE)]
    assert found == [Figure(20, 9, 7.5, 10), Figure(20, -90, -100, -70)]


def test_too_few_new_people_wait_for_the_next_month() -> None:
    programme = a_full_programme(an_organisation(), groups=6)
    held_later(programme, groups=2, now=HELD + MONTH)
    published(programme)
    close_months(AFTERWARDS + MONTH)
    assert set(Edition.objects.values_list("period", flat=True)) == {date(2026, 3, 1)}
    held_later(programme, groups=1, now=HELD + 2 * MONTH)
    assert Counted.objects.filter(edition__family="confidence").count() == 20
    later = a_full_programme(programme.organisation, groups=1, name="Late")
    later.groups.update(programme=programme, number=99)
    close_months(AFTERWARDS + 2 * MONTH + timedelta(days=2))
    assert Counted.objects.filter(edition__family="confidence").count() == 35


def test_a_month_that_nobody_published_comes_with_the_next() -> None:
    published(a_full_programme(an_organisation()), AFTERWARDS + 3 * MONTH)
    assert set(Edition.objects.values_list("period", flat=True)) == {date(2026, 6, 1)}


def test_a_past_is_published_month_by_month() -> None:
    programme = a_full_programme(an_organisation(), groups=8)
    held_later(programme, groups=4, now=HELD + MONTH)
    close_until(programme.organisation, since=HELD, now=AFTERWARDS + MONTH)
    months = Edition.objects.filter(family="confidence").values_list("period", flat=True)
    assert [month.month for month in months] == [3, 4]
    close_until(programme.organisation, since=HELD, now=AFTERWARDS + MONTH)
    assert Edition.objects.filter(family="confidence").count() == 2


def test_a_draft_publishes_nothing_and_another_organisation_its_own() -> None:
    published(a_programme(an_organisation("Elsewhere"), state="draft"))
    assert not Edition.objects.exists()
    ours = published(a_full_programme(an_organisation()), AFTERWARDS + MONTH)
    assert set(Edition.objects.values_list("organisation", flat=True)) == {ours.organisation_id}
    assert Closing.objects.count() == 3


def test_figures_stay_when_the_people_are_gone() -> None:
    programme = published(a_full_programme(an_organisation()))
    before = cells()
    programme.groups.all().delete()
    programme.organisation.persons.all().delete()
    assert cells() == before
    assert not Counted.objects.exists()


def test_the_threshold_rises_for_what_comes_and_not_for_what_stands() -> None:
    programme = a_full_programme(an_organisation(), groups=8)
    held_later(programme, groups=4, now=HELD + MONTH)
    published(programme)
    lead = a_lead(programme.organisation)
    ours, before = programme.organisation, cells()
    raise_threshold(ours, people=30, groups=5, by=lead, once=uuid4(), now=AFTERWARDS)
    close_months(AFTERWARDS + MONTH)
    assert cells() == before
    with pytest.raises(WouldFall):
        raise_threshold(ours, people=20, groups=6, by=lead, once=uuid4(), now=AFTERWARDS)
    assert threshold_of(ours.pk) == Threshold(people=30, groups=5)


def test_a_closed_programme_in_which_nothing_happens_is_not_asked_again() -> None:
    programme = a_full_programme(an_organisation())
    organisation = programme.organisation
    programme.state = ProgrammeState.CLOSED
    programme.save()
    assert set(programmes_to_ask(organisation)) == {programme}
    published(programme)
    assert set(programmes_to_ask(organisation)) == {programme}
    for months in range(1, 4):
        close_months(AFTERWARDS + months * MONTH)
    assert not programmes_to_ask(organisation)
    held_later(programme, groups=1, now=AFTERWARDS + 3 * MONTH)
    assert set(programmes_to_ask(organisation)) == {programme}


def test_an_organisation_whose_figures_cannot_be_made_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, ours = sorted((an_organisation("One"), an_organisation("Two")), key=lambda one: one.pk)

    def fails(organisation: Organisation, *_rest: object) -> None:
        if organisation == broken:
            raise ValueError(MARKER)

    monkeypatch.setattr(closing, "BESIDE_PROGRAMMES", (fails,))
    a_full_programme(ours)
    assert close_months(AFTERWARDS) == 1
    assert {one.organisation_id for one in Closing.objects.all()} == {ours.pk}
    assert "ValueError" in caplog.text
    assert MARKER not in caplog.text


def test_a_pass_with_nothing_to_publish_takes_one_query() -> None:
    for name in ("One", "Two", "Three"):
        published(a_full_programme(an_organisation(name), name=name, groups=1))
    with CaptureQueriesContext(connection) as queries:
        assert close_months(AFTERWARDS + timedelta(days=1)) == 0
    assert len(queries) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_two_workers_at_once_publish_one_edition() -> None:
    a_full_programme(an_organisation())
    together = Barrier(2)

    def work(_number: int) -> int:
        together.wait(timeout=30)
        try:
            return close_months(AFTERWARDS)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        done = list(workers.map(work, range(2)))
    assert sorted(done) == [0, 1]
    families = Edition.objects.values_list("family", flat=True)
    assert len(families) == len(set(families)) > 3
    assert Closing.objects.count() == 1


def test_what_is_no_programmes_own_is_frozen_alike() -> None:
    organisation = an_organisation()
    programme = a_full_programme(organisation)
    seats = [(m.person_id, m.group_id) for g in programme.groups.all() for m in g.members.all()]
    rows = tuple(Row(one, group, "", float(place % 2)) for place, (one, group) in enumerate(seats))
    subject = Subject(organisation, None, "techniques", "ask-first")
    march = Month.of(HELD, "UTC")
    usual = Threshold()
    for month in (march, march, march.after):
        freeze(subject, [Cube("helped", rows, SHARES)], month=month, threshold=usual, now=HELD)
    [figure] = figures_of(subject)
    assert (figure.measure, figure.part) == ("helped", "")
    assert Edition.objects.get().period == march.first


@pytest.mark.parametrize(
    ("zone", "month"), [("Pacific/Auckland", 4), ("UTC", 3), ("America/Los_Angeles", 3)]
)
def test_a_month_is_counted_on_the_organisations_clock(zone: str, month: int) -> None:
    found = Month.of(datetime(2026, 3, 31, 20, tzinfo=UTC), zone)
    assert found.first.month == month
    assert found.before.after == found
    assert Month.of(found.ends_at, zone) == found.after
