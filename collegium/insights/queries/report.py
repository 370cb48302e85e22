"""What anybody may see of a programme: editions as they were published, arranged for a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, floor

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence import Figure, Reason, Threshold, Withheld, pooled
from collegium.groups.models import Programme
from collegium.insights.measures import DESCRIBED, PARTICIPATION, REASONS, WEEKS, Measure
from collegium.insights.periods import Month
from collegium.insights.queries.editions import PublishedCell, figures_in
from collegium.insights.queries.zones import zone_of_organisation
from collegium.people.models import Organisation
from collegium.people.queries.thresholds import threshold_of

WAITS = _("not published yet")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a published table: a figure, or the reason why there is none.

    Shares are given as so many of ten. `editions` are those put together in the figure,
    `left_out` those that could not be shown.
    """

    measure: Measure
    part: str  # empty for everybody together
    figure: Figure | None
    reason: Reason | None = None
    editions: int = 0
    left_out: int = 0

    @property
    def label(self) -> str | Promise:
        """What was measured."""
        return DESCRIBED[self.measure].label

    @property
    def withheld(self) -> str | Promise:
        """Why there is no figure; empty where there is one."""
        return "" if self.figure else REASONS[self.reason] if self.reason else WAITS

    @property
    def unit(self) -> str | Promise:
        """In what it is counted."""
        return DESCRIBED[self.measure].unit


@dataclass(frozen=True, slots=True)
class Block:
    """A measure: everybody together, and the departments."""

    total: Line
    parts: tuple[Line, ...]

    @property
    def shown(self) -> list[Line]:
        """The departments that carry a figure."""
        return [line for line in self.parts if line.figure]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The others, by why they carry none."""
        lines = [line for line in self.parts if not line.figure]
        return [
            (str(reason), ", ".join(line.part for line in lines if line.withheld == reason))
            for reason in dict.fromkeys(line.withheld for line in lines)
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is published about a programme, and when more is."""

    lines: tuple[Line, ...]
    threshold: Threshold
    months: tuple[datetime, ...]  # when each month's editions were published
    next_at: datetime  # when the present month ends

    def of(self, *measures: Measure) -> list[Line]:
        """The lines of these measures."""
        return [line for line in self.lines if line.measure in measures]

    def shown(self, *measures: Measure) -> list[tuple[Line, Figure]]:
        """The lines of these measures that carry a figure."""
        return [(line, line.figure) for line in self.of(*measures) if line.figure]

    def total(self, measure: Measure) -> Line:
        """The line for everybody together."""
        return self.of(measure)[0]

    def totals(self, *measures: Measure) -> list[Line]:
        """The lines for everybody together, of those measures that were published."""
        found = [self.total(measure) for measure in measures]
        return [line for line in found if line.editions or line.left_out]

    @property
    def by_measure(self) -> list[list[Line]]:
        """The lines of each measure of which there is an edition, everybody together first."""
        found = [self.of(measure) for measure in Measure]
        return [lines for lines in found if lines[0].editions or lines[0].left_out]

    @property
    def blocks(self) -> list["Block"]:
        """The same, arranged for a page."""
        return [Block(lines[0], tuple(lines[1:])) for lines in self.by_measure]

    @property
    def participation(self) -> list[Line]:
        """Everybody together, for each measure of taking part."""
        return [self.total(measure) for measure in PARTICIPATION]

    @property
    def weeks(self) -> list[tuple[int, Line]]:
        """Everybody together, for each week of practice that was published."""
        found = [(week, self.total(Measure(family))) for family, week in WEEKS.items()]
        return [(week, line) for week, line in found if line.editions or line.left_out]


def report_on(programme: Programme, *, now: datetime) -> Report:
    """Put together what was published about a programme (three queries)."""
    return _report(programme.organisation, figures_in(programme.organisation_id, programme.pk), now)


def report_on_all(organisation: Organisation, *, now: datetime) -> Report:
    """Put together what was published about all programmes of an organisation (three queries).

    Departments are left out: over several programmes the same people may stand in several.
    """
    return _report(organisation, figures_in(organisation.pk), now)


def _report(organisation: Organisation, cells: Iterable[PublishedCell], now: datetime) -> Report:
    cells = tuple(cells)
    by_measure: dict[str, list[PublishedCell]] = defaultdict(list)
    for cell in cells:
        by_measure[cell.measure].append(cell)
    return Report(
        lines=tuple(line for measure in Measure for line in _lines(measure, by_measure[measure])),
        threshold=threshold_of(organisation.pk),
        months=tuple(sorted({cell.published_at for cell in cells})),
        next_at=Month.of(now, zone_of_organisation(organisation)).ends_at,
    )


def _lines(measure: Measure, cells: Iterable[PublishedCell]) -> Iterator[Line]:
    by_part: dict[str, list[PublishedCell]] = {"": []}
    for cell in cells:
        by_part.setdefault(cell.part, []).append(cell)
    for part in sorted(by_part):
        yield _line(measure, part, by_part[part])


def _line(measure: Measure, part: str, cells: list[PublishedCell]) -> Line:
    figures = [cell.cell for cell in cells if isinstance(cell.cell, Figure)]
    hidden = [cell.cell for cell in cells if isinstance(cell.cell, Withheld)]
    together = pooled(figures)
    if together is None:
        reason = hidden[-1].reason if hidden else None
        return Line(measure, part, None, reason, left_out=len(hidden))
    return Line(
        measure,
        part,
        _for_readers(measure, together),
        editions=len(figures),
        left_out=len(hidden),
    )


def _for_readers(measure: Measure, figure: Figure) -> Figure:
    """Shares as so many of ten, everything rounded as finely as it is published."""
    times, steps = (10, measure.scale.grain.steps / 10) if measure.is_share else (1, 10)
    mean = round(figure.mean * times * steps) / steps
    if figure.low is None or figure.high is None:
        return replace(figure, mean=mean, low=None, high=None)
    # put together, the shorter side of an interval becomes as long as the longer one
    low, high = measure.scale.clamp(figure.low), measure.scale.clamp(figure.high)
    return replace(
        figure,
        mean=mean,
        low=floor(round(low * times * steps, 6)) / steps,
        high=ceil(round(high * times * steps, 6)) / steps,
    )
