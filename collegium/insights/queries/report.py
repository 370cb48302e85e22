"""What anybody may see of a programme: cubes that passed the gate, arranged for a page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from collegium.domain.evidence import Cell, Figure, Grain, Published, Threshold, Withheld, publish
from collegium.groups.models import Programme
from collegium.insights.measures import LABELS, PARTICIPATION, REASONS, UNITS, Measure
from collegium.insights.queries.cubes import cubes

THRESHOLD = Threshold()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a published table: a figure, or the reason why there is none."""

    measure: Measure
    label: str | Promise
    unit: str | Promise
    part: str  # empty for everybody together
    figure: Figure | None
    withheld: str | Promise


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is published about a programme."""

    lines: tuple[Line, ...]
    threshold: Threshold = THRESHOLD

    def of(self, *measures: Measure) -> list[Line]:
        """The lines of these measures."""
        return [line for line in self.lines if line.measure in measures]

    def shown(self, *measures: Measure) -> list[tuple[Line, Figure]]:
        """The lines of these measures that carry a figure."""
        return [(line, line.figure) for line in self.of(*measures) if line.figure]

    def total(self, measure: Measure) -> Line:
        """The line for everybody together."""
        return self.of(measure)[0]

    @property
    def by_measure(self) -> list[list[Line]]:
        """The lines of each measure, everybody together first."""
        return [self.of(measure) for measure in Measure]

    @property
    def participation(self) -> list[Line]:
        """Everybody together, for each measure of taking part."""
        return [self.total(measure) for measure in PARTICIPATION]


def report_on(programme: Programme) -> Report:
    """Publish every measure of a programme through the gate."""
    lines: list[Line] = []
    for cube in cubes(programme):
        lines.extend(_lines(publish(cube, threshold=THRESHOLD)))
    return Report(tuple(lines))


def _lines(published: Published) -> Iterator[Line]:
    measure = Measure(published.measure)
    yield _line(measure, "", published.total)
    if isinstance(published.total, Figure):
        for part, cell in published.parts:
            yield _line(measure, part, cell)


def _line(measure: Measure, part: str, cell: Cell) -> Line:
    if isinstance(cell, Withheld):
        return Line(measure, LABELS[measure], UNITS[measure], part, None, REASONS[cell.reason])
    return Line(measure, LABELS[measure], UNITS[measure], part, _scaled(measure, cell), "")


def _scaled(measure: Measure, figure: Figure) -> Figure:
    """Shares in per cent, everything else as it is."""
    if measure.grain is not Grain.SHARE:
        return figure
    mean, low, high = (round(share * 100) for share in (figure.mean, figure.low, figure.high))
    return replace(figure, mean=mean, low=low, high=high)
