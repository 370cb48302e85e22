"""Programmes as their lead sees them: the list, one of them, how far it has come."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from collegium.groups.models import Group, Programme, ProgrammeState
from collegium.people.models import Organisation


class Step(StrEnum):
    """What a lead does for a programme, in order."""

    PARTICIPANTS = "participants"
    COMPOSE = "compose"
    ADJUST = "adjust"
    PUBLISH = "publish"
    DATES = "dates"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in a list."""

    programme: Programme
    participants: int
    groups: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a programme has come; `step` is the one next thing to do."""

    participants: int
    grouped: int
    groups: int
    facilitated: int
    step: Step

    def done(self, step: Step) -> bool:
        """Whether a step lies behind."""
        order = list(Step)
        return order.index(step) < order.index(self.step)


def programmes_of(organisation: Organisation) -> tuple[ProgrammeLine, ...]:
    """An organisation's programmes, the latest start first (one query)."""
    return tuple(
        ProgrammeLine(programme, programme.people_count, programme.group_count)
        for programme in Programme.objects.filter(organisation=organisation).annotate(
            people_count=Count("participants", distinct=True),
            group_count=Count("groups", distinct=True),
        )
    )


def programme_of(organisation: Organisation, programme_id: UUID) -> Programme:
    """One of the organisation's programmes; raises `Programme.DoesNotExist` for any other."""
    programmes = Programme.objects.select_related("challenge", "organisation")
    return programmes.get(organisation=organisation, pk=programme_id)


def progress_of(programme: Programme) -> Progress:
    """Counts, and the next step (two queries)."""
    groups: QuerySet[Group] = programme.groups.all()
    counts = groups.aggregate(
        groups=Count("id", distinct=True),
        grouped=Count("members", filter=Q(members__left_at=None), distinct=True),
        facilitated=Count("id", filter=Q(facilitator__isnull=False), distinct=True),
    )
    participants = programme.participants.count()
    return Progress(
        participants=participants,
        grouped=counts["grouped"],
        groups=counts["groups"],
        facilitated=counts["facilitated"],
        step=_next(programme, participants, counts["groups"]),
    )


def _next(programme: Programme, participants: int, groups: int) -> Step:
    if programme.state == ProgrammeState.CLOSED:
        return Step.REPORT
    if programme.state == ProgrammeState.RUNNING:
        return Step.DATES
    if groups:
        return Step.ADJUST
    return Step.COMPOSE if participants >= programme.smallest else Step.PARTICIPANTS
