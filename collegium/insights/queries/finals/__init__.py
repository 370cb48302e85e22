"""Whose values have become final, measure by measure. Nothing of it is shown."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Programme
from collegium.insights.measures import WEEKS, Family
from collegium.insights.queries.finals.confidence import confidence, looking_back
from collegium.insights.queries.finals.participation import took_part_in
from collegium.insights.queries.finals.practice import practised, sure_in_week
from collegium.insights.queries.finals.pulses import (
    competence,
    competence_looking_back,
    connections,
    recommend,
    stay,
)
from collegium.meetings.models import Kind

# a member's values: one for each measure, then one, or None, for each that is only judged
type Finals = Mapping[UUID, tuple[float | None, ...]]
type Collector = Callable[[Programme, datetime], Finals]

COLLECTORS: Mapping[Family, Collector] = {
    Family.ORIENTATION: took_part_in(Kind.ORIENTATION),
    Family.SESSION_ONE: took_part_in(Kind.SESSION_ONE),
    Family.SESSION_TWO: took_part_in(Kind.SESSION_TWO),
    Family.PRACTICE: practised,
    Family.CONFIDENCE: confidence,
    Family.LOOKING_BACK: looking_back,
    Family.COMPETENCE: competence,
    Family.COMPETENCE_LOOKING_BACK: competence_looking_back,
    Family.CONNECTIONS: connections,
    Family.RECOMMEND: recommend,
    Family.STAY: stay,
    **{family: sure_in_week(week) for family, week in WEEKS.items()},
}
