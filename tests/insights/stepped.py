"""An organisation whose groups start step by step, with what its systems know of the teams."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from collegium.groups.models import Cycle, Group, GroupState, Member
from collegium.insights.actions.outcomes import apply_outcomes, keep_outcome_file
from collegium.insights.models import OutcomeFile
from collegium.insights.outcomes.cells import month_text
from collegium.insights.periods import Month
from collegium.people.models import Organisation, Person
from tests.builders import a_lead, a_programme, an_organisation
from tests.domain.evidence.teams import some_teams

FIRST = 2024 * 12  # January; the invented teams have two years from then on
CLOSED = Month(date(2025, 12, 1), "UTC")
NOW = datetime(2026, 1, 1, 1, tzinfo=UTC)


class Stepped:
    """Ten groups of six in two steps and sixty leaders without a group, unless told otherwise."""

    def __init__(self, *, groups: int = 10, alone: int = 60, seed: int = 1) -> None:
        self.organisation: Organisation = an_organisation()
        self.lead = a_lead(self.organisation)
        self.shape: Any = {"groups": groups, "alone": alone, "seed": seed}
        teams = some_teams(**self.shape)
        self.persons = Person.objects.bulk_create(
            Person(
                organisation=self.organisation,
                name=f"Person {at}",
                email=f"person.{at}@{self.organisation.pk.hex[:8]}.example",
                password="!",
            )
            for at, _ in enumerate(teams)
        )
        programme = a_programme(self.organisation)
        starts = {one.cluster: one.start for one in teams if one.start is not None}
        rows = {
            cluster: Group(
                organisation=self.organisation,
                programme=programme,
                number=at + 1,
                name=f"Group {at + 1}",
                state=GroupState.MEETING,
            )
            for at, cluster in enumerate(starts)
        }
        Group.objects.bulk_create(rows.values())
        Cycle.objects.bulk_create(
            Cycle(group=rows[it], challenge=programme.challenge, created_at=_moment(start))
            for it, start in starts.items()
        )
        Member.objects.bulk_create(
            Member(group=rows[one.cluster], person=person, joined_at=_moment(one.start))
            for one, person in zip(teams, self.persons, strict=True)
            if one.start is not None
        )

    def csv(self, *, effect: float = 2, drift: float = 0, column: str = "engagement") -> bytes:
        """What the organisation's own system exports, a row a team and month."""
        teams = some_teams(**self.shape, effect=effect, drift=drift)
        lines = [f"email,month,{column}"]
        for one, person in zip(teams, self.persons, strict=True):
            lines += [
                f"{person.email},{month_text(FIRST + at)},{value:.1f}"
                for at, value in one.values.items()
            ]
        return "\n".join(lines).encode()

    def bring(self, content: bytes) -> OutcomeFile:
        """Keep and apply a file."""
        file = keep_outcome_file(
            uuid4(), by=self.lead, file_name="teams.csv", content=content, now=NOW
        )
        return apply_outcomes(file, by=self.lead, now=NOW)


def _moment(month: int) -> datetime:
    at = FIRST + month
    return datetime(at // 12, at % 12 + 1, 3, tzinfo=UTC)
