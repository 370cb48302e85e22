"""What a part of the page depends on. As long as that is the same, so is the part.

Said by exception: everything about a session matters to every part of it, except entries that
a reader cannot see or that do not show in the part, and what only shows in another part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from collegium.domain.playbook import Contribution, State, View, visible_to_all
from collegium.domain.playbook.kinds import AGREEMENT
from collegium.domain.playbook.seeing import sees

_LOG = ("contributions", "sequence", "keys")
_ON_STAGE = ("ready", "hands")
_ON_WALL = ("piles", "pile_names")
_STANDING = tuple(
    one.name for one in fields(State) if one.name not in (*_LOG, *_ON_STAGE, *_ON_WALL)
)

type Sight = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sights:
    """What can be seen of one state, worked out once for all who look."""

    state: State
    all_see: View
    shared: dict[str, Sight]  # by part
    standing: Sight
    referred: tuple[Contribution, ...]  # what all see and entries of this step refer to

    def own(self, member: str) -> dict[str, Sight]:
        """Return what a member's own parts depend on, and those of whom their device serves."""
        state = self.state
        mine = {member, *(one for one, by in state.carried.items() if by == member)}
        said = mine & state.ready, mine.intersection(state.hands)
        desk = self.standing, said, self.referred, tuple(self._own(mine))
        return {"desk": desk, "host": self.standing}

    def _own(self, mine: set[str]) -> Iterator[Contribution]:
        paired = bool(self.state.pairs)
        for one in self.state.contributions:
            if one.author in mine or (paired and any(sees(self.state, m, one) for m in mine)):
                yield one


def sights_of(state: State, before: Sights | None = None) -> Sights:
    """Look at a state; what is as it was before is the same object, which is quick to compare."""
    all_see = visible_to_all(state)
    standing: Sight = tuple(getattr(state, name) for name in _STANDING)
    standing = _same(standing, before.standing if before else None)
    shown = tuple(one for one in state.contributions if sees(state, "", one))
    piled = standing, state.piles, state.pile_names
    named = {AGREEMENT.name}.union(*(slot.about for slot in state.slots))
    referred = tuple(one for one in shown if one.slot in named)
    counted = state.contributions if state.is_shown else shown
    return Sights(
        state=state,
        all_see=all_see,
        shared={
            "stage": (standing, state.ready, state.hands, all_see.written, all_see.missing),
            "wall": (piled, counted),
            "sort": (piled, shown),
        },
        standing=standing,
        referred=_same(referred, before.referred if before else None),
    )


def _same[T](new: T, old: T | None) -> T:
    return old if old is not None and old == new else new
