"""A buddy that cannot fail silently: who comes as a third to a pair that no longer talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

PAIR = 2
MISSED = 2  # talks in a row, after which a third comes


@dataclass(frozen=True, slots=True)
class Talks:
    """Buddies and the talks they had.

    `members` are those who still sit in the group. `asked` are the weeks that are over and in
    which all of them were asked, `talked` those in which they talked. `is_joined` says that
    they came of this rule already: it changes the same buddies once in a cycle.
    """

    id: str
    members: tuple[str, ...]
    asked: tuple[int, ...] = ()
    talked: frozenset[int] = frozenset()
    is_joined: bool = False

    @property
    def is_failing(self) -> bool:
        """Whether the last talks were missed and none came since, or one is left alone."""
        if len(self.members) < PAIR:
            return True
        latest = self.asked[-MISSED:]
        return len(latest) == MISSED and all(week < latest[0] for week in self.talked)


@dataclass(frozen=True, slots=True)
class Third:
    """Somebody who joins the buddies with this `id`, beside any buddies they have."""

    id: str
    member: str


def thirds(buddies: Sequence[Talks], *, sitting: Sequence[str]) -> tuple[Third, ...]:
    """Return who of those `sitting` in the group is to join which pair that fails.

    Who has no buddies comes first, then who has the fewest; of these, one whose own talks
    go well. Nobody says who of the pair missed what: both stay, and one more comes.
    """
    load = Counter(member for one in buddies for member in one.members)
    failing = {member for one in buddies if one.is_failing for member in one.members}
    found = []
    for one in sorted(buddies, key=lambda one: one.id):
        if one.is_joined or not one.members or len(one.members) > PAIR or not one.is_failing:
            continue
        free = [member for member in sitting if member not in one.members]
        if free:
            best = min(free, key=lambda who: (load[who], who in failing, sitting.index(who)))
            load[best] += 1
            found.append(Third(one.id, best))
    return tuple(found)
