"""Runs: bring new values, let the month close, read what the page would say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, stdev
from typing import Self
from uuid import uuid4

from benchmarks.evidence.teams import EFFECT, values_csv
from benchmarks.evidence.world import CLOSES, World
from collegium.domain.evidence.series import Finding, Verdict
from collegium.insights.actions import close_months
from collegium.insights.actions.outcomes import apply_outcomes, keep_outcome_file
from collegium.insights.models import Closing, OutcomeFile, OutcomeFinding, OutcomeName, TeamOutcome
from collegium.insights.queries.findings import findings_of

TOO_FEW = {Verdict.TOO_FEW_LEADERS, Verdict.TOO_FEW_COMPARED, Verdict.TOO_SHORT_BEFORE}


def run(world: World, seed: Sequence[int]) -> dict[OutcomeName, Finding]:
    """One history of the same people: everything earlier about their teams is removed first."""
    for model in (OutcomeFinding, Closing, OutcomeFile, TeamOutcome):
        model.objects.all().delete()
    file = keep_outcome_file(
        uuid4(),
        by=world.lead,
        file_name="teams.csv",
        content=values_csv(world.leaders, seed),
        now=CLOSES,
    )
    apply_outcomes(file, by=world.lead, now=CLOSES)
    close_months(CLOSES)
    return {one.outcome: one.finding for one in findings_of(world.organisation)}


@dataclass(slots=True)
class Tally:
    """What many runs said."""

    runs: int = 0
    recovered: int = 0
    estimates: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    verdicts: dict[OutcomeName, Counter[Verdict]] = field(
        default_factory=lambda: {name: Counter() for name in OutcomeName}
    )

    def add(self, found: dict[OutcomeName, Finding]) -> None:
        """Count one run."""
        self.runs += 1
        for name, finding in found.items():
            self.verdicts[name][finding.verdict] += 1
        effect = found[OutcomeName.ENGAGEMENT].effect
        if effect:
            self.recovered += effect.low <= EFFECT <= effect.high
            self.estimates.append(effect.value)
            self.widths.append(effect.high - effect.low)

    def __iadd__(self, other: "Tally") -> Self:
        """Take another's runs in."""
        self.runs += other.runs
        self.recovered += other.recovered
        self.estimates += other.estimates
        self.widths += other.widths
        for name, told in other.verdicts.items():
            self.verdicts[name] += told
        return self

    def too_few(self) -> int:
        """How often all three measures were too few to tell."""
        return min(
            sum(count for verdict, count in told.items() if verdict in TOO_FEW)
            for told in self.verdicts.values()
        )

    def lines(self) -> list[str]:
        """The large organisation, as rows of a table."""
        shown = len(self.estimates)
        rows = [
            ("runs", f"{self.runs}"),
            ("true effect inside the published interval", f"{self.recovered} of {self.runs}"),
            ("no effect published", f"{self.runs - shown} of {self.runs}"),
        ]
        if shown > 1:
            spread = stdev(self.estimates)
            rows += [
                ("mean of the estimates less the truth", f"{fmean(self.estimates) - EFFECT:+.3f}"),
                ("standard deviation of the estimates", f"{spread:.3f}"),
                ("mean width of the intervals", f"{fmean(self.widths):.2f}"),
            ]
        rows += [
            (f"verdicts: {why}", _told(self.verdicts[name]))
            for name, why in (
                (OutcomeName.ENGAGEMENT, f"an effect of {EFFECT:g}"),
                (OutcomeName.PRODUCTIVITY, "no effect"),
                (OutcomeName.RETENTION, "no effect, trends apart before"),
            )
        ]
        return [f"| {what} | {much} |" for what, much in rows]


def _told(verdicts: Counter[Verdict]) -> str:
    return ", ".join(f"{verdict.value} {count}" for verdict, count in verdicts.most_common())
