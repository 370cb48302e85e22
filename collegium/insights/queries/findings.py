"""What was published about teams, as everybody sees it, and what one person may see of theirs."""

from dataclasses import dataclass
from datetime import date

from collegium.domain.evidence.series import Finding, Likely, Verdict
from collegium.insights.models import OutcomeFinding, OutcomeName, TeamOutcome
from collegium.insights.outcomes.cells import month_number
from collegium.people.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class PublishedFinding:
    """The finding about one measure that stands, and since when."""

    outcome: OutcomeName
    finding: Finding
    period: date


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """What is known of one's own team in one month; None where there is no value."""

    month: date
    values: tuple[float | None, ...]


def findings_of(organisation: Organisation) -> tuple[PublishedFinding, ...]:
    """The newest finding about each measure, in order (one query)."""
    newest: dict[str, OutcomeFinding] = {}
    for row in OutcomeFinding.objects.filter(organisation=organisation).order_by("period", "pk"):
        newest[row.outcome] = row
    return tuple(
        PublishedFinding(name, _finding(newest[name]), newest[name].period)
        for name in OutcomeName
        if name in newest
    )


def _finding(row: OutcomeFinding) -> Finding:
    effect = None
    if row.value is not None and row.low is not None and row.high is not None:
        effect = Likely(row.value, row.low, row.high)
    return Finding(
        verdict=Verdict(row.verdict),
        effect=effect,
        before=tuple(Likely(*likely) for likely in row.before),
        leaders=row.leaders,
        compared=row.compared,
        began=row.began,
    )


def own_outcomes(person: Person) -> tuple[tuple[OutcomeName, ...], tuple[OwnMonth, ...]]:
    """Everything imported about the person's own team: measures, and months (one query)."""
    rows = {row.outcome: row.values for row in TeamOutcome.objects.filter(person=person)}
    names = tuple(name for name in OutcomeName if name in rows)
    months = sorted({month for values in rows.values() for month in values}, reverse=True)
    return names, tuple(
        OwnMonth(_first(month), tuple(rows[name].get(month) for name in names)) for month in months
    )


def _first(month: str) -> date:
    number = month_number(month)
    return date(number // 12, number % 12 + 1, 1)
