"""The one gate through which a figure reaches anybody outside the groups."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from collegium.domain.evidence.cube import (
    Cell,
    Cube,
    Figure,
    Grain,
    Published,
    Reason,
    Row,
    Threshold,
    Withheld,
)
from collegium.domain.evidence.estimates import TooFew, mean_of

COUNTS_TO = 5

type Rows = Sequence[Row]


def publish(cube: Cube, *, threshold: Threshold) -> Published:
    """Return what may be seen of a cube, with a reason wherever something is withheld.

    No published figure rests on fewer people or groups than the threshold, and neither does
    the difference between the total and any choice of published parts.
    """
    by_part: dict[str, Rows] = {
        part: [row for row in cube.rows if row.part == part] for part in cube.parts
    }
    refused = refusal(cube.rows, threshold)
    hidden = _hidden(by_part, threshold, everything=refused is not None)
    return Published(
        measure=cube.measure,
        grain=cube.grain,
        total=_cell(cube.rows, refused, cube.grain),
        parts=tuple(
            (part, _cell(rows, hidden.get(part), cube.grain)) for part, rows in by_part.items()
        ),
        threshold=threshold,
    )


def refusal(rows: Rows, threshold: Threshold) -> Reason | None:
    """Return why a figure over these people would say too much about some of them, if it does."""
    sizes = Counter(row.group for row in rows)
    if len(rows) < threshold.people:
        return Reason.TOO_FEW_PEOPLE
    if len(sizes) < threshold.groups:
        return Reason.TOO_FEW_GROUPS
    if max(sizes.values()) > threshold.share * len(rows):
        return Reason.ONE_GROUP_PREVAILS
    return None


def _hidden(
    by_part: Mapping[str, Rows], threshold: Threshold, *, everything: bool
) -> dict[str, Reason]:
    """The parts to withhold: those too small, and the smallest others until a rest is safe.

    Whoever takes the published parts from the total is left with all hidden parts at once, so
    these together have to pass the rule that each of them failed.
    """
    hidden = {part: reason for part in by_part if (reason := refusal(by_part[part], threshold))}
    smallest_first = sorted(
        by_part.keys() - hidden.keys(), key=lambda part: (len(by_part[part]), part)
    )
    for part in smallest_first:
        rest = [row for other in hidden for row in by_part[other]]
        if not everything and (not hidden or refusal(rest, threshold) is None):
            break
        hidden[part] = Reason.PROTECTS_OTHERS
    return hidden


def _cell(rows: Rows, refused: Reason | None, grain: Grain) -> Cell:
    if refused is not None:
        return Withheld(refused)
    found = mean_of([row.value for row in rows], groups=[row.group for row in rows])
    if isinstance(found, TooFew):
        return Withheld(Reason.TOO_FEW_PEOPLE)
    steps, lowest, highest = grain.steps, *grain.range
    return Figure(
        people=round(len(rows) / COUNTS_TO) * COUNTS_TO,
        mean=round(found.value * steps) / steps,
        low=math.floor(round(max(found.low, lowest) * steps, 9)) / steps,
        high=math.ceil(round(min(found.high, highest) * steps, 9)) / steps,
    )
