"""What members said of techniques, as the gate is asked about it, and what it let through."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor
from uuid import UUID

from collegium.domain.evidence import (
    SHARES,
    Cube,
    Figure,
    Reason,
    Row,
    Scale,
    Threshold,
    Withheld,
    next_edition,
    pooled,
)
from collegium.insights.queries.editions import PublishedCell, figures_of
from collegium.insights.subjects import Subject
from collegium.library.models import Effect, TechniqueFigure, TechniqueResult
from collegium.people.models import Organisation

EFFECT = "technique_effect"  # families
ATTEMPTS = "technique_attempts"
TIMES = Scale(0, 10)
STEPS = SHARES.grain.steps
NEAR = (Reason.NEAR_THE_TOP, Reason.NEAR_THE_BOTTOM)


@dataclass(frozen=True, slots=True)
class Told:
    """What one person said of one technique."""

    person: UUID
    group: UUID
    topic: str
    effect: Effect
    attempts: int


def told_until(organisation: Organisation, until: datetime) -> Mapping[str, Sequence[Told]]:
    """What was said of each technique before a moment, of everybody what they said first.

    One query. What somebody tried that is no technique of the catalogue is left out.
    """
    rows = (
        TechniqueResult.objects.filter(
            member__group__organisation=organisation, created_at__lt=until, technique__gt=""
        )
        .order_by("created_at", "pk")
        .values_list("technique", "member__person", "member__group", "topic", "effect", "attempts")
    )
    found: dict[str, dict[UUID, Told]] = defaultdict(dict)
    for technique, person, group, topic, effect, attempts in rows:
        told = Told(person, group, topic, Effect(effect), attempts)
        found[technique].setdefault(person, told)
    return {technique: tuple(people.values()) for technique, people in found.items()}


def effect_cubes(
    told: Sequence[Told], *, counted: Collection[UUID], threshold: Threshold
) -> tuple[Cube, ...]:
    """The cubes to publish: helped, no difference, worse; helped alone where that is all there is.

    The gate hides measures of the same people together. Few say that something made it worse, and
    then nothing at all could be told: so where all three cannot be shown of those who are new,
    only who was helped is asked about. Where that stands alone, one of the others lies within a
    tenth of an end; which one, and whether it is nobody or a few, is not told.
    """
    all_three = tuple(_cube(effect, told) for effect in Effect)
    edition = next_edition(all_three, counted=counted, threshold=threshold)
    total = edition.published[0].total if edition else None
    return all_three[:1] if isinstance(total, Withheld) else all_three


def attempt_cubes(told: Sequence[Told]) -> tuple[Cube, ...]:
    """How often each tried."""
    rows = tuple(Row(one.person, one.group, one.topic, float(one.attempts)) for one in told)
    return (Cube(ATTEMPTS, rows, TIMES, _topics(told)),)


def figures_about(organisation: Organisation, technique: str) -> list[TechniqueFigure]:
    """All that was let through about a technique, put together; unsaved (2 queries)."""
    effects = figures_of(Subject(organisation, None, EFFECT, technique))
    times = figures_of(Subject(organisation, None, ATTEMPTS, technique))
    topics = dict.fromkeys(["", *sorted({cell.part for cell in effects})])
    return [
        figure
        for topic in topics
        for figure in _figures(organisation, technique, topic, effects, times)
    ]


def _cube(effect: Effect, told: Sequence[Told]) -> Cube:
    rows = tuple(Row(one.person, one.group, one.topic, float(one.effect is effect)) for one in told)
    return Cube(effect.value, rows, SHARES, _topics(told))


def _topics(told: Sequence[Told]) -> tuple[str, ...]:
    return tuple(sorted({one.topic for one in told}))


def _figures(
    organisation: Organisation,
    technique: str,
    topic: str,
    effects: Sequence[PublishedCell],
    times: Sequence[PublishedCell],
) -> Iterator[TechniqueFigure]:
    shown = {effect: _shown(effects, effect.value, topic) for effect in Effect}
    helped = pooled(shown[Effect.HELPED])
    hidden = [
        one.cell.reason
        for one in effects
        if one.part == topic and one.measure == Effect.HELPED and isinstance(one.cell, Withheld)
    ]
    row = TechniqueFigure(organisation=organisation, technique=technique, topic=topic)
    if helped is None:
        if not topic and hidden and hidden[-1] in NEAR:
            row.reason = hidden[-1].value
            yield row
        return
    row.people, row.helped = helped.people, _rounded(helped.mean)
    if helped.low is not None and helped.high is not None:
        row.low = max(0.0, floor(round(helped.low * STEPS, 6)) / STEPS)
        row.high = min(1.0, ceil(round(helped.high * STEPS, 6)) / STEPS)
    row.left_out = len(hidden)
    if len({len(figures) for figures in shown.values()}) == 1:
        row.same, row.worse = (_mean(shown[one]) for one in (Effect.SAME, Effect.WORSE))
    tried = pooled(_shown(times, ATTEMPTS, topic))
    row.attempts = round(tried.mean, 1) if tried else None
    yield row


def _shown(cells: Sequence[PublishedCell], measure: str, part: str) -> list[Figure]:
    return [
        one.cell
        for one in cells
        if one.measure == measure and one.part == part and isinstance(one.cell, Figure)
    ]


def _mean(figures: list[Figure]) -> float | None:
    together = pooled(figures)
    return _rounded(together.mean) if together else None


def _rounded(share: float) -> float:
    return round(share * STEPS) / STEPS
