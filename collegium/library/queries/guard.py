"""The guard, asked about a draft: what may give somebody away, and who of the group is named."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from collegium.domain.disclosure import Kind, Suspicion
from collegium.groups.models import PUBLISHED, Cycle, Member
from collegium.groups.rooms import Room
from collegium.library.queries.roster import Roster
from collegium.library.stories import StoryText, Written
from collegium.library.wording import PARTS, SUSPICIONS

# The parts are searched as one text; a letter that stands in no name keeps them apart.
PARTED = "\nꙮ\n"
ENOUGH_GROUPS = 3  # with fewer, a topic points at one of them
ENOUGH_SPEAKERS = 10  # with fewer, a language points at them


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A piece of a text, with what the guard takes it for, if anything."""

    text: str
    suspicion: str | Promise = ""


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    """One part of a story, cut into passages; the title has no label."""

    label: str | Promise
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A story as a page shows it."""

    title: tuple[Passage, ...]
    sections: tuple[Section, ...]

    @property
    def suspicions(self) -> tuple[Passage, ...]:
        """What the guard points at, each wording once."""
        everything = [*self.title, *(one for part in self.sections for one in part.passages)]
        pointed = {one.text.casefold(): one for one in everything if one.suspicion}
        return tuple(pointed.values())


@dataclass(frozen=True, slots=True, repr=False)
class Examined:
    """What the guard says of a draft before it may leave."""

    shown: Shown
    concerned: frozenset[UUID]  # members who are named, or hold a role that is
    perhaps: frozenset[UUID]  # have left the group, and share a part of their name with the text
    must_go: tuple[str, ...]  # who cannot be asked: named in full, or by an address
    unclear: tuple[str, ...]  # perhaps a name or the role of somebody who cannot be asked
    few_groups: bool  # on its topic
    few_speakers: bool  # of its language


def examined(room: Room, story: Written, others: Sequence[Member]) -> Examined:
    """Look a draft over (three queries). Who signs a story may be named in it."""
    roster, text = Roster.of(room.group), PARTED.join(story.text.parts().values())
    found = roster.suspects(text, without=room.person.pk if story.signed else None)
    group = {room.person.pk, *(one.person_id for one in others)}
    members = roster.naming(text, group)
    theirs = [span for spans in members.values() for span in spans]
    outside = (*(one for one in found if one.kind is Kind.NAME), *roster.roles_outside(text, group))
    strangers = [one for one in outside if not any(_holds(it, one) for it in theirs)]
    full = [one.text for one in strangers if roster.names_in_full(one.text)]
    addresses = [one.text for one in found if one.kind is Kind.ADDRESS]
    speakers, named = roster.speakers, [one for one in others if one.person_id in members]
    perhaps = frozenset(
        one.pk
        for one in named
        if one.left_at and not roster.means(one.person_id, members[one.person_id])
    )
    return Examined(
        shown=_shown(story.text, lambda words, start: _cut(words, start, found)),
        concerned=frozenset(one.pk for one in named) - perhaps,
        perhaps=perhaps,
        must_go=_each((*full, *addresses)),
        unclear=_each(one.text for one in strangers if one.text not in full),
        few_groups=_groups_on(room, story.topic) < ENOUGH_GROUPS,
        few_speakers=speakers[story.language] < ENOUGH_SPEAKERS <= len(roster.people),
    )


def _groups_on(room: Room, topic: str) -> int:
    cycles = Cycle.objects.filter(
        group__organisation=room.group.organisation_id,
        group__state__in=PUBLISHED,
        challenge__topic=topic,
    )
    return cycles.values("group").distinct().count()


def _holds(one: Suspicion, other: Suspicion) -> bool:
    return one.start <= other.start and other.end <= one.end


def _each(passages: Iterable[str]) -> tuple[str, ...]:
    return tuple({one.casefold(): one for one in passages}.values())


def plain(text: StoryText) -> Shown:
    """A story as readers see it."""
    return _shown(text, lambda words, _: (Passage(words),))


def _shown(text: StoryText, cut: Callable[[str, int], tuple[Passage, ...]]) -> Shown:
    start, pieces = 0, {}
    for part, words in text.parts().items():
        pieces[part] = cut(words, start)
        start += len(words) + len(PARTED)
    sections = tuple(Section(label, pieces[part]) for part, label in PARTS.items())
    return Shown(pieces["title"], sections)


def _cut(text: str, start: int, found: tuple[Suspicion, ...]) -> tuple[Passage, ...]:
    pieces: list[Passage] = []
    done = 0
    for suspicion in found:
        if start <= suspicion.start < start + len(text):
            pieces.append(Passage(text[done : suspicion.start - start]))
            pieces.append(Passage(suspicion.text, SUSPICIONS[suspicion.kind]))
            done = suspicion.end - start
    pieces.append(Passage(text[done:]))
    return tuple(piece for piece in pieces if piece.text)
