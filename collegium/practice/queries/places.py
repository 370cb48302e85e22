"""Where things stand for one member in each of their groups, for any number of groups at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import Kind
from collegium.groups.models import Member
from collegium.groups.queries.pool import name_challenges
from collegium.groups.queries.rooms import buddies_in
from collegium.groups.rooms import Room
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.answers import awaited_from
from collegium.meetings.queries.dates import is_dated, soonest
from collegium.meetings.queries.extra import name_extras
from collegium.practice.queries.goals import GoalView, own_goals
from collegium.practice.queries.plans import PlanView, own_plans
from collegium.practice.queries.standing import Standing, standings
from collegium.practice.queries.thread import unseen_in
from collegium.practice.queries.tips import tip_for
from collegium.vault import keyring

BEHIND = (SessionState.ENDED, SessionState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Place:
    """One group on the member's home."""

    room: Room
    standing: Standing
    week: int
    next_session: Session | None
    is_dated: bool
    plan: PlanView | None
    goals: tuple[GoalView, ...]  # the member's own
    buddies: tuple[Member, ...]
    question: str  # of the week, empty outside of practice
    is_answered: bool
    unseen: int  # posts of others in the thread
    awaited: frozenset[UUID]  # sessions to whose times the member has not answered


def places_of(rooms: Collection[Room], *, language: str, now: datetime) -> tuple[Place, ...]:
    """The places of one member in groups that meet (18 queries, and one for all keys)."""
    by_member = {room.member.pk: room for room in rooms}
    found = standings([room.member for room in rooms])
    cycles = [one.cycle.pk for one in found]
    keyring.keep([room.group.pk for room in rooms])
    name_extras(rooms, [session for one in found for session in one.sessions])
    name_challenges(rooms, [one.cycle for one in found])
    plans, goals = own_plans(by_member, cycles), own_goals(by_member, cycles)
    buddies, unseen = buddies_in(cycles), unseen_in(rooms)
    awaited = awaited_from(by_member, now)
    places = []
    for one in found:
        mine = one.member.pk
        upcoming = soonest([each for each in one.sessions if each.state not in BEHIND], now)
        tip, week = tip_for(one, now)
        practising = one.is_practising()
        places.append(
            Place(
                room=by_member[mine],
                standing=one,
                week=week,
                next_session=upcoming,
                is_dated=upcoming is not None and is_dated(upcoming, now),
                plan=plans.get(mine),
                goals=goals.get(mine, ()),
                buddies=buddies.get((mine, one.cycle.pk), ()),
                question=tip.ask(language) if practising else "",
                is_answered=practising and (Kind.TIP, week) in one.done,
                unseen=unseen[mine],
                awaited=frozenset(session for who, session in awaited if who == mine),
            )
        )
    return tuple(places)
