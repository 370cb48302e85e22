"""The programmes of which figures may be looked at."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from collegium.domain.evidence.items.windows import AFTER_CLOSES
from collegium.groups.models import Member, Programme, ProgrammeState
from collegium.meetings.models import Session
from collegium.people.models import Organisation, Person

LOOKS_BACK = AFTER_CLOSES + timedelta(days=62)  # a closing may be late, and goes by its month


def programmes_for(person: Person) -> QuerySet[Programme]:
    """The programmes of the person's organisation that have begun, youngest first."""
    own = Programme.objects.filter(organisation_id=person.organisation_id)
    return own.exclude(state=ProgrammeState.DRAFT)


def programmes_to_ask(organisation: Organisation) -> QuerySet[Programme]:
    """The programmes in which somebody's values may have become final since the last closing.

    That is every one that runs; and of those that are closed, where a session ended since, or
    so shortly before that pages of numbers were open, or where somebody left.
    """
    begun = organisation.programmes.exclude(state=ProgrammeState.DRAFT).order_by("pk")
    last = organisation.closings.order_by("-closed_at").first()
    if last is None:
        return begun
    since = last.closed_at - LOOKS_BACK
    ended = Session.objects.filter(group__programme=OuterRef("pk"), ended_at__gte=since)
    left = Member.objects.filter(group__programme=OuterRef("pk"), left_at__gte=since)
    return begun.filter(~Q(state=ProgrammeState.CLOSED) | Exists(ended) | Exists(left))


def programme_for(person: Person, programme_id: UUID) -> Programme:
    """One programme of the person's organisation; raises `Programme.DoesNotExist` otherwise."""
    return Programme.objects.get(pk=programme_id, organisation_id=person.organisation_id)
