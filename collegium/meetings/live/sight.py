"""What a part of the page depends on. As long as that is the same, so is the part.

Said by exception: everything about a session matters to every part of it, except entries that a
reader cannot see, the log's own numbers, and on a desk what others do on the stage only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from collegium.domain.playbook import Contribution, State
from collegium.domain.playbook.seeing import sees

_ENTRIES = ("contributions", "sequence", "keys")
_ON_STAGE = ("ready", "hands")
_STANDING = tuple(one.name for one in fields(State) if one.name not in (*_ENTRIES, *_ON_STAGE))

type Sight = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sights:
    """What can be seen of one state, worked out once for all who look."""

    state: State
    standing: Sight
    shown: tuple[Contribution, ...]  # to everybody

    def of_all(self) -> Sight:
        """Return what the shared parts depend on: figures as well, once they are shown."""
        state = self.state
        stage = self.standing, state.ready, state.hands
        if state.is_shown:
            return stage, state.contributions
        here = state.step.key
        wrote = frozenset(one.author for one in state.contributions if one.step == here)
        return stage, self.shown, wrote

    def of_one(self, member: str) -> Sight:
        """Return what a member's own parts depend on, and those of whom their device serves."""
        state = self.state
        mine = {member, *(one for one, by in state.carried.items() if by == member)}
        own = mine & state.ready, mine.intersection(state.hands)
        return self.standing, own, self.shown, tuple(self._own(mine))

    def _own(self, mine: set[str]) -> Iterator[Contribution]:
        paired = bool(self.state.pairs)
        for one in self.state.contributions:
            if one.author in mine or (paired and any(sees(self.state, m, one) for m in mine)):
                yield one


def sights_of(state: State) -> Sights:
    """Look at a state."""
    return Sights(
        state=state,
        standing=tuple(getattr(state, name) for name in _STANDING),
        shown=tuple(one for one in state.contributions if sees(state, "", one)),
    )
