"""Sessions as chance would have them: anything tried by anybody, possible or not."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from collegium.domain.playbook import (
    Contribution,
    Event,
    Phase,
    Playbook,
    Reason,
    Refused,
    State,
    advance,
    from_json,
    replay,
    to_json,
    visible,
    visible_to_all,
)
from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook.carrying import LENT
from collegium.domain.playbook.kinds import SLOTS, Slot, marks_of, slot_of
from collegium.domain.playbook.overview import overview_of
from collegium.domain.playbook.playbook import Role, StepKind
from collegium.domain.playbook.seeing import sees
from collegium.domain.playbook.transitions import why_not
from collegium.domain.playbook.view import seen_by
from tests.domain.playbook.rooms import Room

STRANGER = "eve"
COUNTED = {"score", "vote"}
LEADING = (K.REVEAL, K.NEXT_STEP, K.NEXT_STEP, K.RESUME)
NAMING = ("contribution", "onto", "about")
WRITING = (K.CONTRIBUTE, K.CONTRIBUTE, K.CONTRIBUTE, K.EDIT, K.SIGN, K.GROUP, K.NAME_PILE)
RARE = {K.LEAVE, K.BACK, K.PAUSE, K.TAKE_OVER, K.HAND_OVER, K.HAND, K.READY, K.REPLAN}
CASUAL = sorted(set(K) - {K.OPEN, K.END})


@dataclass
class Chance:
    """A session in which anything happens. Every text is one of a kind, so that it can be found."""

    playbook: Playbook
    members: tuple[str, ...]
    random: Random
    room: Room = field(init=False)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    refused: Counter[Reason] = field(default_factory=Counter)
    done: Counter[K] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.room = Room(State(self.playbook))
        partners = [self.members[n : n + 2] for n in range(0, len(self.members) - 1, 2)]
        roles = {"timekeeper": self.members[-1], "scribe": self.members[-2]}
        data = {"partners": [list(pair) for pair in partners], "roles": roles}
        self.room.play(self.members[0], K.OPEN, members=list(self.members), **data)

    @property
    def state(self) -> State:
        return self.room.state

    def happen(self) -> None:
        """Let one thing be tried, and hold the engine to what it promises of each."""
        if self.random.random() < 0.03:
            self.room.clock += timedelta(minutes=self.random.randint(0, 9))
        actor, kind = self._what()
        data = self._data(actor, kind)
        before, impossible = self.state, self._impossible(actor, kind, data)
        self._refuse_alike(actor, kind, data)
        try:
            self.room.play(actor, kind, **data)
        except Refused as refusal:
            assert self.state is before
            self.refused[refusal.reason] += 1
            impossible = None if impossible is refusal.reason else impossible
        else:
            self._note(kind)
            self._once()
        assert impossible is None

    def _impossible(self, actor: str, kind: K, data: dict[str, object]) -> Reason | None:
        member = str(data.get("for") or actor)
        if member == actor:
            return why_not(self.state, actor, kind)
        if kind not in LENT:
            return Reason.MALFORMED
        if self.state.carried.get(member) != actor:
            return Reason.NOT_CARRIED
        return why_not(self.state, member, kind)

    def _what(self) -> tuple[str, K]:
        chance, pick = self.random.random(), self.random.choice
        if chance < 0.1:
            return self.state.host, pick(LEADING)
        actor = pick([*self.members, *self.members, STRANGER])
        possible = [kind for kind in CASUAL if why_not(self.state, actor, kind) is None]
        if chance < 0.8 and possible:
            writes = [kind for kind in WRITING if kind in possible]
            return actor, pick([*writes * 3, *sorted(set(possible) - RARE), pick(possible)])
        return actor, K.END if chance > 0.995 else pick(CASUAL)

    def _data(self, actor: str, kind: K) -> dict[str, object]:
        pick = self.random.choice
        slot = pick([*self.state.slots] * 40 + [*SLOTS.values()])
        data: dict[str, object] = {
            "contribution": self._entry(actor),
            "onto": pick([self._entry(actor), self._entry(actor), "", 7]),
            "about": pick([self._entry(actor), self._entry(actor), "", None]),
            "to": pick([*self.members, STRANGER]),
            "role": pick([*Role, "boss"]),
            "case": pick([1, 2, 3, True]),
            "up": pick([True, False, "yes"]),
            "slot": slot.name,
            "words": self._words(kind, slot),
            "marks": self._marks(slot),
        }
        if kind is K.END or (kind is K.READY and self.random.random() < 0.5):
            data["early"] = pick([kind is K.READY, False, "yes"])
        carried = [one for one, by in self.state.carried.items() if by == actor]
        if carried or self.random.random() < 0.05:
            data["for"] = pick([*carried * 3, *self.members])
        return data

    def _entry(self, actor: str) -> str:
        made = self.state.contributions
        here = {self.state.step.key, self.state.step.source}
        near = [one for one in made if one.step in here]
        mine = [one for one in near if one.author == actor]
        return self.random.choice(mine * 10 + near * 5 + [*made]).id if made else "none"

    def _words(self, kind: K, slot: Slot) -> dict[str, str]:
        word = f"<{len(self.room.events)}.{self.random.random()}>"
        if kind is K.NAME_PILE:
            return {"text": word}
        keys = (*slot.words, *slot.optional) if self.random.random() < 0.95 else ("colour",)
        return dict.fromkeys(keys, word)

    def _marks(self, slot: Slot) -> dict[str, int]:
        asked = marks_of(self.state.step, slot)
        return {
            mark.key: self.random.randint(mark.low, mark.high + (self.random.random() < 0.01))
            for mark in asked
        }

    def _refuse_alike(self, actor: str, kind: K, data: dict[str, object]) -> None:
        """An entry that is hidden from whoever names it answers exactly like none at all."""
        member = str(data.get("for") or actor)
        named = {part: self.state.find(str(data[part])) for part in NAMING}
        hidden = [part for part, one in named.items() if one and self._hidden(one, member)]
        if hidden:
            nothing = data | dict.fromkeys(hidden, "none")
            answer = self.room.answer(actor, kind, **data)
            assert answer == self.room.answer(actor, kind, **nothing)

    def _note(self, kind: K) -> None:
        self.done[kind] += 1
        here = self.state
        if kind is K.CONTRIBUTE and here.contributions:
            last = here.contributions[-1]
            pairs = [set(pair) for pair in here.pairs if last.author in pair]
            self.readers.setdefault(last.id, frozenset().union(*pairs))

    def _once(self) -> None:
        again = replace(self.room.events[-1], sequence=1)
        assert advance(self.state, again, now=self.room.clock) == (self.state, ())

    def _hidden(self, entry: Contribution, member: str) -> bool:
        if entry.author == member:
            return False
        slot = slot_of(self.playbook.step(entry.step), entry.slot)
        among = self.readers.get(entry.id, frozenset()) if slot.paired else frozenset()
        shown = entry.step in self.state.revealed or not slot.blind
        return entry.slot in COUNTED or not (shown or member in among)

    def assert_secrets_kept(self) -> None:
        """Nobody sees a hidden word, a number given to a question, or a score or vote."""
        questions = {one.key for step in self.playbook.steps for one in step.questions}
        for member in (*self.members, STRANGER, ""):
            view = visible(self.state, member) if member else visible_to_all(self.state)
            seen = (*view.theirs, *view.earlier, *view.choices)
            others = [one for one in seen if one.author != member]
            assert not COUNTED & {one.slot for one in others}
            assert not questions & {mark for one in others for mark in one.marks}
            page = repr(view)
            for one in self.state.contributions:
                if member == STRANGER or self._hidden(one, member):
                    assert all(word not in page for word in one.words.values())
            assert member != STRANGER or not view.pile_names

    def assert_views_agree(self) -> None:
        """What many see of one state is what each sees alone: all they may read, and may do."""
        overview = overview_of(self.state)
        assert overview.all_see == visible_to_all(self.state)
        for member in (*self.members, STRANGER):
            view = seen_by(member, overview)
            assert view == visible(self.state, member)
            assert view.allowed == {k for k in K if why_not(self.state, member, k) is None}
            read = {one.id for one in self.state.contributions if sees(self.state, member, one)}
            found = {one.id for one in (*view.mine, *view.theirs, *view.earlier)}
            assert found == (read if member in self.members else set())

    def assert_in_order(self) -> None:
        """Whoever plays a part, stands in line or asks for the floor is there."""
        state = self.state
        assert state.host in state.members
        assert set(state.roles.values()) <= set(state.members)
        assert set(state.hands) <= state.present <= state.attended
        assert set(state.carried) | set(state.carried.values()) <= state.present
        assert not set(state.carried) & set(state.carried.values())
        assert not state.round or set(state.round.waiting) <= state.present
        assert not set(state.piles) & set(state.piles.values())
        assert {*state.piles, *state.pile_names} <= {one.id for one in state.contributions}
        if state.step.kind is StepKind.PAIRS and state.phase is not Phase.ENDED:
            paired = [one for pair in state.pairs for one in pair]
            assert len(paired) == len(set(paired))
            assert state.present <= set(paired)

    def assert_replays(self) -> None:
        """The log alone tells what happened, through JSON, and with every event sent twice."""
        stored = [_through_json(event) for event in self.room.events]
        assert stored == self.room.events
        assert replay(self.playbook, stored) == self.state
        assert replay(self.playbook, [one for one in stored for _ in range(2)]) == self.state
        assert [one.sequence for one in stored] == list(range(1, len(stored) + 1))


def _through_json(event: Event) -> Event:
    return from_json(json.loads(json.dumps(to_json(event))))
