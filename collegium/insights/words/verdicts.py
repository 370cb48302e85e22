"""The plain-language reading of a finding, made of its numbers and of nothing else."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence.series import Finding, Likely, Verdict
from collegium.insights.models import OutcomeName
from collegium.ui.components import figure

HEADLINES: Mapping[Verdict, str | Promise] = {
    Verdict.HELPED: _("Teams did better than they would have"),
    Verdict.HURT: _("Teams did worse than they would have"),
    Verdict.NO_DIFFERENCE: _("No difference that could be told from chance"),
    Verdict.DOUBTFUL: _("Doubtful: the teams may have differed before"),
    Verdict.UNCHECKED: _("Unchecked: too few groups to tell how the teams did before"),
    Verdict.TRENDS_DIFFERED: _("It can't be told: the teams differed before"),
    Verdict.TOO_SHORT_BEFORE: _("Too few to tell: too little is known of the time before"),
    Verdict.TOO_FEW_LEADERS: _("Too few to tell"),
    Verdict.TOO_FEW_COMPARED: _("Too few to tell: there is nobody to compare with"),
    Verdict.NOTHING_YET: _("Nothing has been imported yet"),
}

READINGS: Mapping[Verdict, str | Promise] = {
    Verdict.HELPED: _(
        "In the half year after their leader started, teams were %(value)s points higher than "
        "they would have been, measured by teams whose leader had not started yet. The true "
        "difference likely lies between %(low)s and %(high)s (95 %% interval)."
    ),
    Verdict.HURT: _(
        "In the half year after their leader started, teams were %(value)s points lower than "
        "they would have been, measured by teams whose leader had not started yet. The true "
        "difference likely lies between %(low)s and %(high)s points lower (95 %% interval). Look "
        "into it before more begin."
    ),
    Verdict.NO_DIFFERENCE: _(
        "The teams of leaders who started moved by %(value)s points against the others, but the "
        "true difference may lie anywhere between %(low)s and %(high)s (95 %% interval), and "
        "none at all is among that. This neither shows that the programme helps nor that it "
        "does not."
    ),
    Verdict.DOUBTFUL: _(
        "The teams of leaders who started moved by %(value)s points against the others; the true "
        "difference likely lies between %(low)s and %(high)s (95 %% interval). But already in the "
        "half year before, they seem to have moved differently. Do not take this for the "
        "programme's doing."
    ),
    Verdict.UNCHECKED: _(
        "The teams of leaders who started moved by %(value)s points against the others; the true "
        "difference likely lies between %(low)s and %(high)s (95 %% interval). But with so few "
        "groups nobody can check whether they moved differently already before. Do not take this "
        "for the programme's doing."
    ),
    Verdict.TRENDS_DIFFERED: _(
        "Already in the half year before anything began, the teams of leaders who started moved "
        "differently from the others. Whatever came after, nobody can say that the programme "
        "did it, so no effect is given."
    ),
    Verdict.TOO_SHORT_BEFORE: _(
        "An effect can only be seen against how it was before. It takes values of at least "
        "%(people)s leaders in %(groups)s groups from the half year before they started and "
        "from before that."
    ),
    Verdict.TOO_FEW_LEADERS: _(
        "It takes at least %(people)s leaders in %(groups)s groups who started more than half a "
        "year ago, with values of their teams, and no group that is half of them."
    ),
    Verdict.TOO_FEW_COMPARED: _(
        "It takes at least %(people)s leaders who had not started in the same months, with "
        "values of their teams. Where everybody begins at once, nobody can ever tell what the "
        "programme did; let the next begin step by step."
    ),
    Verdict.NOTHING_YET: _("No team values have been imported yet."),
}

SPANS = (
    _("6 to 4 months before the start"),
    _("3 to 1 months before the start"),
    _("1 to 6 months after the start"),
)


def headline(finding: Finding) -> str:
    """The verdict in a line."""
    return str(HEADLINES[finding.verdict])


def reading(finding: Finding, *, people: int, groups: int) -> str:
    """What the numbers carry, in words; the threshold is for those who are too few."""
    shown = finding.effect or Likely(0, 0, 0)
    low, high, value = shown.low, shown.high, shown.value
    if finding.verdict is Verdict.HURT:
        low, high, value = -high, -low, -value
    numbers = {
        "value": figure(value),
        "low": figure(low),
        "high": figure(high),
        "people": people,
        "groups": groups,
    }
    return str(READINGS[finding.verdict]) % numbers


def rows_of_picture(finding: Finding) -> list[tuple[str, float, float, float]]:
    """The differences before and after with their intervals, for the chart and its table."""
    found = [*finding.before, *([finding.effect] if finding.effect else [])]
    return [
        (str(label), likely.value, likely.low, likely.high)
        for label, likely in zip(SPANS, found, strict=False)
    ]


UNITS: Mapping[OutcomeName, str | Promise] = {
    OutcomeName.ENGAGEMENT: _("points of your own survey"),
    OutcomeName.PRODUCTIVITY: _("points of your own index"),
    OutcomeName.RETENTION: _("people of a hundred"),
}
