"""The table: which event is possible in which phase, and where it leads."""

from enum import StrEnum

from collegium.domain.playbook.events import EventKind as K
from collegium.domain.playbook.kinds import AGREEMENT, SHAPES, OnceShown, Slot
from collegium.domain.playbook.playbook import Role, Who
from collegium.domain.playbook.refusal import Reason
from collegium.domain.playbook.state import Contribution, Phase, State


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
_WORDS = frozenset({*_WRITE, K.NAME_PILE})
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
NOT_IN_A_BREAK = frozenset({K.NEXT_STEP, K.BACK, K.REVEAL, K.PASS_TURN, K.NEXT_SPEAKER})

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
    return (
        _wrong_person(state, actor, kind)
        or _wrong_place(state, kind)
        or _wrong_moment(state, kind)
        or (may_write(state, actor) if kind in _WORDS else None)
    )


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


def still_writing(state: State) -> tuple[str, ...]:
    """Return who is there, may still write in this step and has not yet."""
    if state.is_shown and all(slot.once_shown is OnceShown.CLOSED for slot in state.slots):
        return ()
    there = (one for one in state.members if one in state.present and state.slots)
    may = (one for one in there if may_write(state, one) is None)
    return tuple(one for one in may if owed(state, one))


def owed(state: State, member: str) -> int:
    """Return how much of what the step is about a member has left to do, whoever is there.

    To weigh is to score all that there is; of anything else one entry is enough.
    """
    asked = next((slot for slot in state.slots if slot.must), state.slots[0])
    here = [one for one in state.contributions if one.step == state.step.key]
    mine = {one.about for one in here if (one.slot, one.author) == (asked.name, member)}
    return len(_to_answer(here, asked) - mine) if asked.must and mine else int(not mine)


def _to_answer(here: list[Contribution], asked: Slot) -> set[str]:
    return {one.id for one in here if one.slot in asked.about}


def _absent(phase: Phase, kind: K) -> Reason:
    found = _WHY_NOT.get((phase, kind)) or _WHY_NOT_IN.get(phase)
    return found or _WHY_NOT_EVER.get(kind, Reason.NOT_NOW)


def _wrong_person(state: State, actor: str, kind: K) -> Reason | None:
    if kind in HOST_ONLY and actor != state.host:
        return Reason.HOST_ONLY
    if kind is K.TAKE_OVER and actor == state.host:
        return Reason.ALREADY_HOST
    if kind in SPEAKER_ONLY | SPEAKER_OR_HOST:
        return _wrong_turn(state, actor, kind)
    return None


def _wrong_turn(state: State, actor: str, kind: K) -> Reason | None:
    if state.round is None or not state.round.waiting:
        return Reason.ROUND_OVER
    speaks = actor == state.round.speaker
    leads = actor in (state.host, state.roles.get(Role.TIMEKEEPER))
    return None if speaks or (leads and kind in SPEAKER_OR_HOST) else Reason.NOT_YOUR_TURN


def _wrong_place(state: State, kind: K) -> Reason | None:
    if kind is K.NEXT_STEP and state.is_last_step:
        return Reason.LAST_STEP
    if kind is K.BACK and state.position == 0:
        return Reason.FIRST_STEP
    if kind in _SORT and not SHAPES[state.step.kind].piles:
        return Reason.NOT_TAKEN_HERE
    if kind in _WRITE and not state.slots:
        return Reason.NOT_TAKEN_HERE
    if kind is K.SIGN and AGREEMENT.name not in {slot.name for slot in state.slots}:
        return Reason.NOT_TAKEN_HERE
    return None


def _wrong_moment(state: State, kind: K) -> Reason | None:
    if state.paused_at is None:
        return Reason.NOT_PAUSED if kind is K.RESUME else None
    return Reason.PAUSED if kind in NOT_IN_A_BREAK or kind is K.PAUSE else None
