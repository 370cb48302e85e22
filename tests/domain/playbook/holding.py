"""A whole session, held by people who do what each step lets them do."""

from dataclasses import replace

from collegium.domain.playbook import EventKind, Phase, Playbook, State
from collegium.domain.playbook.kinds import Slot, marks_of
from collegium.domain.playbook.owing import still_writing
from tests.domain.playbook.rooms import Room


def held(playbook: Playbook, people: int) -> Room:
    """A whole session in which everybody does what each step lets them do."""
    room = Room(State(playbook))
    members = [f"member{number}" for number in range(people)]
    room.play(members[0], EventKind.OPEN, members=members)
    for member in members[1:]:
        room.play(member, EventKind.JOIN)
    while room.state.phase is not Phase.ENDED:
        _do_step(room)
        room.play(
            room.state.host, EventKind.END if room.state.is_last_step else EventKind.NEXT_STEP
        )
    return room


def _do_step(room: Room) -> None:
    for slot in room.state.slots:
        for member in still_writing(replace(room.state, contributions=())):
            _fill(room, member, slot)
    if room.state.phase is Phase.WRITING:
        room.play(room.state.host, EventKind.REVEAL)
    while room.state.round and room.state.round.waiting:
        room.play(room.state.host, EventKind.NEXT_SPEAKER)


def _fill(room: Room, member: str, slot: Slot) -> None:
    words = dict.fromkeys(slot.words, "something")
    marks = {mark.key: mark.high for mark in marks_of(room.state.step, slot)}
    for about in _abouts(room.state, slot):
        room.write(member, slot.name, words=words, marks=marks, about=about)


def _abouts(state: State, slot: Slot) -> list[str]:
    """What somebody refers to: to weigh is to score all there is, else one will do."""
    if not (slot.must or slot.back):
        return [""]
    step = state.step.source if slot.back else state.step.key
    made = state.contributions
    found = [one.id for one in made if one.step == step and one.slot in slot.about]
    if slot.back:
        return found[:1] or ([] if slot.must else [""])
    return found
