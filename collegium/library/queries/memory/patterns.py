"""What a group's own years show: themes that recur, plans, what was never taken up.

Worked out in memory whenever somebody looks, and kept nowhere; what sentences mean is kept sealed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from collegium.domain.matching import near_by_either, near_by_meaning, near_by_words
from collegium.domain.memory import (
    Fate,
    Idea,
    Near,
    Nearness,
    Saying,
    Theme,
    left_open,
    themes,
)
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.library.queries.memory.promises import Promise, promises_of
from collegium.library.queries.memory.record import Record, at_of, record_of
from collegium.library.queries.memory.sentences import TALK, senses_of, sentences
from collegium.meetings.queries.live import OutcomeView

ANSWERS = ("takeaway", "report")
LEAST = {"alternative": 3.5}  # of 5, on average over the four criteria


@dataclass(frozen=True, slots=True, repr=False)
class Spoken:
    """One sentence with the cycle it fell in, whose it is and what it was."""

    saying: Saying
    kind: str
    name: str
    cycle: Cycle
    worth: float = 0.0  # of an alternative, 1 to 5

    @property
    def text(self) -> str:
        """The sentence."""
        return self.saying.text


@dataclass(frozen=True, slots=True, repr=False)
class ThemeView:
    """A theme in the group's own words; `cycles` are their numbers."""

    name: str
    spoken: tuple[Spoken, ...]
    cycles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The whole page. `fates` counts the plans of all members, never those of one."""

    themes: tuple[ThemeView, ...]
    promises: tuple[Promise, ...]
    fates: tuple[tuple[Fate, int], ...]
    ideas: tuple[Spoken, ...]  # alternatives found worth it and never tried
    questions: tuple[Spoken, ...]  # left open
    cycles: int

    @property
    def mine(self) -> tuple[Promise, ...]:
        """The reader's own plans."""
        return tuple(one for one in self.promises if one.mine)


def patterns_of(room: Room) -> Patterns:
    """What the years that the room's member may read show (as `record_of`)."""
    record = record_of(room)
    spoken = {one.saying.id: one for one in _spoken(record)}
    promises = promises_of(record)
    near = _nearness(room, spoken, promises)
    counts = Counter(one.fate for one in promises)
    found = themes([one.saying for one in _of(spoken.values(), TALK)], near)
    return Patterns(
        themes=tuple(_theme(one, spoken) for one in found),
        promises=promises,
        fates=tuple((fate, counts[fate]) for fate in Fate if counts[fate]),
        ideas=_left_open(near, spoken, "alternative", ("plan",), promises),
        questions=_left_open(near, spoken, "question", ("plan", *ANSWERS), promises),
        cycles=len(record.cycles) - len(record.before),
    )


def _nearness(room: Room, spoken: Mapping[str, Spoken], promises: Iterable[Promise]) -> Nearness:
    """By words, and by meaning as far as the worker has worked it out; compared once for all."""
    senses = senses_of(room)
    meant = {one.text: senses[key] for key, one in spoken.items() if key in senses}
    said = dict.fromkeys([*(one.text for one in spoken.values()), *(one.will for one in promises)])
    all_texts = list(said)
    found = near_by_words(all_texts)
    if meant:
        found = near_by_either(found, near_by_meaning([meant.get(one) for one in all_texts]))
    near = {text: found[at] for at, text in enumerate(all_texts)}

    def among(texts: Sequence[str]) -> Near:
        """The same for some of them, where the same text may stand twice."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            places[text].append(at)
        return [
            {at: 1.0 for at in places[text] if at != own}
            | {
                at: how
                for other, how in near[text].items()
                for at in places.get(all_texts[other], ())
            }
            for own, text in enumerate(texts)
        ]

    return among


def _left_open(
    near: Nearness,
    spoken: Mapping[str, Spoken],
    kind: str,
    answers: Sequence[str],
    promises: Iterable[Promise],
) -> tuple[Spoken, ...]:
    ideas = [Idea(one.saying, one.worth) for one in _of(spoken.values(), (kind,))]
    taken = [one.saying for one in _of(spoken.values(), answers)]
    taken += [Saying("", one.will, str(one.cycle.pk), one.at) for one in promises]
    found = left_open(ideas, taken, near, least=LEAST.get(kind, 0.0))
    return tuple(spoken[one.saying.id] for one in found)


def _of(spoken: Iterable[Spoken], kinds: Sequence[str]) -> list[Spoken]:
    return [one for one in spoken if one.kind in kinds]


def _theme(theme: Theme, spoken: dict[str, Spoken]) -> ThemeView:
    said = tuple(spoken[one.id] for one in theme.sayings)
    numbers = sorted({one.cycle.number for one in said})
    return ThemeView(theme.name.text, said, tuple(numbers))


def _spoken(record: Record) -> Iterator[Spoken]:
    """Every sentence that the group may read. With a single cycle each session is an occasion."""
    single = len(record.cycles) - len(record.before) < 2
    for cycle in record.cycles:
        for session, one in record.left[cycle.pk]:
            occasion = str(session.pk if single else cycle.pk)
            for identity, text in sentences(one.id, one.kind, one.words):
                by = str(one.member_id or "")
                saying = Saying(identity, text, occasion, at_of(session), by)
                yield Spoken(saying, one.kind, one.name, cycle, _worth(one))


def _worth(one: OutcomeView) -> float:
    """The mean over the criteria, 1 to 5; nothing where nobody weighed."""
    means = [float(tally["mean"]) for tally in one.words.get("tallies", ())]
    return fmean(means) if means else 0.0
