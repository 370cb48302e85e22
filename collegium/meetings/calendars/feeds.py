"""A member's sessions at a secret address, for their calendar to look at."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from collegium.meetings.calendars.writing import (
    UNIVERSAL,
    new_calendar,
    plain,
    timed_event,
    uid_of,
    zone_rules,
)
from collegium.meetings.models import CalendarFeed, Session

SALT = "collegium.meetings.feed"
SIGNATURE = 16
IDENTITY = 16


def address_of(feed: CalendarFeed) -> str:
    """The full address of a feed, which nobody can guess."""
    token = base64.b32encode(feed.pk.bytes + _signature(feed, settings.SECRET_KEY)).decode()
    path = reverse("meetings:feed", args=(token.rstrip("=").lower(),))
    return f"{settings.ADDRESS}{path}"


def feed_at(token: str) -> CalendarFeed | None:
    """The feed of a token (1 query), unless it is forged, was given up, or its person left."""
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
        identity = UUID(bytes=raw[:IDENTITY])
    except (binascii.Error, ValueError):
        return None
    feed = CalendarFeed.objects.select_related("person").filter(pk=identity).first()
    if feed is None or not feed.person.is_active:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    known = any(hmac.compare_digest(raw[IDENTITY:], _signature(feed, one)) for one in secrets)
    return feed if known else None


def feed_text(sessions: Iterable[Session], *, now: datetime) -> bytes:
    """Sessions as a calendar: what kind, which group, when and where, and no word said inside."""
    calendar = new_calendar("PUBLISH")
    calendar.add("x-wr-calname", "Collegium")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    found = [(one, one.starts_at) for one in sessions]
    dated = [(one, starts) for one, starts in found if starts is not None]
    for zone in sorted({one.group.time_zone for one, _ in dated} - UNIVERSAL):
        calendar.add_component(zone_rules(ZoneInfo(zone), around=now))
    for session, starts in dated:
        event = timed_event(starts, session.minutes, session.group.time_zone)
        page = reverse("meetings:session", args=(session.group_id, session.pk))
        event.add("uid", uid_of(session.pk))
        event.add("sequence", session.revision)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("summary", plain(f"{session.get_kind_display()} · {session.group.name}"))
        event.add("url", f"{settings.ADDRESS}{page}")
        if session.link:
            event.add("location", plain(session.link))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _signature(feed: CalendarFeed, secret: str | bytes) -> bytes:
    value = f"{feed.pk}/{feed.number}"
    return salted_hmac(SALT, value, secret=secret, algorithm="sha256").digest()[:SIGNATURE]
