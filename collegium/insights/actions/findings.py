"""Publishing what can be said of teams: once a month, frozen, all members alike."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from itertools import batched

from collegium.domain.evidence import Threshold
from collegium.domain.evidence.effects import publish_effect
from collegium.domain.evidence.series import Finding, Judged, Series
from collegium.insights.models import OutcomeFinding, OutcomeName, TeamOutcome
from collegium.insights.periods import Month
from collegium.insights.queries.teams import rows_of, series_of, starts_of
from collegium.insights.queries.zones import zone_of_organisation
from collegium.people.models import Organisation
from collegium.people.queries.thresholds import threshold_of

ROWS = 500  # written at once


def publish_findings(organisation: Organisation, month: Month, now: datetime) -> int:
    """Publish what a month that is over adds to what is known of teams; how many measures.

    The organisation is locked. A measure whose last finding still stands gets none, so that
    only enough newcomers at once ever change a figure.
    """
    rows = rows_of(organisation)
    if not rows:
        return 0
    starts = starts_of(organisation, zone_of_organisation(organisation))
    began = [month for _group, month in starts.values()]
    closing = _Closing(organisation, month, threshold_of(organisation.pk), began, now)
    return sum(
        closing.publish(name, series_of(rows[name], starts, until=month), rows[name])
        for name in OutcomeName.values
        if name in rows
    )


@dataclass(frozen=True, slots=True)
class _Closing:
    organisation: Organisation
    month: Month
    threshold: Threshold
    began: Collection[int]
    now: datetime

    def publish(self, name: str, series: Sequence[Series], teams: Sequence[TeamOutcome]) -> bool:
        """Keep what the teams say, unless nothing of it is new; whether it was kept."""
        counted = frozenset[Hashable](row.person_id for row in teams if row.counted)
        judged = publish_effect(series, threshold=self.threshold, counted=counted, began=self.began)
        if judged is None or not self._is_new(name, judged):
            return False
        self._store(name, judged.finding)
        newcomers = [row.pk for row in teams if row.person_id in judged.counted and not row.counted]
        for some in batched(newcomers, ROWS):
            TeamOutcome.objects.filter(pk__in=some).update(counted=True)
        return True

    def _is_new(self, name: str, judged: Judged) -> bool:
        """One finding a month, and no refusal twice."""
        earlier = OutcomeFinding.objects.filter(organisation=self.organisation, outcome=name)
        last = earlier.order_by("-period").first()
        if last is None:
            return True
        return last.period < self.month.first and (
            bool(judged.counted) or last.verdict != judged.finding.verdict
        )

    def _store(self, name: str, finding: Finding) -> None:
        OutcomeFinding.objects.create(
            organisation=self.organisation,
            outcome=name,
            period=self.month.first,
            published_at=self.now,
            verdict=finding.verdict,
            before=[astuple(likely) for likely in finding.before],
            leaders=finding.leaders,
            compared=finding.compared,
            began=finding.began,
            people=self.threshold.people,
            groups=self.threshold.groups,
            **(asdict(finding.effect) if finding.effect else {}),
        )
