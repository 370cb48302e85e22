"""Setting up a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.groups.models import Challenge, Programme, ProgrammeState
from collegium.people.models import Organisation, Person
from collegium.vault.rows import own_identity


class NotInPreparation(Exception):  # noqa: N818 - reads as what the programme is
    """The programme runs already, or is over; what was asked belongs to its preparation."""


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What a lead says about a programme. An existing challenge wins over a new sentence."""

    name: str
    purpose: str
    goal: str
    starts_on: date
    practice_weeks: int
    smallest: int
    largest: int
    levels_apart: int | None
    common_hours: int
    shared_language: bool
    challenge: Challenge | None
    sentence: str
    topic: str
    never_alone: tuple[tuple[str, str], ...] = ()
    hosts: int = 0

    def columns(self) -> Mapping[str, object]:
        """The columns of the programme's own row."""
        return {
            "name": self.name,
            "purpose": self.purpose,
            "goal": self.goal,
            "starts_on": self.starts_on,
            "practice_weeks": self.practice_weeks,
            "smallest": self.smallest,
            "largest": self.largest,
            "levels_apart": self.levels_apart,
            "common_hours": self.common_hours,
            "shared_language": self.shared_language,
            "never_alone": [list(pair) for pair in self.never_alone],
            "hosts": self.hosts,
        }


@transaction.atomic
def create_programme(facts: ProgrammeFacts, *, by: Person, once: UUID, now: datetime) -> Programme:
    """A new programme in preparation; the same `once` gives the same programme."""
    Organisation.objects.select_for_update().get(pk=by.organisation_id)  # two clicks at once
    once = own_identity(Programme, once, organisation=by.organisation)
    known = Programme.objects.filter(organisation=by.organisation, pk=once).first()
    if known:
        return known
    made = Programme.objects.create(
        pk=once,
        organisation=by.organisation,
        created_by=by,
        challenge=_challenge(facts, by, now),
        created_at=now,
        **facts.columns(),
    )
    note(Verb.PROGRAMME_CREATED, by.organisation_id, by=by.pk, subject=made.pk, now=now)
    return made


@transaction.atomic
def change_programme(
    programme: Programme, facts: ProgrammeFacts, *, by: Person, now: datetime
) -> Programme:
    """The same programme with other facts. Raises NotInPreparation once it runs."""
    locked = in_preparation(programme)
    for name, value in facts.columns().items():
        setattr(locked, name, value)
    locked.challenge = _challenge(facts, by, now)
    locked.save()
    note(Verb.PROGRAMME_CHANGED, by.organisation_id, by=by.pk, subject=locked.pk, now=now)
    return locked


def in_preparation(programme: Programme) -> Programme:
    """The programme's row, locked for this transaction. Raises NotInPreparation once it runs."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.state != ProgrammeState.DRAFT:
        raise NotInPreparation(locked.pk)
    return locked


def _challenge(facts: ProgrammeFacts, by: Person, now: datetime) -> Challenge:
    """The chosen challenge, or one with the same sentence, or a new one."""
    if facts.challenge:
        return facts.challenge
    known = Challenge.objects.filter(
        organisation=by.organisation, sentence=facts.sentence, topic=facts.topic
    )
    return known.first() or Challenge.objects.create(
        organisation=by.organisation, sentence=facts.sentence, topic=facts.topic, created_at=now
    )
