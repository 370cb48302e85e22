"""You said this a year ago: to oneself what is one's own, to the group what was the group's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from collegium.domain.memory import Remembered, Saying, a_year_ago
from collegium.groups.rooms import Room
from collegium.library.queries.memory.promises import promises_of
from collegium.library.queries.memory.record import Record, at_of, record_of

SHARED = ("takeaway", "choice")


@dataclass(frozen=True, slots=True)
class YearAgo:
    """What comes back today, if anything. `name` says whose the group's was."""

    mine: Remembered | None
    ours: Remembered | None
    name: str = ""

    def __bool__(self) -> bool:
        """Whether there is something."""
        return bool(self.mine or self.ours)


def year_ago(room: Room, *, on: date) -> YearAgo:
    """What was said on about this day in an earlier year (as `record_of`).

    Plans and what was learned come back to whoever wrote them; takeaways and what was chosen, once
    the group saw them, to everybody.
    """
    record = record_of(room)
    names: dict[str, str] = {}
    ours = a_year_ago(list(_ours(record, names)), on=on)
    return YearAgo(
        mine=a_year_ago(list(_mine(record)), on=on),
        ours=ours,
        name=names.get(ours.saying.id, "") if ours else "",
    )


def _mine(record: Record) -> Iterator[Saying]:
    me = str(record.room.member.pk)
    for plan in promises_of(record):
        if plan.mine:
            yield Saying(f"plan {plan.cycle.pk}", plan.will, str(plan.cycle.pk), plan.at, me)
    for one in record.tried:
        if one.member_id == record.room.member.pk and one.learned:
            yield Saying(str(one.id), one.learned, str(one.cycle_id), one.at, me)


def _ours(record: Record, names: dict[str, str]) -> Iterator[Saying]:
    for cycle in record.cycles:
        for session, one in record.of_kind(cycle, *SHARED):
            if one.words.get("shown", True) and one.member_id != record.room.member.pk:
                names[str(one.id)] = one.name
                at = at_of(session)
                yield Saying(str(one.id), one.words["text"], str(cycle.pk), at, one.name)
