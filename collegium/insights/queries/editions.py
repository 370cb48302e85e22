"""What was published, as it stands for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from collegium.domain.evidence import Cell, Figure, Reason, Withheld
from collegium.insights.measures import ASKED_ONCE
from collegium.insights.models import Counted, Edition, EditionCell
from collegium.insights.subjects import Subject


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A figure of one edition, or why there is none; `part` is empty for everybody together."""

    family: str
    measure: str
    part: str
    cell: Cell
    period: date
    published_at: datetime


def editions_of(subject: Subject) -> QuerySet[Edition]:
    """The editions of a subject, oldest first."""
    return Edition.objects.filter(
        organisation=subject.organisation,
        programme=subject.programme,
        family=subject.family,
        about=subject.about,
    )


def counted_in(subject: Subject) -> frozenset[UUID]:
    """The persons in earlier editions of a subject (one query).

    Of what is asked in the same words in every programme, in those of any of them: two
    programmes that have people in common could be played off against each other.
    """
    editions = editions_of(subject)
    if subject.programme and subject.family in ASKED_ONCE:
        editions = Edition.objects.filter(
            organisation=subject.organisation, family=subject.family, about=subject.about
        )
    rows = Counted.objects.filter(edition__in=editions).values_list("person", flat=True)
    return frozenset(rows)


def figures_of(subject: Subject) -> tuple[PublishedCell, ...]:
    """All that was published about a subject, oldest edition first (one query)."""
    return tuple(_read(EditionCell.objects.filter(edition__in=editions_of(subject))))


def figures_in(
    organisation_id: UUID, programme_id: UUID | None = None
) -> tuple[PublishedCell, ...]:
    """All that was published about a programme, or about all of an organisation's (one query).

    About all of them, only what is about everybody together.
    """
    rows = EditionCell.objects.filter(edition__organisation=organisation_id)
    if programme_id:
        return tuple(_read(rows.filter(edition__programme=programme_id)))
    return tuple(_read(rows.filter(part="").exclude(edition__programme=None)))


def _read(rows: QuerySet[EditionCell]) -> Iterator[PublishedCell]:
    ordered = rows.select_related("edition").order_by(
        "edition__period", "edition__family", "edition__about", "edition", "position"
    )
    for row in ordered:
        yield PublishedCell(
            row.edition.family,
            row.measure,
            row.part,
            _cell(row),
            row.edition.period,
            row.edition.published_at,
        )


def _cell(row: EditionCell) -> Cell:
    if row.mean is None or row.people is None:
        return Withheld(Reason(row.reason))
    return Figure(row.people, row.mean, row.low, row.high)
