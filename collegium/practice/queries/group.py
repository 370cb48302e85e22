"""The group's own page."""

from dataclasses import dataclass
from datetime import datetime

from collegium.groups.models import Member
from collegium.groups.queries import buddies_of, members_of, trios_of
from collegium.groups.queries.pool import name_challenges
from collegium.groups.rooms import Room
from collegium.meetings.models import Session
from collegium.meetings.queries.extra import name_extras
from collegium.meetings.queries.live import OutcomeView, outcomes
from collegium.practice.models import Audience
from collegium.practice.queries.goals import GoalView, goals_of
from collegium.practice.queries.log import EntryView, all_readable
from collegium.practice.queries.participation import WeekOfAll, participation
from collegium.practice.queries.pulses import Page, page_open
from collegium.practice.queries.safety import safety_of
from collegium.practice.queries.standing import Standing
from collegium.practice.queries.thread import unseen


@dataclass(frozen=True, slots=True)
class GroupPage:
    """All that a member sees of their group at once."""

    members: tuple[Member, ...]
    buddies: frozenset[Member]
    sessions: tuple[Session, ...]
    goals: tuple[GoalView, ...]
    shared: tuple[EntryView, ...]  # with the whole group
    takeaways: tuple[OutcomeView, ...]
    weeks: tuple[WeekOfAll, ...]
    unseen: int  # posts in the thread
    questions: tuple[OutcomeView, ...]  # still open
    trios: tuple[tuple[str, ...], ...]  # who check in as three since somebody joined them
    pulse: Page | None  # the page of numbers that is open
    repair: bool  # whether speaking openly has become clearly harder


def group_page(room: Room, standing: Standing, now: datetime) -> GroupPage:
    """The page of the latest cycle (a constant number of queries)."""
    cycle = standing.cycle
    entries = all_readable(room, cycle)
    name_extras([room], standing.sessions)
    name_challenges([room], [cycle])
    members = members_of(room)
    return GroupPage(
        members=members,
        weeks=participation(standing, [one.pk for one in members], now),
        unseen=unseen(room),
        buddies=frozenset(buddies_of(room, cycle)),
        sessions=standing.sessions,
        goals=goals_of(room, cycle),
        shared=tuple(one for one in entries if one.audience == Audience.GROUP),
        takeaways=outcomes(room, cycle, kind="takeaway"),
        questions=outcomes(room, cycle, kind="question"),
        trios=trios_of(room, cycle),
        pulse=page_open(room, now),
        repair=safety_of(room).repair,
    )
