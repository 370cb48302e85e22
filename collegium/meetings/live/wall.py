"""What everybody in the room sees alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from collegium.domain.playbook import View
from collegium.domain.playbook.kinds import SCORE, SHAPES
from collegium.domain.playbook.playbook import OTHERS
from collegium.domain.playbook.tallies import Chosen
from collegium.meetings.live.board import Board, Chapter
from collegium.meetings.live.words import CRITERIA, ROLES

SCALE = SCORE.marks[0]  # the same for all criteria


@dataclass(frozen=True, slots=True)
class Face:
    """A member as the others see them."""

    name: str
    here: bool
    hosts: bool
    speaks: bool
    wrote: bool
    ready: bool
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion on which an alternative was scored: the mean and how far scores lay apart."""

    label: str
    mean: float
    lowest: int
    highest: int
    count: int

    @property
    def begins(self) -> str:
        """Return where the lowest answer lies on the scale."""
        return _percent(self._at(self.lowest))

    @property
    def reaches(self) -> str:
        """Return how far the answers lie apart."""
        return _percent(self._at(self.highest) - self._at(self.lowest))

    @property
    def centre(self) -> str:
        """Return where the mean lies on the scale."""
        return _percent(self._at(self.mean))

    def _at(self, value: float) -> float:
        return (value - SCALE.low) / (SCALE.high - SCALE.low)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the group answered to a question on average, and nothing nearer to anybody."""

    label: str
    mean: float
    count: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Weighing:
    """An alternative with its bars."""

    text: str
    seen: str
    by: str
    bars: tuple[Bar, ...]


class Wall:
    """The shared part of the page in one language; worked out as it is asked for."""

    def __init__(self, board: Board, language: str) -> None:
        self.board = board
        self.view = board.view
        self.step = board.view.step
        self.is_shown = board.view.is_shown
        self.hides = board.state.hides
        self.language = language
        self._names = board.names

    @cached_property
    def title(self) -> str:
        """Return what the step is called."""
        return self.step.title.in_language(self.language)

    @cached_property
    def prompt(self) -> str:
        """Return what the step asks."""
        return self.step.prompt.in_language(self.language)

    @property
    def number(self) -> int:
        """Return which step it is, from one."""
        return self.view.position + 1

    @property
    def count(self) -> int:
        """Return how many steps there are."""
        return len(self.board.state.playbook.steps)

    @property
    def minutes(self) -> int:
        """Return how long the step takes."""
        return round(self.view.span.total_seconds() / 60)

    @property
    def talks(self) -> bool:
        """Return whether people speak in turn."""
        return self.board.state.round is not None

    @property
    def speaker(self) -> str:
        """Return who speaks."""
        return self._name(self.view.speaker)

    @property
    def next_up(self) -> tuple[str, ...]:
        """Return who speaks after that."""
        return self._called(self.view.waiting[1:])

    @property
    def hands(self) -> tuple[str, ...]:
        """Return who would like to say something."""
        return self._called(self.view.hands)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return whom the group waits for."""
        return self._called(self.view.missing)

    @property
    def host(self) -> str:
        """Return who hosts."""
        return self._name(self.view.host)

    @cached_property
    def owner(self) -> str:
        """Return whose case it is."""
        return self._name(self.view.owner)

    @property
    def owner_listens(self) -> bool:
        """Return whether whose case it is only listens."""
        return OTHERS in (self.step.speaks, self.step.writes)

    @property
    def scores(self) -> bool:
        """Return whether the step weighs."""
        return SCORE in SHAPES[self.step.kind].slots

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """Return all members as the others see them."""
        return tuple(_face(self.view, one, self._names) for one in self.view.members)

    @cached_property
    def weighings(self) -> tuple[Weighing, ...]:
        """Return the alternatives as they were scored."""
        return _weighings(self.view, self._names)

    @property
    def choices(self) -> tuple[Chosen, ...]:
        """Return what was voted for."""
        return self.view.chosen

    @property
    def most_votes(self) -> int:
        """Return how many votes one thing can get."""
        return self.step.votes * len(self.view.members)

    @cached_property
    def answers(self) -> tuple[Answers, ...]:
        """Return what was answered to the step's questions."""
        return _answers(self.view, self.language)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return what earlier steps left."""
        return tuple(
            Chapter(step.title.in_language(self.language), piles)
            for step, piles in self.board.earlier
        )

    def _name(self, member: str) -> str:
        return self._names.get(member, "")

    def _called(self, members: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._name(one) for one in members)


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _face(view: View, member: str, names: Mapping[str, str]) -> Face:
    return Face(
        name=names.get(member, ""),
        here=member in view.present,
        hosts=member == view.host,
        speaks=member == view.speaker,
        wrote=member in view.written,
        ready=member in view.ready,
        parts=_parts(view, member),
    )


def _parts(view: View, member: str) -> tuple[str, ...]:
    held = [role for role, holder in view.roles.items() if holder == member]
    return tuple(str(ROLES[role]) for role in ([*held, "owner"] if member == view.owner else held))


def _weighings(view: View, names: Mapping[str, str]) -> tuple[Weighing, ...]:
    return tuple(
        Weighing(
            text=one.alternative.words["text"],
            seen=one.alternative.words.get("seen", ""),
            by=names.get(one.alternative.author, ""),
            bars=tuple(
                Bar(str(CRITERIA[t.key]), t.mean, t.lowest, t.highest, t.count) for t in one.tallies
            ),
        )
        for one in view.weighed
    )


def _answers(view: View, language: str) -> tuple[Answers, ...]:
    asked = {one.key: one for one in view.step.questions}
    return tuple(
        Answers(asked[t.key].wording.in_language(language), t.mean, t.count, asked[t.key].high)
        for t in view.tallies
    )
