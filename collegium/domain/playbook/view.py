"""What one member may see of a session."""

from collections.abc import Iterator

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.overview import Overview, View, overview_of
from collegium.domain.playbook.pairs import partners_of
from collegium.domain.playbook.seeing import as_others_read, is_among, sees
from collegium.domain.playbook.state import Contribution, State
from collegium.domain.playbook.transitions import allowed


def visible(state: State, member: str) -> View:
    """Return what `member` may see; whoever is no member sees no entry at all."""
    return seen_by(member, overview_of(state))


def visible_to_all(state: State) -> View:
    """Return what every member sees alike: the wall of the room, with nobody's own entries."""
    return overview_of(state).all_see


def seen_by(member: str, overview: Overview) -> View:
    """Return the same as `visible`, of a state that was looked over for several members."""
    state = overview.state
    if member not in state.members:
        return _from_outside(overview, member)
    return altered(
        overview.all_see,
        member=member,
        carries=tuple(one for one in state.members if state.carried.get(one) == member),
        partners=partners_of(state.pairs, member),
        owes=overview.owed[member] if member in overview.all_see.missing else 0,
        mine=tuple(one for one in overview.here if one.author == member),
        theirs=tuple(_theirs(overview, member)),
        earlier=tuple(_earlier(overview, member)),
        choices=tuple(one for one in overview.choices if sees(state, member, one)),
        allowed=allowed(state, member),
    )


def _from_outside(overview: Overview, stranger: str) -> View:
    return altered(
        overview.all_see,
        member=stranger,
        theirs=(),
        earlier=(),
        choices=(),
        piles={},
        pile_names={},
        weighed=(),
        chosen=(),
        tallies=(),
        allowed=allowed(overview.state, stranger),
    )


def _theirs(overview: Overview, member: str) -> Iterator[Contribution]:
    state, shown = overview.state, overview.shown
    for one in overview.here:
        if one.author != member:
            if one.id in shown:
                yield shown[one.id]
            elif is_among(state, member, one):
                yield as_others_read(state, one)


def _earlier(overview: Overview, member: str) -> Iterator[Contribution]:
    shown = overview.shown
    for one in overview.earlier:
        if one.author == member:
            yield one
        elif one.id in shown:
            yield shown[one.id]
