"""What an accepted event brought about, for whoever shows or stores it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrived:
    """A member is there."""

    member: str


@dataclass(frozen=True, slots=True)
class Departed:
    """A member left for good or for now."""

    member: str


@dataclass(frozen=True, slots=True)
class StepChanged:
    """Everybody is at another step."""

    step: str


@dataclass(frozen=True, slots=True)
class Written:
    """An entry was made or changed; a hidden one says only who wrote."""

    contribution: str
    author: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entry is gone."""

    contribution: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """What was written in a step is shown to all."""

    step: str


@dataclass(frozen=True, slots=True)
class TurnChanged:
    """Somebody else speaks; nobody when the round is over."""

    speaker: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A member signed an agreement."""

    contribution: str
    member: str


@dataclass(frozen=True, slots=True)
class HostChanged:
    """Another member hosts."""

    host: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """A member has another part."""

    role: str
    member: str


@dataclass(frozen=True, slots=True)
class HandsChanged:
    """Others ask for the floor, in this order."""

    hands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GotReady:
    """A member has done what the step asks for."""

    member: str


@dataclass(frozen=True, slots=True)
class WouldEnd:
    """A member agrees to end the session here, or does so no longer."""

    member: str


@dataclass(frozen=True, slots=True)
class Piled:
    """An entry lies elsewhere, or its pile has another name."""

    contribution: str


@dataclass(frozen=True, slots=True)
class Paused:
    """The clocks stand still."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clocks go on."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """Steps to come take another time."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over: its outcomes can be stored."""


type Effect = (
    Arrived
    | Departed
    | StepChanged
    | Written
    | Withdrawn
    | Revealed
    | TurnChanged
    | Signed
    | HostChanged
    | Assigned
    | HandsChanged
    | GotReady
    | WouldEnd
    | Piled
    | Paused
    | Resumed
    | Replanned
    | Ended
)
