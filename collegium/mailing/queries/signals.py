"""Groups from outside, with whether they meet, lack a date, or have an address that fails."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Group, GroupState, Member, Programme
from collegium.groups.queries import GroupFromOutside, facilitated_by, published_in
from collegium.mailing.queries.addresses import failing
from collegium.meetings.queries.signals import Meeting, Signals, signals_of
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class GroupSignals:
    """All that is told of a group; `signals` only while it meets."""

    group: Group
    members: int
    cycle: int
    signals: Signals | None
    address_fails: bool

    @property
    def needs_a_hand(self) -> bool:
        """Whether somebody may want to ask after it."""
        if self.signals is None:
            return False
        missed = self.signals.meeting is Meeting.MISSED
        return missed or self.signals.date_missing or self.address_fails


def signals_for(facilitator: Person, now: datetime) -> tuple[GroupSignals, ...]:
    """The groups that somebody supports, those that need a hand first (3 queries)."""
    return _with_signals(facilitated_by(facilitator), now)


def signals_in(programme: Programme, now: datetime) -> tuple[GroupSignals, ...]:
    """The groups of a programme, those that need a hand first (3 queries)."""
    return _with_signals(published_in(programme), now)


def _with_signals(groups: Sequence[GroupFromOutside], now: datetime) -> tuple[GroupSignals, ...]:
    meeting = [one.group.pk for one in groups if one.group.state == GroupState.MEETING]
    signals, failing = signals_of(meeting, now), _with_failing_address(meeting)
    found = [
        GroupSignals(
            group=one.group,
            members=one.members,
            cycle=one.cycle,
            signals=signals.get(one.group.pk),
            address_fails=one.group.pk in failing,
        )
        for one in groups
    ]
    return tuple(sorted(found, key=lambda one: not one.needs_a_hand))


def _with_failing_address(groups: Collection[UUID]) -> frozenset[UUID]:
    """The groups in which somebody sits whom mail does not reach; not who it is."""
    sitting = Member.objects.filter(group__in=groups, left_at=None, person__is_active=True)
    unreached = sitting.filter(person__in=failing().values("person"))
    return frozenset(unreached.values_list("group", flat=True))
