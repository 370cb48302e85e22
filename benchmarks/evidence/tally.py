"""What many runs said. No Django here: the process that adds them up has none."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, stdev
from typing import Self

from collegium.domain.evidence.series import Finding, Verdict

ENOUGH = 0.93  # of published figures have to hold the truth
EFFECT = 2.0  # on engagement, from the month after the start; none on productivity
ENGAGEMENT, PRODUCTIVITY, RETENTION = "engagement", "productivity", "retention"
TOO_FEW = {Verdict.TOO_FEW_LEADERS, Verdict.TOO_FEW_COMPARED, Verdict.TOO_SHORT_BEFORE}


@dataclass(slots=True)
class Tally:
    """What many runs said."""

    runs: int = 0
    recovered: int = 0
    estimates: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    verdicts: dict[str, Counter[Verdict]] = field(
        default_factory=lambda: {name: Counter() for name in (ENGAGEMENT, PRODUCTIVITY, RETENTION)}
    )

    def add(self, found: dict[str, Finding]) -> None:
        """Count one run."""
        self.runs += 1
        for name, finding in found.items():
            self.verdicts[name][finding.verdict] += 1
        effect = found[ENGAGEMENT].effect
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

    @property
    def is_enough(self) -> bool:
        """Whether the truth lay in the interval as often as it has to, of those published."""
        return self.recovered >= ENOUGH * len(self.estimates)

    def too_few(self) -> int:
        """How often all three measures were too few to tell."""
        return min(
            sum(count for verdict, count in told.items() if verdict in TOO_FEW)
            for told in self.verdicts.values()
        )

    def line(self, name: str) -> str:
        """One row: how often the truth was inside, how often no effect was published."""
        width = f"{fmean(self.widths):.2f}" if self.widths else "–"
        shown, told = len(self.estimates), _told(self.verdicts[ENGAGEMENT])
        return f"| {name} | {self.recovered} of {shown} | {width} | {told} |"

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
                (ENGAGEMENT, f"an effect of {EFFECT:g}"),
                (PRODUCTIVITY, "no effect"),
                (RETENTION, "no effect, trends apart before"),
            )
        ]
        return [f"| {what} | {much} |" for what, much in rows]


def _told(verdicts: Counter[Verdict]) -> str:
    return ", ".join(f"{verdict.value} {count}" for verdict, count in verdicts.most_common())
