"""Sessions of the demo world, played event by event as the members' browsers would."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from collegium.domain.playbook import Moment, Phase, State, Step
from collegium.domain.playbook.kinds import Mark, Slot, marks_of
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import record_event
from collegium.meetings.models import Session

PAUSE = timedelta(seconds=7)

# How sure people feel about their challenge, 0 to 100 in tens: they overrate themselves at first.
SURE = {Moment.BEFORE: (30, 60), Moment.AFTER: (50, 90), Moment.THEN: (20, 50)}
SAFE = (3, 5)


@dataclass(frozen=True, slots=True)
class Voice:
    """A member of the demo world: their room, their words and the language they write in."""

    room: Room
    words: Mapping[str, Any]
    language: str

    @property
    def member(self) -> str:
        """The identity that the session knows them by."""
        return str(self.room.member.pk)

    def in_own_language(self) -> "Voice":
        """The same member, writing for themselves or for everybody rather than for the group."""
        return replace(self, language=self.room.person.language)

    def say(self, text: Mapping[str, str]) -> str:
        """A text in their language."""
        return text[self.language]


class Table:
    """A session under way, with its clock and everybody around it."""

    def __init__(
        self, session: Session, voices: Sequence[Voice], content: Mapping[str, Any], chance: Random
    ) -> None:
        if session.starts_at is None:
            raise ValueError("a session is played at its date")
        self.session, self.voices, self.content, self.chance = session, voices, content, chance
        self.now: datetime = session.starts_at
        self.state: State | None = None

    def play(self) -> datetime:
        """Play the whole session; returns when it ended."""
        host = self._host()
        state = self._do(host, "open")
        for voice in self.voices:
            if voice is not host:
                self._do(voice, "join")
        for step in state.playbook.steps:
            self._play_step(step, self.now)
        return self.now

    def _play_step(self, step: Step, began: datetime) -> None:
        host, state = self._host(), self._now()
        for slot in state.slots:
            for voice, words, about in self._entries(step, slot):
                self._contribute(step, slot, voice, words, about)
        if self._now().phase is Phase.WRITING:
            self._do(host, "reveal")
        self._sign()
        while (now := self._now()).phase is Phase.ROUND and now.round and now.round.waiting:
            self._do(host, "next_speaker")
        self.now = max(self.now, began + step.span(len(self.voices)))
        self._do(host, "end" if self._now().is_last_step else "next_step")

    def _entries(self, step: Step, slot: Slot) -> Iterator[tuple[Voice, Mapping[str, str], str]]:
        match slot.name:
            case "agreement":
                yield from self._agreements(step)
            case "alternative":
                for voice in self.voices[:2]:
                    yield voice, {"text": voice.say(voice.words["alternative"])}, ""
            case "score":
                for idea in [one for one in self._now().contributions if one.slot == "alternative"]:
                    yield from ((voice, {}, idea.id) for voice in self.voices)
            case _:
                for index, voice in enumerate(self.voices):
                    if words := self._words(step, slot, voice, index):
                        yield voice, words, ""

    def _words(self, step: Step, slot: Slot, voice: Voice, index: int) -> dict[str, str]:
        own = voice.words
        match slot.name, step.key:
            case "card", "did_not_work":
                return {"text": voice.say(own["did_not_work"])}
            case "card", "compare":
                return {"text": voice.say(self.content["compare"])} if index == 0 else {}
            case "card", _:
                lines = self.content["what_if" if step.key == "what_if" else "hopes"]
                return {"text": lines[voice.language][index % len(lines[voice.language])]}
            case "cause", _:
                return {"text": voice.say(own["cause"])}
            case "plan", _:
                return {"when": voice.say(own["when"]), "will": voice.say(own["will"])}
            case "report", _:
                return {part: voice.say(text) for part, text in own["report"].items()}
            case "takeaway", _:
                return {"text": voice.say(own["takeaway"])}
            case _:
                return {"text": ""} if slot.name == "pulse" else {}

    def _agreements(self, step: Step) -> Iterator[tuple[Voice, Mapping[str, str], str]]:
        if step.key == "promise":
            yield self.voices[0], {"text": self.voices[0].say(self.content["promise"])}, ""
            return
        for voice, text in zip(self.voices, self.content["agreements"], strict=False):
            yield voice, {"text": voice.say(text)}, ""

    def _contribute(
        self, step: Step, slot: Slot, voice: Voice, words: Mapping[str, str], about: str
    ) -> None:
        marks = {mark.key: self._mark(step, mark, voice) for mark in marks_of(step, slot)}
        data: dict[str, object] = {"slot": slot.name, "words": words, "marks": marks}
        self._do(voice, "contribute", data | ({"about": about} if about else {}))

    def _mark(self, step: Step, mark: Mark, voice: Voice) -> int:
        for question in step.questions:
            if question.key == mark.key:
                if question.item == "confidence":
                    low, high = SURE[question.moment]
                    return self.chance.randrange(low, high + 1, 10)
                return self.chance.randint(*SAFE)
        if mark.key == "in_our_control":
            return int(voice.words["cause"]["control"])
        if mark.key == "rehearsed":
            return 1
        return self.chance.randint(2, 5)

    def _sign(self) -> None:
        for one in self._now().contributions:
            if one.slot == "agreement" and one.step == self._now().step.key:
                for voice in self.voices:
                    self._do(voice, "sign", {"contribution": one.id})

    def _host(self) -> Voice:
        host = str(self.session.host_id)
        return next((one for one in self.voices if one.member == host), self.voices[0])

    def _now(self) -> State:
        if self.state is None:
            raise ValueError("the session has not been opened")
        return self.state

    def _do(self, voice: Voice, kind: str, data: Mapping[str, object] | None = None) -> State:
        recorded = record_event(
            voice.room,
            self.session.pk,
            key=UUID(int=self.chance.getrandbits(128), version=4),
            kind=kind,
            data=data or {},
            now=self.now,
        )
        self.now += PAUSE
        self.state = recorded.state
        return recorded.state
