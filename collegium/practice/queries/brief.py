"""The brief for Session Two, made of what is there."""

from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Cycle
from collegium.groups.queries import members_of
from collegium.groups.rooms import Room
from collegium.practice.models import Audience
from collegium.practice.queries.goals import GoalView, goals_of
from collegium.practice.queries.log import EntryView, all_readable
from collegium.practice.queries.plans import PlanView, plans_of


@dataclass(frozen=True, slots=True)
class MemberBrief:
    """One member's month. Of others only what they let the whole group see."""

    id: UUID
    name: str
    mine: bool
    plan: PlanView | None
    shared: tuple[EntryView, ...]
    only_me: tuple[EntryView, ...]  # the reader's own private and buddy entries
    goals: tuple[GoalView, ...]

    @property
    def attempts(self) -> int:
        """How often they tried, as far as shown here."""
        return sum(one.attempts for one in (*self.shared, *self.only_me))

    @property
    def sure(self) -> tuple[tuple[int, int], ...]:
        """How sure they felt, by week, as far as shown here."""
        said = {one.week: one.sure for one in (*self.only_me, *self.shared) if one.sure is not None}
        return tuple(sorted(said.items()))


def brief_of(room: Room, cycle: Cycle) -> tuple[MemberBrief, ...]:
    """Every member's month, the reader's own first."""
    plans, goals = plans_of(room, cycle), goals_of(room, cycle)
    entries = sorted(all_readable(room, cycle), key=lambda one: (one.week, one.written))
    briefs = [
        MemberBrief(
            id=member.pk,
            name=member.person.name,
            mine=member.pk == room.member.pk,
            plan=plans.get(member.pk),
            shared=tuple(e for e in entries if e.author_id == member.pk and _to_all(e)),
            only_me=tuple(e for e in entries if e.author_id == member.pk and _to_me(e)),
            goals=tuple(goal for goal in goals if goal.author_id == member.pk),
        )
        for member in members_of(room)
    ]
    return tuple(sorted(briefs, key=lambda one: not one.mine))


def _to_all(entry: EntryView) -> bool:
    return entry.audience == Audience.GROUP


def _to_me(entry: EntryView) -> bool:
    return entry.mine and not _to_all(entry)
