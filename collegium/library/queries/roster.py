"""What the roster knows that would give somebody away in a story."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from collegium.domain.disclosure import Kind, Suspicion, holds_full, suspects
from collegium.domain.disclosure.nicknames import out_of_address
from collegium.groups.models import Group
from collegium.library.models import GuardedWords
from collegium.people.models import Person
from collegium.people.nobody import nobody_id

NAMING = (Kind.NAME, Kind.ROLE)


@dataclass(frozen=True, slots=True)
class Known:
    """A person as far as a story may name them."""

    id: UUID
    names: tuple[str, str]  # as on the roster, and by their address
    role: str  # where nobody else holds it

    @property
    def full(self) -> tuple[str, ...]:
        """What names them wholly: one word of an address does not."""
        name, handle = self.names
        return (name, handle) if " " in handle else (name,)


@dataclass(frozen=True, slots=True)
class Roster:
    """Whom and what the guard looks for."""

    people: tuple[Known, ...]
    places: tuple[str, ...]
    countries: tuple[str, ...]
    departments: tuple[str, ...]
    own: tuple[str, ...]
    speakers: Counter[str]  # people by language

    @classmethod
    def of(cls, group: Group) -> "Roster":
        """That of a group's organisation (two queries)."""
        everybody = Person.objects.filter(organisation_id=group.organisation_id)
        rows = list(everybody.exclude(pk=nobody_id(group.organisation_id)).order_by("pk"))
        active = [one for one in rows if one.is_active]
        holders = Counter(one.function for one in active)
        words = guarded_words(group.organisation_id)
        return cls(
            people=tuple(_known(one, holders) for one in rows),
            places=(group.name, *_telling(one.site for one in active), *_cities(active)),
            countries=_telling(one.country for one in active),
            departments=tuple({one.department for one in rows}),
            own=tuple(line.strip() for line in words.splitlines() if line.strip()),
            speakers=Counter(code for one in active for code in {*one.languages, one.language}),
        )

    def suspects(self, text: str, *, without: UUID | None) -> tuple[Suspicion, ...]:
        """What the guard points at; `without` who may be named in it."""
        named = [one for one in self.people if one.id != without]
        return suspects(
            text,
            names=[name for one in named for name in one.names],
            places=self.places,
            roles=[*self.departments, *(one.role for one in named if one.role)],
            countries=self.countries,
            own=self.own,
        )

    def roles_outside(self, text: str, group: Collection[UUID]) -> tuple[Suspicion, ...]:
        """Where a text names a role that one person alone holds who is not of the group."""
        roles = [one.role for one in self.people if one.role and one.id not in group]
        found = suspects(text, names=(), roles=roles)
        return tuple(one for one in found if one.kind is Kind.ROLE)

    def names_in_full(self, passage: str) -> bool:
        """Whether a passage holds a whole name; a part of one may be something else."""
        return holds_full(passage, (name for one in self.people for name in one.full))

    def means(self, person: UUID, spans: Iterable[Suspicion]) -> bool:
        """Whether passages mean this person: by their whole name, or what they alone are."""
        full = next(one.full for one in self.people if one.id == person)
        return any(one.kind is Kind.ROLE or holds_full(one.text, full) for one in spans)

    def naming(self, text: str, persons: Collection[UUID]) -> dict[UUID, tuple[Suspicion, ...]]:
        """Where a text names these people or a role that only one of them holds."""
        people = [one for one in self.people if one.id in persons]
        found = {
            one.id: suspects(text, names=one.names, roles=[one.role] if one.role else ())
            for one in people
        }
        return {
            person: named
            for person, seen in found.items()
            if (named := tuple(one for one in seen if one.kind in NAMING))
        }


def guarded_words(organisation_id: UUID) -> str:
    """The organisation's own list, one word or phrase a line (one query)."""
    listed = GuardedWords.objects.filter(organisation_id=organisation_id)
    return "\n".join(listed.values_list("words", flat=True))


def _known(person: Person, holders: Counter[str]) -> Known:
    alone = person.is_active and bool(person.function) and holders[person.function] == 1
    handle = " ".join(out_of_address(person.email))
    return Known(person.pk, (person.name, handle), person.function if alone else "")


def _telling(values: Iterable[str]) -> tuple[str, ...]:
    """What not everybody shares: it tells people apart."""
    found = Counter(values)
    return tuple(one for one in found if one and len(found) > 1)


def _cities(people: Iterable[Person]) -> tuple[str, ...]:
    zones = _telling(one.time_zone for one in people)
    return tuple(zone.rpartition("/")[2].replace("_", " ") for zone in zones if "/" in zone)
