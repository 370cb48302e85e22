"""What one member may see of a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from collegium.domain.playbook.clock import step_ends
from collegium.domain.playbook.events import EventKind
from collegium.domain.playbook.mattering import lies_ahead
from collegium.domain.playbook.pairs import partners_of
from collegium.domain.playbook.playbook import Step
from collegium.domain.playbook.rounds import turn_ends
from collegium.domain.playbook.seeing import answers_in, sees, slot_for
from collegium.domain.playbook.state import Contribution, Phase, State
from collegium.domain.playbook.tallies import (
    Chosen,
    Tally,
    Weighed,
    asked,
    chosen,
    to_choose_from,
    weighed,
)
from collegium.domain.playbook.transitions import owed, still_writing, why_not


@dataclass(frozen=True, slots=True)
class View:
    """A session through one member's eyes.

    `mine` and `theirs` are entries of this step, `earlier` those of the steps before.
    `written` names who has written what waits for the reveal, nothing more; `missing` who is
    there and has not, as far as that holds the group up, `owes` how much this member has left.
    `choices` are entries of an earlier step to vote on or plan from, `chosen` their votes once
    shown. `carries` are those who take part through this member's device.
    `ending` would end here; `part_ahead` says that a step to keep is left, so that all have to.
    `allowed` is what the table lets this member do now.
    """

    member: str
    phase: Phase
    step: Step
    position: int
    host: str
    owner: str
    roles: Mapping[str, str]
    members: tuple[str, ...]
    present: frozenset[str]
    carries: tuple[str, ...]
    partners: tuple[str, ...]
    hands: tuple[str, ...]
    ready: frozenset[str]
    ending: tuple[str, ...]
    part_ahead: bool
    speaker: str
    waiting: tuple[str, ...]
    span: timedelta
    step_ends: datetime | None
    turn_ends: datetime | None
    paused_at: datetime | None
    is_shown: bool
    is_last_step: bool
    written: tuple[str, ...]
    missing: tuple[str, ...]
    owes: int
    mine: tuple[Contribution, ...]
    theirs: tuple[Contribution, ...]
    earlier: tuple[Contribution, ...]
    choices: tuple[Contribution, ...]
    piles: Mapping[str, str]
    pile_names: Mapping[str, str]
    weighed: tuple[Weighed, ...]
    chosen: tuple[Chosen, ...]
    tallies: tuple[Tally, ...]
    allowed: frozenset[EventKind]
    sequence: int = field(compare=False, default=0)  # a view that looks the same is the same

    @property
    def is_host(self) -> bool:
        """Return whether this member hosts."""
        return self.member == self.host

    @property
    def is_owner(self) -> bool:
        """Return whether the step is about this member's case."""
        return self.member != "" and self.member == self.owner


def visible(state: State, member: str) -> View:
    """Return what `member` may see; whoever is no member sees no entry at all."""
    return _view(state, member, within=member in state.members)


def visible_to_all(state: State) -> View:
    """Return what every member sees alike: the wall of the room, with nobody's own entries."""
    return _view(state, "", within=True)


def _view(state: State, member: str, *, within: bool) -> View:
    entries = _entries(state, member) if within else ()
    here = tuple(one for one in entries if one.step == state.step.key)
    ends = step_ends(state)
    line = state.round.waiting if state.round else ()
    counts = within and state.is_shown
    missing = still_writing(state) if state.slots else ()
    waits = state.step.keep or (state.hides and not state.is_shown)
    return View(
        member=member,
        phase=state.phase,
        sequence=state.sequence,
        step=state.step,
        position=state.position,
        host=state.host,
        owner=state.owner,
        roles=state.roles,
        members=state.members,
        present=state.present,
        carries=tuple(one for one in state.members if state.carried.get(one) == member != ""),
        partners=partners_of(state.pairs, member),
        hands=state.hands,
        ready=state.ready & state.present,
        ending=tuple(one for one in state.members if one in state.ending),
        part_ahead=lies_ahead(state),
        speaker=line[0] if line else "",
        waiting=line,
        span=state.spans.get(state.step.key) or state.step.span(len(state.members)),
        step_ends=ends,
        turn_ends=turn_ends(state.round, ends) if state.round and line and ends else None,
        paused_at=state.paused_at,
        is_shown=state.is_shown,
        is_last_step=state.is_last_step,
        written=_written(state),
        missing=missing if waits else (),
        owes=owed(state, member) if waits and member in missing else 0,
        mine=tuple(one for one in here if one.author == member),
        theirs=tuple(one for one in here if one.author != member),
        earlier=tuple(one for one in entries if one.step != state.step.key),
        choices=_choices(state, member) if within else (),
        piles=state.piles if within else {},
        pile_names=state.pile_names if within else {},
        weighed=weighed(state, state.step.key) if counts else (),
        chosen=chosen(state, state.step.key) if counts else (),
        # one answer more would tell what it was, so they show when the last is given
        tallies=asked(state, state.step.key) if counts and not missing else (),
        allowed=frozenset(k for k in EventKind if why_not(state, member, k) is None),
    )


def _choices(state: State, member: str) -> tuple[Contribution, ...]:
    return tuple(one for one in to_choose_from(state, state.step) if sees(state, member, one))


def _entries(state: State, member: str) -> tuple[Contribution, ...]:
    return tuple(
        _as_seen(state, member, one) for one in state.contributions if sees(state, member, one)
    )


def _as_seen(state: State, member: str, entry: Contribution) -> Contribution:
    if entry.author == member:
        return entry
    # Answers to questions are a member's own business; the group sees means at most.
    asked = answers_in(state, entry)
    if not asked:
        return entry
    return replace(entry, marks={key: n for key, n in entry.marks.items() if key not in asked})


def _written(state: State) -> tuple[str, ...]:
    if any(slot.must for slot in state.slots):
        return tuple(member for member in state.members if not owed(state, member))
    here = [one for one in state.contributions if one.step == state.step.key]
    authors = {one.author for one in here if slot_for(state, one).blind}
    return tuple(member for member in state.members if member in authors)
