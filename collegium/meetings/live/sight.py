"""What a stretch of the page depends on. As long as that is the same, so is the stretch.

Said by exception: everything about a session matters to every stretch of it, except entries that
a reader cannot see or that do not show in it, and what only shows in another one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from collegium.domain.playbook import Contribution, State
from collegium.domain.playbook.kinds import AGREEMENT, SLOTS
from collegium.domain.playbook.overview import Overview, overview_of
from collegium.domain.playbook.seeing import is_among

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

    overview: Overview
    shared: dict[str, Sight]  # by stretch
    standing: Sight
    referred: tuple[Contribution, ...]  # what all see and entries of this step refer to
    written: Mapping[str, list[Contribution]]  # by author
    laid_out: Mapping[str, list[Contribution]]  # those that show elsewhere than among one's own

    def own(self, member: str) -> dict[str, Sight]:
        """Return what a member's own parts depend on, and those of whom their device serves."""
        state, all_see = self.overview.state, self.overview.all_see
        standing, referred = self.standing, self.referred
        carried = (one for one, by in state.carried.items() if by == member)
        mine = (member, *carried) if state.carried else (member,)
        said = [(one in state.ready, one in state.hands) for one in mine]
        owing = [one in all_see.missing for one in mine]
        written = [self.written.get(one) for one in mine]
        laid_out = [self.laid_out.get(one) for one in mine]
        among = tuple(self._among(mine)) if state.pairs else ()
        return {
            "desk/asked": (standing, said, owing, referred, laid_out),
            "desk/sheets": (standing, referred, laid_out),
            "desk/own": (standing, referred, written, among),
            "desk/floor": (standing, said),
            "host": (standing, all_see.part_ahead),
        }

    def _among(self, mine: tuple[str, ...]) -> Iterator[Contribution]:
        overview = self.overview
        for one in overview.here:
            if one.id in overview.shown or any(is_among(overview.state, m, one) for m in mine):
                yield one


def sights_of(state: State, before: Sights | None = None) -> Sights:
    """Look at a state; what is as it was before is the same object, which is quick to compare."""
    overview = overview_of(state)
    all_see = overview.all_see
    standing: Sight = tuple(getattr(state, name) for name in _STANDING)
    standing = _same(standing, before.standing if before else None)
    shown = (*all_see.earlier, *all_see.theirs)
    piled = standing, state.piles, state.pile_names
    counted = all_see.weighed, all_see.chosen, all_see.tallies
    named = {AGREEMENT.name}.union(*(slot.about for slot in state.slots))
    referred = tuple(one for one in shown if one.slot in named)
    return Sights(
        overview=overview,
        shared={
            "stage": (standing, state.ready, state.hands, all_see.written, all_see.missing),
            "wall/piles": (piled, all_see.theirs, bool(all_see.weighed), bool(all_see.chosen)),
            "wall/found": (standing, counted),
            "wall/before": (piled, all_see.earlier),
            "sort": (piled, all_see.theirs),
        },
        standing=standing,
        referred=_same(referred, before.referred if before else None),
        written=_by_author(state.contributions),
        laid_out=_by_author(
            one for one in state.contributions if one.slot in named or not SLOTS[one.slot].many
        ),
    )


def _by_author(entries: Iterable[Contribution]) -> dict[str, list[Contribution]]:
    found: dict[str, list[Contribution]] = {}
    for one in entries:
        found.setdefault(one.author, []).append(one)
    return found


def _same[T](new: T, old: T | None) -> T:
    return old if old is not None and old == new else new
