"""Whether groups meet and have a date: all of it that anybody outside them may know."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from collegium.meetings.models import CYCLE_KINDS, Session, SessionState
from collegium.meetings.queries.dates import AHEAD, in_order, is_dated, soonest

HELD = (SessionState.LIVE, SessionState.ENDED)


class Meeting(StrEnum):
    """Whether a group meets."""

    MEETS = "meets"
    NOT_YET = "not yet"
    MISSED = "missed"  # its last date is over by more than a day, and it was not held


@dataclass(frozen=True, slots=True)
class Signals:
    """How a group is doing from outside."""

    meeting: Meeting
    date_missing: bool


def signals_of(groups: Collection[UUID], now: datetime) -> Mapping[UUID, Signals]:
    """The signals of groups (one query), without their extra meetings: those are their own."""
    sessions: dict[UUID, list[Session]] = defaultdict(list)
    found = Session.objects.filter(group__in=groups, kind__in=CYCLE_KINDS).select_related("cycle")
    for one in found:
        sessions[one.group_id].append(one)
    return {group: _signals(in_order(sessions[group]), now) for group in groups}


def _signals(sessions: tuple[Session, ...], now: datetime) -> Signals:
    held = [place for place, one in enumerate(sessions) if one.state in HELD]
    ahead = [one for one in sessions[held[-1] if held else 0 :] if one.state in AHEAD]
    missed = any(one.state == SessionState.CONFIRMED and not is_dated(one, now) for one in ahead)
    met = Meeting.MEETS if held else Meeting.NOT_YET
    following = soonest(ahead, now)
    return Signals(
        meeting=Meeting.MISSED if missed else met,
        date_missing=following is not None and not is_dated(following, now),
    )
