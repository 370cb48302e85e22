"""What became of plans: by their author's own word, or by what others can read of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.memory import Fate, Trace, became
from collegium.groups.models import Cycle
from collegium.library.queries.memory.record import Record, at_of
from collegium.meetings.models import Kind
from collegium.practice.queries.over_years import NewPlan


@dataclass(frozen=True, slots=True, repr=False)
class Promise:
    """A plan of one cycle and what became of it; `said` where that is its author's own word."""

    cycle: Cycle
    member_id: UUID
    name: str
    mine: bool
    when: str
    will: str
    fate: Fate
    said: bool
    at: datetime


def promises_in(record: Record, cycle: Cycle) -> tuple[Promise, ...]:
    """The plans that a cycle practised, one for each member, the reader's own first."""
    found = {one.member_id: one for one in _made(record, cycle)}
    return tuple(sorted(found.values(), key=lambda one: (not one.mine, one.name, one.at)))


def promises_of(record: Record) -> tuple[Promise, ...]:
    """Those of all cycles, the newest first."""
    return tuple(one for cycle in record.cycles for one in promises_in(record, cycle))


def _made(record: Record, cycle: Cycle) -> Iterator[Promise]:
    """As sessions made them, then as they were changed: the last of each member counts.

    What an extra meeting's case led to takes no place of a plan from the cycle's own sessions;
    those of Session Two are for what comes after.
    """
    left = [one for one in record.of_kind(cycle, "plan") if one[0].kind != Kind.SESSION_TWO]
    for session, one in sorted(left, key=lambda pair: pair[0].kind != Kind.EXTRA):
        if one.member_id:
            words = one.words["when"], one.words["will"]
            plan = NewPlan(cycle.pk, one.member_id, one.name, *words, at_of(session))
            yield _promise(record, cycle, plan)
    for plan in record.plans:
        if plan.cycle_id == cycle.pk:
            yield _promise(record, cycle, plan)


def _promise(record: Record, cycle: Cycle, plan: NewPlan) -> Promise:
    trace = _trace(record, cycle, plan.member_id)
    return Promise(
        cycle=cycle,
        member_id=plan.member_id,
        name=plan.name,
        mine=plan.member_id == record.room.member.pk,
        when=plan.when,
        will=plan.will,
        fate=became(trace),
        said=trace.said is not None,
        at=plan.at,
    )


def _trace(record: Record, cycle: Cycle, member_id: UUID) -> Trace:
    place = cycle.pk, member_id
    tried = [one for one in record.tried if (one.cycle_id, one.member_id) == place]
    reports = record.of_kind(cycle, "report")
    return Trace(
        said=record.fates.get(place),
        entries=len(tried),
        attempts=sum(one.attempts for one in tried),
        reported=any(one.member_id == member_id for _, one in reports),
        rewritten=any((one.cycle_id, one.member_id) == place for one in record.plans),
        is_over=record.is_over(cycle),
    )
