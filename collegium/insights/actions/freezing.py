"""Storing an edition, once and for all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.evidence import Cell, Cube, Figure, Published, Threshold, next_edition
from collegium.insights.models import Counted, Edition, EditionCell
from collegium.insights.periods import Month
from collegium.insights.queries.editions import counted_in, editions_of
from collegium.insights.subjects import Subject
from collegium.people.models import Organisation


@transaction.atomic
def freeze(
    subject: Subject, cubes: Sequence[Cube], *, month: Month, threshold: Threshold, now: datetime
) -> Edition | None:
    """Publish those of the cubes' people who are in no edition of this subject yet.

    The cubes are about the same people, who are ids of persons. Returns None, and everybody
    waits, where too few are new. A month that has its edition keeps it; two workers at once
    make one.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=subject.organisation.pk)
    known = editions_of(subject).filter(period=month.first).first()
    if known:
        return known
    found = next_edition(cubes, counted=counted_in(subject), threshold=threshold)
    if found is None:
        return None
    edition = Edition.objects.create(
        organisation=subject.organisation,
        programme=subject.programme,
        family=subject.family,
        about=subject.about,
        period=month.first,
        published_at=now,
        people=threshold.people,
        groups=threshold.groups,
    )
    cells = [cell for published in found.published for cell in _cells(published)]
    EditionCell.objects.bulk_create(
        _row(edition, position, *cell) for position, cell in enumerate(cells)
    )
    people = sorted(str(one) for one in found.counted)
    Counted.objects.bulk_create(Counted(edition=edition, person_id=one) for one in people)
    note(
        Verb.MONTH_PUBLISHED,
        subject.organisation.pk,
        subject=subject.programme.pk if subject.programme else None,
        detail=f"{month.first:%Y-%m}",
        now=now,
    )
    return edition


def _cells(published: Published) -> list[tuple[str, str, Cell]]:
    parts = published.parts if isinstance(published.total, Figure) else ()
    everybody = (published.measure, "", published.total)
    return [everybody, *((published.measure, part, cell) for part, cell in parts)]


def _row(edition: Edition, position: int, measure: str, part: str, cell: Cell) -> EditionCell:
    row = EditionCell(edition=edition, measure=measure, part=part, position=position)
    if isinstance(cell, Figure):
        row.people, row.mean, row.low, row.high = cell.people, cell.mean, cell.low, cell.high
    else:
        row.reason = cell.reason
    return row
