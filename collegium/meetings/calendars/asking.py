"""Asking a calendar for its text: an ICS address, or a CalDAV calendar for busy times only."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from collegium.meetings.models import CalendarForm
from collegium.outgoing import Answer, Limits, Ways, fetch

LIMITS = Limits(connect=5, read=10, total=20, size=5 * 1024 * 1024)
CALDAV = "urn:ietf:params:xml:ns:caldav"
NOTHING = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"
SPAN = '<C:time-range start="{start}" end="{end}"/>'
FREE_BUSY = f'<?xml version="1.0"?><C:free-busy-query xmlns:C="{CALDAV}">{SPAN}</C:free-busy-query>'
ENTRIES = (
    f'<?xml version="1.0"?><C:calendar-query xmlns:C="{CALDAV}" xmlns:D="DAV:"><D:prop>'
    '<C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">'
    f'<C:comp-filter name="VEVENT">{SPAN}</C:comp-filter></C:comp-filter></C:filter>'
    "</C:calendar-query>"
)


class Trouble(StrEnum):
    """What a server says that is no calendar."""

    REFUSED = "password"  # it wants a name and a password, or others
    NOT_THERE = "not there"
    FAILS = "fails"
    NO_CALENDAR = "no calendar"


class NoCalendarError(Exception):
    """The server answered, but not with a calendar; `trouble` says what."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """Where a calendar is, and how to get in."""

    form: str
    address: str
    user: str = ""
    password: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Who asks, where a name is given."""
        if not self.user:
            return {}
        pair = f"{self.user}:{self.password}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


def asked(access: Access, *, from_: datetime, until: datetime, ways: Ways) -> bytes:
    """The calendar's text, with at least what lies between two moments.

    Raises `RefusedError` of `collegium.outgoing` where nothing could be fetched, and
    `NoCalendarError` for an answer that is none.
    """
    if access.form == CalendarForm.CALDAV:
        return _caldav(access, from_, until, ways)
    return _checked(fetch(access.address, headers=access.headers, limits=LIMITS, ways=ways))


def _caldav(access: Access, from_: datetime, until: datetime, ways: Ways) -> bytes:
    """Ask for busy times, so that no title comes; for entries where a server knows no better."""
    answer = _report(access, FREE_BUSY, from_, until, ways)
    if answer.status == 200 and b"BEGIN:VFREEBUSY" in answer.body:
        return answer.body
    if answer.status in {401, 404, 429} or answer.status >= 502:
        return _checked(answer)
    answer = _report(access, ENTRIES, from_, until, ways)
    if answer.status != 207:
        return _checked(answer)
    return _calendars(answer.body)


def _report(access: Access, question: str, from_: datetime, until: datetime, ways: Ways) -> Answer:
    start, end = (one.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for one in (from_, until))
    kind = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
    return fetch(
        access.address,
        method="REPORT",
        headers=access.headers | kind,
        body=question.format(start=start, end=end).encode(),
        limits=LIMITS,
        ways=ways,
    )


def _calendars(xml: bytes) -> bytes:
    try:
        tree = ElementTree.fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError):
        raise NoCalendarError(Trouble.NO_CALENDAR) from None
    texts = [one.text or "" for one in tree.iter(f"{{{CALDAV}}}calendar-data")]
    return "\r\n".join(text.strip() for text in texts).encode() or NOTHING


def _checked(answer: Answer) -> bytes:
    if answer.status in {401, 403}:
        raise NoCalendarError(Trouble.REFUSED)
    if answer.status in {404, 410}:
        raise NoCalendarError(Trouble.NOT_THERE)
    if answer.status != 200:
        raise NoCalendarError(Trouble.FAILS)
    if b"BEGIN:VCALENDAR" not in answer.body[:2000].upper():
        raise NoCalendarError(Trouble.NO_CALENDAR)
    return answer.body
