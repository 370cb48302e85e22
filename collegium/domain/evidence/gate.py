"""The one gate through which a figure reaches anybody outside the groups."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from collegium.domain.evidence.cube import (
    Cell,
    Cube,
    Figure,
    Grain,
    Published,
    Reason,
    Row,
    Scale,
    Threshold,
    Withheld,
)
from collegium.domain.evidence.estimates import Estimate, mean_of
from collegium.domain.evidence.reach import least_reach

COUNTS_TO = 5
TINY = 1e-9
NEARLY_ALL = 0.9  # the most that one group less than it takes may make up together
ENDS = (Reason.NEAR_THE_TOP, Reason.NEAR_THE_BOTTOM)

type Rows = Sequence[Row]


def publish(cube: Cube, *, threshold: Threshold) -> Published:
    """Return what may be seen of one cube, as `publish_together` does of several."""
    return publish_together((cube,), threshold=threshold)[0]


def publish_together(cubes: Sequence[Cube], *, threshold: Threshold) -> tuple[Published, ...]:
    """Return what may be seen of measures of the same people, with a reason for what is not.

    No published figure rests on fewer people or groups than the threshold, and neither does
    the difference between the total and any choice of published parts; and none lies so near
    an end of its scale that it says what a single person answered. A cell that one of the
    measures must hide is hidden in all of them: a change and its "after" tell the "before".
    Which parts are hidden is told by the numbers of people, or it is all of them. Cubes that
    are not shown come after those that are, and hide like them, too few people included.
    Raises ValueError where the shown cubes are about different people or parts.
    """
    first, shown = cubes[0], [cube for cube in cubes if cube.shown]
    seats = [(row.person, row.group, row.part) for row in first.rows]
    for cube in shown:
        if cube.parts != first.parts or seats != [(r.person, r.group, r.part) for r in cube.rows]:
            raise ValueError("what is published together is about the same people")
    gate = _Gate(cubes, threshold)
    hidden = gate.hidden()
    return tuple(_published(cube, gate.told_of(cube, hidden), threshold) for cube in shown)


def refusal(rows: Rows, threshold: Threshold) -> Reason | None:
    """Return why there are too few people or groups for a figure about these, if there are."""
    sizes = Counter(row.group for row in rows)
    if len(rows) < threshold.people:
        return Reason.TOO_FEW_PEOPLE
    if len(sizes) < threshold.groups:
        return Reason.TOO_FEW_GROUPS
    largest = [size for _group, size in sizes.most_common(threshold.groups - 1)]
    if largest[0] > threshold.share * len(rows) or sum(largest) > NEARLY_ALL * len(rows):
        return Reason.ONE_GROUP_PREVAILS
    return None


def nearness(values: Sequence[float], scale: Scale, threshold: Threshold) -> Reason | None:
    """Return the end of the scale that the mean is too near to, if it is.

    Of ten people at 95 of 100 nobody can be below 50; at 90 anybody can be anywhere. So the
    margin is the width of the scale through the number of people it takes. Nine yes of ten
    are as near as ten: were they not, the reason would say that it was ten.
    """
    margin = scale.width / threshold.people
    if scale.grain is Grain.SHARE:
        margin += TINY
    mean = fmean(map(scale.clamp, values))
    if mean > scale.high - margin:
        return Reason.NEAR_THE_TOP
    return Reason.NEAR_THE_BOTTOM if mean < scale.low + margin else None


class _Gate:
    """Decides which cells are hidden, in all cubes alike. The total is the part None."""

    def __init__(self, cubes: Sequence[Cube], threshold: Threshold) -> None:
        self.rows, self.threshold = cubes[0].rows, threshold
        self.judged = [(cube, {row.person: row for row in cube.rows}) for cube in cubes]
        self.places: dict[str, list[int]] = {part: [] for part in cubes[0].parts}
        for place, row in enumerate(self.rows):
            if self.places:
                self.places[row.part].append(place)

    def hidden(self) -> dict[str | None, Reason]:
        """The cells to withhold: the small ones, and others until what is left over is safe.

        Whoever takes the published parts from the total is left with all hidden parts at
        once, so these together have to keep the rules. Which parts are hidden follows from
        numbers of people and groups alone. Where an answer matters, because a part or what is
        left over lies at an end of its scale, all parts are hidden: any choice among them
        would say which one lies there, and with the others what the small ones answered.
        """
        everybody = range(len(self.rows))
        if everything := self._refused(everybody):
            return {None: everything, **dict.fromkeys(self.places, Reason.PROTECTS_OTHERS)}
        small = self._too_small()
        told = [places for part, places in self.places.items() if part not in small]
        rest = [place for part in small for place in self.places[part]]
        says_much = any(map(self._says_much, [*told, rest] if rest else told))
        chosen = self.places if says_much else small
        return {part: small.get(part, Reason.PROTECTS_OTHERS) for part in chosen}

    def _too_small(self) -> dict[str, Reason]:
        """The parts that are too small, and the next smallest until the rest is large enough."""
        hidden = {
            part: few for part, places in self.places.items() if (few := self._too_few(places))
        }
        smallest_first = sorted(
            self.places.keys() - hidden.keys(), key=lambda part: (len(self.places[part]), part)
        )
        for part in smallest_first:
            rest = [place for other in hidden for place in self.places[other]]
            if not hidden or self._too_few(rest) is None:
                break
            hidden[part] = Reason.PROTECTS_OTHERS
        return hidden

    def told_of(
        self, cube: Cube, hidden: Mapping[str | None, Reason]
    ) -> Mapping[str | None, Reason]:
        """The reasons as one measure gives them: everybody is at an end only where it says so."""
        if hidden.get(None) not in (*ENDS, Reason.PROTECTS_OTHERS):
            return hidden
        near = nearness([row.value for row in cube.rows], cube.scale, self.threshold)
        return {**hidden, None: near or Reason.PROTECTS_OTHERS}

    def _refused(self, places: Sequence[int]) -> Reason | None:
        return self._too_few(places) or self._says_much(places)

    def _too_few(self, places: Sequence[int]) -> Reason | None:
        return refusal([self.rows[place] for place in places], self.threshold)

    def _says_much(self, places: Sequence[int]) -> Reason | None:
        """Whether what these answered forbids it: an end, or too few whom a figure rests on."""
        people = [self.rows[place].person for place in places]
        for cube, by_person in self.judged:
            rows = [by_person[one] for one in people if one in by_person]
            if not cube.shown and refusal(rows, self.threshold):
                return Reason.PROTECTS_OTHERS
            near = nearness([row.value for row in rows], cube.scale, self.threshold)
            if near:
                return near
        return None


def _published(cube: Cube, hidden: Mapping[str | None, Reason], threshold: Threshold) -> Published:
    by_part: dict[str, list[Row]] = {part: [] for part in cube.parts}
    for row in cube.rows:
        if cube.parts:
            by_part[row.part].append(row)
    return Published(
        measure=cube.measure,
        scale=cube.scale,
        total=_total(cube, hidden.get(None), threshold),
        parts=tuple(
            (part, _cell(rows, hidden.get(part), cube.scale)) for part, rows in by_part.items()
        ),
        threshold=threshold,
    )


def _cell(rows: Rows, refused: Reason | None, scale: Scale) -> Cell:
    if refused is not None:
        return Withheld(refused)
    mean = fmean(scale.clamp(row.value) for row in rows)
    return Figure(
        people=round(len(rows) / COUNTS_TO) * COUNTS_TO,
        mean=round(mean * scale.grain.steps) / scale.grain.steps,
    )


def _total(cube: Cube, refused: Reason | None, threshold: Threshold) -> Cell:
    """Everybody together; the interval lies around the published mean, so it tells no more."""
    cell = _cell(cube.rows, refused, cube.scale)
    if isinstance(cell, Withheld):
        return cell
    scale, groups = cube.scale, [row.group for row in cube.rows]
    found = mean_of([scale.clamp(row.value) for row in cube.rows], groups=groups)
    if not isinstance(found, Estimate):
        return Withheld(Reason.TOO_FEW_PEOPLE)
    steps = scale.grain.steps
    reach = max(found.high - found.value, least_reach(groups, scale.width / threshold.people / 2))
    rounded = math.ceil(round(reach * steps + abs(found.value - cell.mean) * steps, 9)) / steps
    return Figure(
        cell.people,
        cell.mean,
        low=round(scale.clamp(cell.mean - rounded), 9),
        high=round(scale.clamp(cell.mean + rounded), 9),
    )
