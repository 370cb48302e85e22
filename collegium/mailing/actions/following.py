"""Following a link: doing the one thing that its token allows."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from django.db import transaction

from collegium.domain.rhythm import instant, wall_clock
from collegium.mailing.models import UsedToken
from collegium.mailing.queries.offers import BACK, THIS, Choice, Offer, asked_by, kinds_of
from collegium.mailing.tokens import SINGLE_USE, Purpose, TokenError
from collegium.meetings.actions.answering import (
    NotAskedError,
    answer_slot,
    can_come_after_all,
    cannot_come,
)
from collegium.meetings.models import Session, Slot
from collegium.people.actions.rhythm import snooze
from collegium.people.actions.stopping import resume, stop
from collegium.practice import actions
from collegium.practice.actions.check_ins import NoBuddyError

MORNING = time(9)


@transaction.atomic
def follow(offer: Offer, choice: Choice, *, now: datetime) -> None:
    """Do what was chosen; raises `TokenError` where it was done before and may be done once."""
    token = offer.token
    if token.purpose in SINGLE_USE:
        first = {"person": offer.person, "last_day": token.last_day, "used_at": now}
        _used, is_new = UsedToken.objects.get_or_create(pk=token.identity, defaults=first)
        if not is_new:
            raise TokenError
    FOLLOWED[token.purpose](offer, choice, now)


def _stop(offer: Offer, choice: Choice, _now: datetime) -> None:
    act = resume if choice.value.startswith(BACK) else stop
    act(offer.person, kinds_of(offer, choice))


def _snooze(offer: Offer, choice: Choice, now: datetime) -> None:
    """Put the reminder off to the morning of a day on the person's own calendar."""
    if offer.mail is None:
        raise TokenError
    zone = offer.person.time_zone
    day = wall_clock(now, zone).date() + timedelta(days=int(choice.value))
    snooze(offer.person, offer.mail.key, instant(day, MORNING, zone), now=now)


def _talked(offer: Offer, _choice: Choice, now: datetime) -> None:
    found = asked_by(offer.mail)
    try:
        actions.check_in(found.room, found.standing.cycle, week=found.week, note="", now=now)
    except NoBuddyError:
        raise TokenError from None


def _answer(offer: Offer, choice: Choice, now: datetime) -> None:
    try:
        answer_slot(offer.person, offer.token.subject, can=choice.value == THIS, now=now)
    except (NotAskedError, Slot.DoesNotExist):
        raise TokenError from None


def _cannot(offer: Offer, choice: Choice, now: datetime) -> None:
    act = can_come_after_all if choice.value.startswith(BACK) else cannot_come
    try:
        act(offer.person, offer.token.subject, now=now)
    except (NotAskedError, Session.DoesNotExist):
        raise TokenError from None


FOLLOWED: Mapping[Purpose, Callable[[Offer, Choice, datetime], None]] = {
    Purpose.STOP: _stop,
    Purpose.SNOOZE: _snooze,
    Purpose.TALKED: _talked,
    Purpose.ANSWER: _answer,
    Purpose.CANNOT: _cannot,
}
