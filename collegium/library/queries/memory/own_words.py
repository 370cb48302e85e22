"""Everything that a member wrote in one group, for themselves alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Cycle
from collegium.groups.own_words import Wrote
from collegium.groups.queries.hands import hand_of
from collegium.groups.queries.own_words import wrote_in_groups
from collegium.groups.rooms import Hand, Room
from collegium.library.models import Review, StoryDraft
from collegium.library.stories import PARTS
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.own_words import left_by, piles_named_by, said_by
from collegium.practice.queries.own_words import wrote_in_practice

REVIEW = ("expected", "happened", "why", "next")


@dataclass(frozen=True, slots=True)
class CycleOfMine:
    """What I wrote in one cycle, the latest first; without a cycle what belongs to none."""

    cycle: Cycle | None
    wrote: tuple[Wrote, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All that I wrote, by cycle, the newest first. `runs` while a session is under way."""

    cycles: tuple[CycleOfMine, ...]
    runs: bool

    @property
    def count(self) -> int:
        """How many things."""
        return sum(len(one.wrote) for one in self.cycles)


def own_words(room: Room) -> OwnWords:
    """What the room's member wrote and can take back (sixteen queries and the key)."""
    hand = hand_of(room)
    wrote = sorted(wrote_by(hand), key=lambda one: (one.at, str(one.id)), reverse=True)
    cycles = {one.pk: one for one in _cycles(hand)}
    ordered = [*sorted(cycles.values(), key=lambda one: -one.number), None]
    found = (CycleOfMine(one, _within(wrote, one)) for one in ordered)
    return OwnWords(tuple(one for one in found if one.wrote), is_in_session(hand))


def one_of(room: Room, kind: str, identity: UUID) -> Wrote | None:
    """One thing that the member wrote, as it stands."""
    return one_by(hand_of(room), kind, identity)


def one_by(hand: Hand, kind: str, identity: UUID) -> Wrote | None:
    """The same for a hand."""
    found = (one for one in wrote_by(hand) if (one.kind, one.id) == (kind, identity))
    return next(found, None)


def wrote_by(hand: Hand) -> tuple[Wrote, ...]:
    """What stands of a member's words in the group, each thing once (fourteen queries)."""
    return (
        *left_by(hand),
        *piles_named_by(hand),
        *wrote_in_practice(hand),
        *wrote_in_groups(hand),
        *_stories(hand),
        *_reviews(hand),
    )


def everything_by(hand: Hand) -> tuple[Wrote, ...]:
    """All that a member ever wrote in the group, each version, oldest first: to take along."""
    found = (
        *said_by(hand),
        *wrote_in_practice(hand),
        *wrote_in_groups(hand),
        *_stories(hand),
        *_reviews(hand),
    )
    return tuple(sorted(found, key=lambda one: (one.at, str(one.id))))


def is_in_session(hand: Hand) -> bool:
    """Whether a session of the group is under way (one query)."""
    return Session.objects.filter(group=hand.group, state=SessionState.LIVE).exists()


def _cycles(hand: Hand) -> tuple[Cycle, ...]:
    return tuple(Cycle.objects.select_related("challenge").filter(group=hand.group))


def _within(wrote: list[Wrote], cycle: Cycle | None) -> tuple[Wrote, ...]:
    return tuple(one for one in wrote if one.cycle_id == (cycle.pk if cycle else None))


def _stories(hand: Hand) -> list[Wrote]:
    rows = StoryDraft.objects.filter(group=hand.group, author=hand.member)
    return [
        Wrote("story", row.pk, row.created_at, {part: hand.read(row, part) for part in PARTS})
        for row in rows
    ]


def _reviews(hand: Hand) -> list[Wrote]:
    found = []
    for row in Review.objects.filter(group=hand.group, member=hand.member):
        words: dict[str, str] = {part: hand.read(row, part) for part in REVIEW}
        said = {part: text for part, text in words.items() if text}
        at: datetime = row.created_at
        found.append(Wrote("review", row.pk, at, said, cycle_id=row.cycle_id))
    return found
