"""What can be seen of a session whoever looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from collegium.domain.playbook.clock import span_of, step_ends
from collegium.domain.playbook.events import EventKind
from collegium.domain.playbook.mattering import lies_ahead
from collegium.domain.playbook.owing import holding_up, owed
from collegium.domain.playbook.playbook import Step
from collegium.domain.playbook.rounds import turn_ends
from collegium.domain.playbook.seeing import as_others_read, is_open
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
from collegium.domain.playbook.transitions import allowed


@dataclass(frozen=True)
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


@dataclass(frozen=True, slots=True)
class Overview:
    """A state looked over once, for the views of all who look.

    `all_see` is what every member sees alike. `here` are the entries of this step, `earlier` those
    of the steps before, `shown` those that everybody may read, by id and as they read them.
    `owed` is how much each member has left to do, `choices` what the step votes on or plans from.
    """

    state: State
    all_see: View
    here: tuple[Contribution, ...]
    earlier: tuple[Contribution, ...]
    shown: Mapping[str, Contribution]
    owed: Mapping[str, int]
    choices: tuple[Contribution, ...]


def overview_of(state: State) -> Overview:
    """Look `state` over."""
    key, made, left = state.step.key, state.contributions, owed(state)
    here = tuple(one for one in made if one.step == key)
    earlier = tuple(one for one in made if one.step != key)
    shown = {one.id: as_others_read(state, one) for one in made if is_open(state, one)}
    choices = to_choose_from(state, state.step)
    all_see = _seen_by_all(
        state,
        left,
        theirs=tuple(shown[one.id] for one in here if one.id in shown),
        earlier=tuple(shown[one.id] for one in earlier if one.id in shown),
        choices=tuple(one for one in choices if one.id in shown),
    )
    return Overview(state, all_see, here, earlier, shown, left, choices)


def _seen_by_all(
    state: State,
    left: Mapping[str, int],
    *,
    theirs: tuple[Contribution, ...],
    earlier: tuple[Contribution, ...],
    choices: tuple[Contribution, ...],
) -> View:
    step, is_shown, ends = state.step, state.is_shown, step_ends(state)
    missing = holding_up(state, left)
    waits = step.keep or (state.hides and not is_shown)
    line = state.round.waiting if state.round else ()
    return View(
        member="",
        phase=state.phase,
        sequence=state.sequence,
        step=step,
        position=state.position,
        host=state.host,
        owner=state.owner,
        roles=state.roles,
        members=state.members,
        present=state.present,
        carries=(),
        partners=(),
        hands=state.hands,
        ready=state.ready & state.present,
        ending=tuple(one for one in state.members if one in state.ending),
        part_ahead=lies_ahead(state, here=bool(missing)),
        speaker=line[0] if line else "",
        waiting=line,
        span=span_of(state, step),
        step_ends=ends,
        turn_ends=turn_ends(state.round, ends) if state.round and line and ends else None,
        paused_at=state.paused_at,
        is_shown=is_shown,
        is_last_step=state.is_last_step,
        written=_written(state, left),
        missing=missing if waits else (),
        owes=0,
        mine=(),
        theirs=theirs,
        earlier=earlier,
        choices=choices,
        piles=state.piles,
        pile_names=state.pile_names,
        weighed=weighed(state, step.key) if is_shown else (),
        chosen=chosen(state, step.key) if is_shown else (),
        # one answer more would tell what it was, so they show when the last is given
        tallies=asked(state, step.key) if is_shown and not missing else (),
        allowed=allowed(state, ""),
    )


def _written(state: State, left: Mapping[str, int]) -> tuple[str, ...]:
    if any(slot.must for slot in state.slots):
        return tuple(member for member in state.members if not left[member])
    key, blind = state.step.key, {slot.name for slot in state.slots if slot.blind}
    authors = {one.author for one in state.contributions if one.step == key and one.slot in blind}
    return tuple(member for member in state.members if member in authors)
