"""Proposing times: which sessions a cycle has, when they could be, and who hosts them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from collegium.domain.playbook import Playbook
from collegium.domain.rhythm import Slot as Best
from collegium.domain.rhythm import answer_by, instant, same_clock, slots
from collegium.domain.rhythm.diary import Interval
from collegium.groups.models import Cycle, Group, Member
from collegium.meetings.live.playbooks import in_force
from collegium.meetings.models import CYCLE_KINDS, Asking, Kind, Session, SessionState, Slot
from collegium.meetings.queries.diaries import borne_in, diaries_of, sitting

NOTICE = timedelta(days=3)
SPREAD = timedelta(days=7)


def propose_cycle(
    cycle: Cycle, *, opens: datetime, now: datetime, orientation: bool = True
) -> None:
    """Make the sessions that `cycle` lacks, each with proposed times from `opens` on.

    A group's first cycle begins with an Orientation, unless it has no time for one. Sessions
    that exist stay as they are.
    """
    begins = max(opens, now + NOTICE)
    for kind in CYCLE_KINDS if cycle.number == 1 and orientation else CYCLE_KINDS[1:]:
        session = _session(cycle, kind)
        if kind is Kind.SESSION_TWO:
            begins += timedelta(weeks=cycle.practice_weeks - 1)
        propose(session, from_=begins, now=now, ask=kind is not Kind.SESSION_TWO)
        begins += SPREAD


def propose(session: Session, *, from_: datetime, now: datetime, ask: bool = True) -> None:
    """Propose times in the week after `from_` for a session that has neither times nor a date.

    Nobody is asked about Session Two before Session One has its date: it follows that one.
    """
    if session.state == SessionState.PROPOSED and not session.slots.exists():
        ask_about(session, best_times(session, from_=from_, now=now), now=now, ask=ask)


def best_times(
    session: Session,
    *,
    from_: datetime,
    now: datetime,
    taken: Mapping[str, Sequence[Interval]] | None = None,
) -> Sequence[Best]:
    """The best times in the week after `from_`. `taken` are more busy times, by member."""
    group = session.group
    diaries = diaries_of(group, now=now, moving=session)
    if taken:
        diaries = [replace(one, busy=(*one.busy, *taken.get(one.person, ()))) for one in diaries]
    return slots(
        diaries,
        from_=from_,
        until=from_ + SPREAD,
        minutes=session.minutes,
        zone=group.time_zone,
        borne=borne_in(group, diaries, now=now),
    )


def ask_about(session: Session, times: Sequence[Best], *, now: datetime, ask: bool = True) -> None:
    """Put times to the group in place of those before, and open them for answers."""
    session.slots.all().delete()
    Slot.objects.bulk_create(
        Slot(session=session, starts_at=one.starts, inconvenience=one.worst / 60, place=place)
        for place, one in enumerate(times)
    )
    if times and ask:
        until = answer_by(now, min(one.starts for one in times))
        Asking.objects.update_or_create(
            session=session, defaults={"answer_by": until, "asked_at": now}
        )


def propose_after(first: Session, *, now: datetime) -> None:
    """Propose Session Two anew, from the same clock on, once Session One has its date."""
    cycle = first.cycle
    second = Session.objects.filter(cycle=cycle, kind=Kind.SESSION_TWO).first()
    if second is None or second.state != SessionState.PROPOSED or first.starts_at is None:
        return
    second.slots.all().delete()
    begins = same_clock(first.starts_at, second.group.time_zone, days=7 * cycle.practice_weeks)
    propose(second, from_=begins, now=now)


def length_of(book: Playbook, group: Group) -> int:
    """The minutes to keep free: as many as its members need, and never less than usual."""
    return max(book.minutes, book.minutes_for(len(sitting(group))))


def first_hour(cycle: Cycle) -> datetime:
    """The instant at which the programme's first day begins where the group is."""
    return instant(cycle.group.programme.starts_on, time(0), cycle.group.time_zone)


def _session(cycle: Cycle, kind: Kind) -> Session:
    programme = cycle.group.programme
    chosen = programme.playbooks.filter(kind=kind).values_list("playbook", flat=True).first()
    followed = in_force(programme.organisation_id, chosen or kind.value)
    session, _ = Session.objects.get_or_create(
        cycle=cycle,
        kind=kind,
        defaults={
            "group": cycle.group,
            "playbook": followed.key,
            "minutes": length_of(followed.book, cycle.group),
            "host": _next_host(cycle.group),
        },
    )
    return session


def _next_host(group: Group) -> Member | None:
    """The member who hosted least; the order begins elsewhere in each group."""
    members = sitting(group)
    shift = group.number % len(members) if members else 0
    hosted = Counter(group.sessions.values_list("host_id", flat=True))
    turn = [*members[shift:], *members[:shift]]
    return min(turn, key=lambda one: hosted[one.pk], default=None)
