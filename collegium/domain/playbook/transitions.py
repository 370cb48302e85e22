"""The table: which event is possible in which phase, and where it leads."""

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain

from collegium.domain.playbook.events import EventKind as K
from collegium.domain.playbook.kinds import AGREEMENT, SHAPES
from collegium.domain.playbook.playbook import Role, Who
from collegium.domain.playbook.refusal import Reason
from collegium.domain.playbook.state import Phase, State


class Target(StrEnum):
    """Where an event leads; ENTER and SHOW depend on the step (`steps.settle`)."""

    STAY = "stay"
    ENTER = "enter"
    SHOW = "show"
    END = "end"


_ALWAYS = {
    K.JOIN: Target.STAY,
    K.LEAVE: Target.STAY,
    K.HAND_OVER: Target.STAY,
    K.TAKE_OVER: Target.STAY,
    K.END: Target.END,
    K.BACK: Target.ENTER,
    K.HAND: Target.STAY,
    K.READY: Target.STAY,
    K.ASSIGN: Target.STAY,
    K.SHARE: Target.STAY,
    K.UNSHARE: Target.STAY,
    K.PAUSE: Target.STAY,
    K.RESUME: Target.STAY,
    K.REPLAN: Target.STAY,
}
_WRITE = {K.CONTRIBUTE: Target.STAY, K.EDIT: Target.STAY, K.WITHDRAW: Target.STAY}
_SORT = {K.GROUP: Target.STAY, K.NAME_PILE: Target.STAY}
_ONWARDS = {K.NEXT_STEP: Target.ENTER}

TABLE: dict[Phase, dict[K, Target]] = {
    Phase.LOBBY: {K.OPEN: Target.ENTER},
    Phase.WRITING: _ALWAYS | _WRITE | {K.REVEAL: Target.SHOW},
    Phase.GATHERING: _ALWAYS | _WRITE | _SORT | _ONWARDS | {K.SIGN: Target.STAY},
    Phase.ROUND: _ALWAYS
    | _WRITE
    | _SORT
    | _ONWARDS
    | {K.SIGN: Target.STAY, K.PASS_TURN: Target.STAY, K.NEXT_SPEAKER: Target.STAY},
    Phase.SHOWN: _ALWAYS | _WRITE | _SORT | _ONWARDS,
    Phase.ENDED: {},
}

HOST_ONLY = frozenset(
    {K.NEXT_STEP, K.BACK, K.REVEAL, K.HAND_OVER, K.END, K.PAUSE, K.RESUME, K.REPLAN}
)
SPEAKER_ONLY = frozenset({K.PASS_TURN})
SPEAKER_OR_HOST = frozenset({K.NEXT_SPEAKER})
NOT_IN_A_BREAK = frozenset({K.NEXT_STEP, K.BACK, K.REVEAL, K.PASS_TURN, K.NEXT_SPEAKER, K.PAUSE})
WRITING = frozenset(_WRITE)
SORTING = frozenset(_SORT)
WORDS = WRITING | {K.NAME_PILE}

type Bar = tuple[frozenset[K], Reason]  # what is not possible, and why

_WHY_NOT: dict[tuple[Phase, K], Reason] = {
    (Phase.WRITING, K.NEXT_STEP): Reason.REVEAL_FIRST,
    (Phase.GATHERING, K.REVEAL): Reason.NOTHING_HIDDEN,
    (Phase.ROUND, K.REVEAL): Reason.NOTHING_HIDDEN,
    (Phase.SHOWN, K.REVEAL): Reason.ALREADY_SHOWN,
}
_WHY_NOT_IN: dict[Phase, Reason] = {Phase.LOBBY: Reason.NOT_OPEN, Phase.ENDED: Reason.ENDED}
_WHY_NOT_EVER: dict[K, Reason] = {
    K.OPEN: Reason.ALREADY_OPEN,
    K.PASS_TURN: Reason.NO_ROUND,
    K.NEXT_SPEAKER: Reason.NO_ROUND,
    K.SIGN: Reason.NOT_TAKEN_HERE,
    K.GROUP: Reason.REVEAL_FIRST,
    K.NAME_PILE: Reason.REVEAL_FIRST,
}


def why_not(state: State, actor: str, kind: K) -> Reason | None:
    """Return why `actor` cannot do `kind` now, whatever the data; None when they can."""
    if kind not in TABLE[state.phase]:
        return _absent(state.phase, kind)
    if state.phase is Phase.LOBBY:
        return None
    if actor not in state.members:
        return Reason.NOT_A_MEMBER
    bars = _bars(state, actor)
    return next((reason for kinds, reason in bars if kind in kinds), None)


def allowed(state: State, actor: str) -> frozenset[K]:
    """Return all that `actor` can do now: every kind for which `why_not` finds nothing."""
    possible = frozenset(TABLE[state.phase])
    if state.phase is Phase.LOBBY:
        return possible
    if actor not in state.members:
        return frozenset()
    return possible.difference(*(kinds for kinds, _ in _bars(state, actor)))


def may_write(state: State, member: str) -> Reason | None:
    """Return why `member` writes nothing in this step; None when they may."""
    match state.step.writes:
        case Who.OTHERS:
            return Reason.OWNER_LISTENS if member == state.owner else None
        case Who.OWNER:
            return Reason.OWNER_WRITES if member != state.owner else None
        case Who.SCRIBE:
            scribe = state.roles.get(Role.SCRIBE, member)
            return Reason.SCRIBE_WRITES if member != scribe else None
        case Who.NOBODY:
            return Reason.NOT_TAKEN_HERE
        case Who.EVERYONE:
            return None


def _absent(phase: Phase, kind: K) -> Reason:
    found = _WHY_NOT.get((phase, kind)) or _WHY_NOT_IN.get(phase)
    return found or _WHY_NOT_EVER.get(kind, Reason.NOT_NOW)


def _bars(state: State, actor: str) -> Iterator[Bar]:
    # Of two reasons the first is given.
    return chain(
        _wrong_person(state, actor),
        _wrong_turn(state, actor),
        _wrong_place(state),
        _wrong_moment(state),
        _wrong_writer(state, actor),
    )


def _wrong_person(state: State, actor: str) -> Iterator[Bar]:
    if actor == state.host:
        yield frozenset({K.TAKE_OVER}), Reason.ALREADY_HOST
    else:
        yield HOST_ONLY, Reason.HOST_ONLY


def _wrong_turn(state: State, actor: str) -> Iterator[Bar]:
    if state.round is None or not state.round.waiting:
        yield SPEAKER_ONLY | SPEAKER_OR_HOST, Reason.ROUND_OVER
    elif actor != state.round.speaker:
        leads = actor in (state.host, state.roles.get(Role.TIMEKEEPER))
        yield SPEAKER_ONLY if leads else SPEAKER_ONLY | SPEAKER_OR_HOST, Reason.NOT_YOUR_TURN


def _wrong_place(state: State) -> Iterator[Bar]:
    if state.is_last_step:
        yield frozenset({K.NEXT_STEP}), Reason.LAST_STEP
    if state.position == 0:
        yield frozenset({K.BACK}), Reason.FIRST_STEP
    if not SHAPES[state.step.kind].piles:
        yield SORTING, Reason.NOT_TAKEN_HERE
    if not state.slots:
        yield WRITING, Reason.NOT_TAKEN_HERE
    if AGREEMENT not in state.slots:
        yield frozenset({K.SIGN}), Reason.NOT_TAKEN_HERE


def _wrong_moment(state: State) -> Iterator[Bar]:
    if state.paused_at is None:
        yield frozenset({K.RESUME}), Reason.NOT_PAUSED
    else:
        yield NOT_IN_A_BREAK, Reason.PAUSED


def _wrong_writer(state: State, actor: str) -> Iterator[Bar]:
    reason = may_write(state, actor)
    if reason is not None:
        yield WORDS, reason
