"""A session being played, for tests: events in order, effects and refusals noted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from collegium.domain.playbook import (
    Event,
    EventKind,
    Playbook,
    Reason,
    Refused,
    State,
    View,
    advance,
    parse,
    visible,
)
from collegium.domain.playbook.effects import Effect

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEN, CLEO, DEV = MEMBERS = ("ada", "ben", "cleo", "dev")


def shipped(name: str) -> Playbook:
    folder = files("collegium.domain.playbook") / "shipped"
    return parse((folder / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass
class Room:
    """Plays events against the engine, one second apart."""

    state: State
    events: list[Event] = field(default_factory=list)
    clock: datetime = START

    def event(self, actor: str, kind: EventKind, **data: object) -> Event:
        number = self.state.sequence + 1
        return Event(number, f"key-{number}", actor, self.clock, kind, data)

    def play(self, actor: str, kind: EventKind, **data: object) -> tuple[Effect, ...]:
        self.clock += timedelta(seconds=1)
        event = self.event(actor, kind, **data)
        self.state, effects = advance(self.state, event, now=self.clock)
        self.events.append(event)
        return effects

    def refusal(self, actor: str, kind: EventKind, **data: object) -> Refused:
        before = self.state
        try:
            self.play(actor, kind, **data)
        except Refused as refusal:
            assert self.state == before
            return refusal
        raise AssertionError(f"{kind} by {actor} was accepted")

    def reason(self, actor: str, kind: EventKind, **data: object) -> Reason:
        return self.refusal(actor, kind, **data).reason

    def write(self, actor: str, slot: str, text: str = "", **data: object) -> str:
        data.setdefault("words", {"text": text} if text else {})
        self.play(actor, EventKind.CONTRIBUTE, slot=slot, **data)
        return self.events[-1].key

    def plan(self, actor: str, sure: int | None = None) -> str:
        marks = {} if sure is None else {"confidence_before": sure}
        words = {"when": "the Monday meeting starts", "will": "ask who wants to run it"}
        return self.write(actor, "plan", words=words, marks=marks)

    def go_to(self, step: str) -> None:
        """Let the host reveal and go on until the step is reached, in time where it is kept."""
        while self.state.step.key != step:
            if self.state.step.keep:
                self.clock += self.state.step.span(len(self.state.members))
            if EventKind.REVEAL in self.seen_by(self.state.host).allowed:
                self.play(self.state.host, EventKind.REVEAL)
            self.play(self.state.host, EventKind.NEXT_STEP)

    def seen_by(self, member: str) -> View:
        return visible(self.state, member)


def open_room(name: str = "session_one", *, step: str = "welcome") -> Room:
    room = Room(State(shipped(name)))
    room.play(ADA, EventKind.OPEN, members=list(MEMBERS), host=ADA)
    for member in MEMBERS[1:]:
        room.play(member, EventKind.JOIN)
    room.go_to(step)
    return room
