"""Who sat in a group when its first session of a kind ended, and which have held both."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from collegium.groups.models import PUBLISHED, Member, Programme
from collegium.meetings.models import Kind, Session, SessionState


def sitting(programme: Programme, kind: Kind, until: datetime) -> QuerySet[Member]:
    """Members of groups that held it before `until`, who had come by then and not left before.

    Who came later or had left could not take part: their value would be known to everybody.
    """
    ended = "group__sessions__ended_at"
    return Member.objects.filter(
        Q(left_at=None) | Q(left_at__gte=F(ended)),
        group__programme_id=programme.pk,
        group__state__in=PUBLISHED,
        group__sessions__kind=kind,
        group__sessions__cycle__number=1,
        group__sessions__state=SessionState.ENDED,
        group__sessions__ended_at__lt=until,
        joined_at__lte=F(ended),
    ).order_by()


def finished(programme: Programme, until: datetime) -> QuerySet[Session, UUID]:
    """The groups whose first Session Two ended before `until`."""
    held = Session.objects.filter(
        group__programme_id=programme.pk,
        kind=Kind.SESSION_TWO,
        cycle__number=1,
        state=SessionState.ENDED,
        ended_at__lt=until,
    )
    return held.values_list("group", flat=True)


def ids(members: QuerySet[Member]) -> set[UUID]:
    """Their identities (one query)."""
    return set(members.values_list("pk", flat=True))
