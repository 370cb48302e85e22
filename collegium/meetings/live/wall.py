"""What everybody in the room sees alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from collegium.domain.playbook import EventKind, State, View
from collegium.domain.playbook.kinds import SCORE, SHAPES
from collegium.domain.playbook.playbook import OTHERS
from collegium.domain.playbook.tallies import Chosen
from collegium.domain.playbook.transitions import TABLE
from collegium.meetings.live.notes import Chapter, Pile, piles_of
from collegium.meetings.live.sheets import Named, shortened
from collegium.meetings.live.words import CRITERIA, ROLES

SCALE = SCORE.marks[0]  # the same for all criteria
ELSEWHERE = frozenset({"alternative", "agreement"})  # on the page, in a place of their own


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


@dataclass(frozen=True, slots=True)
class Wall:
    """The shared part of the page."""

    key: str
    title: str
    prompt: str
    number: int
    count: int
    minutes: int
    ends: datetime | None
    turn_ends: datetime | None
    speaker: str
    next_up: tuple[str, ...]
    talks: bool
    paused_at: datetime | None
    hands: tuple[str, ...]
    ready: int
    present: int
    owner: str
    owner_listens: bool
    is_shown: bool
    hides: bool
    scores: bool
    written: int
    missing: tuple[str, ...]
    host: str
    faces: tuple[Face, ...]
    sorts: bool
    cards: tuple[Named, ...]
    tops: tuple[Named, ...]
    piles: tuple[Pile, ...]
    weighings: tuple[Weighing, ...]
    choices: tuple[Chosen, ...]
    most_votes: int
    answers: tuple[Answers, ...]
    chapters: tuple[Chapter, ...]


def wall_of(state: State, view: View, names: Mapping[str, str], language: str) -> Wall:
    """Put up the wall; `view` is what all see of `state`."""
    step = view.step
    sorts = SHAPES[step.kind].piles and EventKind.GROUP in TABLE[view.phase]
    cards = tuple((one.id, shortened(one)) for one in view.theirs) if sorts else ()
    return Wall(
        key=step.key,
        title=step.title.in_language(language),
        prompt=step.prompt.in_language(language),
        number=view.position + 1,
        count=len(state.playbook.steps),
        minutes=round(view.span.total_seconds() / 60),
        ends=view.step_ends,
        turn_ends=view.turn_ends,
        speaker=names.get(view.speaker, ""),
        next_up=tuple(names.get(one, "") for one in view.waiting[1:]),
        talks=state.round is not None,
        paused_at=view.paused_at,
        hands=tuple(names.get(one, "") for one in view.hands),
        ready=len(view.ready),
        present=len(view.present),
        owner=names.get(view.owner, ""),
        owner_listens=OTHERS in (step.speaks, step.writes),
        is_shown=view.is_shown,
        hides=state.hides,
        scores=SCORE in SHAPES[step.kind].slots,
        written=len(view.written),
        missing=tuple(names.get(one, "") for one in view.missing),
        host=names.get(view.host, ""),
        faces=tuple(_face(view, one, names) for one in view.members),
        sorts=sorts,
        cards=cards,
        tops=tuple(one for one in cards if one[0] in view.piles.values()),
        piles=piles_of(view, [one for one in view.theirs if one.slot not in ELSEWHERE], names),
        weighings=_weighings(view, names),
        choices=view.chosen,
        most_votes=step.votes * len(view.members),
        answers=_answers(view, language),
        chapters=_chapters(state, view, names, language),
    )


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


def _chapters(
    state: State, view: View, names: Mapping[str, str], language: str
) -> tuple[Chapter, ...]:
    found = []
    for step in state.playbook.steps:
        here = [one for one in view.earlier if one.step == step.key]
        if here:
            found.append(Chapter(step.title.in_language(language), piles_of(view, here, names)))
    return tuple(found)
