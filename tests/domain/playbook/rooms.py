"""A session being played, for tests: events in order, effects and refusals noted."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

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
from collegium.domain.playbook.clock import step_ends
from collegium.domain.playbook.effects import Effect

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA, BEN, CLEO, DEV = MEMBERS = ("ada", "ben", "cleo", "dev")
FAY, GUS = "fay", "gus"
CREW = (*MEMBERS, FAY, GUS)
SCORE = {"effect": 4, "effort": 2, "risk": 3, "fit": 5}


@cache
def shipped(name: str) -> Playbook:
    folder = files("collegium.domain.playbook") / "shipped"
    return parse((folder / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def gym() -> Playbook:
    """A playbook with every kind of step and every option."""
    return parse((Path(__file__).parent / "gym.yaml").read_text(encoding="utf-8"))


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

    def answer(self, actor: str, kind: EventKind, **data: object) -> object:
        """Return what would come of an event, or why it is refused; nothing happens."""
        event = self.event(actor, kind, **data)
        try:
            return advance(self.state, event, now=event.at)
        except Refused as refusal:
            return refusal.reason, refusal.field

    def write(self, actor: str, slot: str, text: str = "", **data: object) -> str:
        data.setdefault("words", {"text": text} if text else {})
        self.play(actor, EventKind.CONTRIBUTE, slot=slot, **data)
        return self.events[-1].key

    def plan(self, actor: str, sure: int | None = None) -> str:
        marks = {} if sure is None else {"confidence_before": sure}
        words = {"when": "the Monday meeting starts", "will": "ask who wants to run it"}
        return self.write(actor, "plan", words=words, marks=marks)

    def score(self, actor: str, about: str, **changes: int) -> str:
        return self.write(actor, "score", about=about, marks={**SCORE, **changes})

    def go_to(self, step: str) -> None:
        """Let the host reveal and go on until the step is reached, in time where it is kept."""
        while self.state.step.key != step:
            self.wait_for_what_is_kept()
            self.reveal()
            self.play(self.state.host, EventKind.NEXT_STEP)

    def reveal(self) -> None:
        """Let the host reveal where there is something to."""
        if EventKind.REVEAL in self.seen_by(self.state.host).allowed:
            self.play(self.state.host, EventKind.REVEAL)

    def wait_for_what_is_kept(self) -> None:
        """Let the time of a step to keep pass."""
        if self.state.step.keep:
            self.clock = max(self.clock, step_ends(self.state) or self.clock)

    def end_early(self) -> tuple[Effect, ...]:
        """Let everybody who is there agree to end here, and the host end."""
        for member in sorted(self.state.present - self.state.ending):
            self.play(member, EventKind.READY, early=True)
        return self.play(self.state.host, EventKind.END, early=True)

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.clock += timedelta(minutes=minutes)

    def seen_by(self, member: str) -> View:
        return visible(self.state, member)


def open_gym(
    *, step: str = "hello", members: tuple[str, ...] = CREW, there: bool = True, **data: object
) -> Room:
    """Open the gym, hosted by Ada, everybody present unless they are not `there`."""
    room = Room(State(gym()))
    room.play(ADA, EventKind.OPEN, members=list(members), host=ADA, **data)
    for member in members[1:] if there else ():
        room.play(member, EventKind.JOIN)
    room.go_to(step)
    return room


def open_room(name: str = "session_one", *, step: str = "welcome") -> Room:
    room = Room(State(shipped(name)))
    room.play(ADA, EventKind.OPEN, members=list(MEMBERS), host=ADA)
    for member in MEMBERS[1:]:
        room.play(member, EventKind.JOIN)
    room.go_to(step)
    return room
