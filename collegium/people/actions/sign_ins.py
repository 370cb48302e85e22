"""Ending sign-ins: from the next request or message on they open nothing."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db.models import Q

from collegium.people.models import Person
from collegium.people.signing.models import Remembered, SignIn
from collegium.people.signing.sessions import last_day_seen

BATCH = 500


def end_sign_ins(person_ids: Iterable[UUID]) -> int:
    """Sign persons out everywhere; how many sessions that were."""
    several = batched(person_ids, BATCH)
    return sum(SignIn.objects.filter(person__in=some).delete()[0] for some in several)


def end_sign_in(person: Person, key: str) -> None:
    """End one of a person's own sessions; one that is over or not theirs changes nothing."""
    SignIn.objects.filter(person=person, pk=key).delete()


def end_other_sign_ins(person: Person, *, keep: str) -> int:
    """End a person's sessions but one; how many that were."""
    return SignIn.objects.filter(person=person).exclude(pk=keep).delete()[0]


def forget_expired_sign_ins(now: datetime) -> int:
    """Delete sessions and counted tries that are over anyway; how many (two queries for none)."""
    tries = Remembered.objects.filter(until__lt=now).delete()[0]
    over = Q(expire_date__lt=now) | Q(seen_on__lt=last_day_seen(now))
    return tries + SignIn.objects.filter(over).delete()[0]
