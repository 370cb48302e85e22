"""Runs: bring new values, let the month close, read what the page would say."""

from collections.abc import Sequence
from uuid import uuid4

from benchmarks.evidence.teams import values_csv
from benchmarks.evidence.world import CLOSES, World
from collegium.domain.evidence.series import Finding
from collegium.insights.actions import close_months
from collegium.insights.actions.outcomes import apply_outcomes, keep_outcome_file
from collegium.insights.models import Closing, OutcomeFile, OutcomeFinding, TeamOutcome
from collegium.insights.queries.findings import findings_of


def run(world: World, seed: Sequence[int]) -> dict[str, Finding]:
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
    return {one.outcome.value: one.finding for one in findings_of(world.organisation)}
