"""The guard, asked about a draft: what may give somebody away, and who of the group is named."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from collegium.domain.disclosure import Kind, Suspicion, suspects
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.library.stories import StoryText
from collegium.library.wording import PARTS, SUSPICIONS
from collegium.people.models import Person

# The parts are searched as one text; a letter that stands in no name keeps them apart.
PARTED = "\nꙮ\n"


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


def marked(room: Room, text: StoryText, *, signed: bool) -> Shown:
    """A draft, cut where the guard points at something (one query).

    Who signs a story may be named in it.
    """
    roster = _Roster.of(room, without=room.person if signed else None)
    found = roster.suspects(PARTED.join(text.parts().values()))
    return _shown(text, lambda words, start: _cut(words, start, found))


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


def named_members(text: StoryText, colleagues: tuple[Member, ...]) -> frozenset[UUID]:
    """The members whom a draft names, by any part of their name."""
    whole = "\n".join(text.parts().values())
    return frozenset(member.pk for member in colleagues if _names(whole, member.person.name))


def _names(text: str, name: str) -> bool:
    found = suspects(text, names=[name], places=(), roles=())
    return any(suspicion.kind is Kind.NAME for suspicion in found)


@dataclass(frozen=True, slots=True)
class _Roster:
    names: tuple[str, ...]
    places: tuple[str, ...]
    roles: tuple[str, ...]

    @classmethod
    def of(cls, room: Room, *, without: Person | None) -> "_Roster":
        people = Person.objects.filter(organisation_id=room.group.organisation_id)
        rows = people.values_list("pk", "name", "site", "department", "function", "is_active")
        holders = Counter(function for *_, function, active in rows if active)
        return cls(
            names=tuple(name for pk, name, *_ in rows if without is None or pk != without.pk),
            places=tuple({room.group.name, *(site for _, _, site, *_ in rows)}),
            roles=tuple(
                {department for _, _, _, department, *_ in rows}
                | {function for function, count in holders.items() if count == 1}
            ),
        )

    def suspects(self, text: str) -> tuple[Suspicion, ...]:
        return suspects(text, names=self.names, places=self.places, roles=self.roles)


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
