"""Mails that must be remembered: while what they are about goes on, they could be due again."""

from django.db.models import Q

from collegium.groups.models import (
    Cycle,
    Group,
    GroupState,
    Programme,
    ProgrammeState,
    RaisedChallenge,
    RaisedState,
)
from collegium.library.models import Consent
from collegium.meetings.models import Session, SessionState

OVER = (SessionState.ENDED, SessionState.CANCELLED)


def about_what_goes_on() -> Q:
    """What a mail is about is still open, or lies ahead."""
    return (
        Q(about__in=Group.objects.exclude(state=GroupState.CLOSED).values("pk"))
        | Q(about__in=Group.objects.filter(farewell__told_on__isnull=False, farewell__gone_at=None))
        | Q(about__in=Cycle.objects.filter(ended_at=None).values("pk"))
        | Q(about__in=Session.objects.exclude(state__in=OVER).values("pk"))
        | Q(about__in=Programme.objects.exclude(state=ProgrammeState.CLOSED).values("pk"))
        | Q(about__in=Consent.objects.filter(given=None).values("pk"))
        | Q(about__in=RaisedChallenge.objects.filter(state=RaisedState.OPEN).values("pk"))
    )
