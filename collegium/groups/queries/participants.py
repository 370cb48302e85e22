"""The roster as a lead filters it, to choose who takes part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from collegium.groups.models import Participant, Programme, ProgrammeState
from collegium.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Marks(TypedDict):
    """What the query notes down beside each person."""

    leads: bool
    chosen: bool
    elsewhere: bool
    hosting: bool


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a lead filters by; what is empty does not filter."""

    text: str = ""
    department: str = ""
    level: int | None = None
    country: str = ""
    has_reports: bool = False
    free: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the roster, whether they lead, take part here, or elsewhere, and can host."""

    person: Person
    leads: bool
    chosen: bool
    elsewhere: bool
    hosting: bool


@dataclass(frozen=True, slots=True)
class RosterChoices:
    """The values that the roster offers to filter by."""

    departments: tuple[str, ...]
    levels: tuple[int, ...]
    countries: tuple[str, ...]


def candidates(programme: Programme, criteria: Criteria) -> tuple[Candidate, ...]:
    """The active people of the organisation who meet the criteria, by name (one query)."""
    return tuple(
        Candidate(person, person.leads, person.chosen, person.elsewhere, person.hosting)
        for person in matching(programme, criteria).order_by("name", "id")
    )


def matching(
    programme: Programme, criteria: Criteria
) -> "QuerySet[WithAnnotations[Person, Marks]]":
    """The people who meet the criteria, each marked as leading, chosen and busy elsewhere."""
    people = _marked(programme).filter(_text(criteria.text))
    exact = {
        "department": criteria.department,
        "level": criteria.level,
        "country": criteria.country,
        "leads": criteria.has_reports,
        "chosen": criteria.chosen,
    }
    people = people.filter(**{name: value for name, value in exact.items() if value})
    return people.filter(elsewhere=False) if criteria.free else people


def _marked(programme: Programme) -> "QuerySet[WithAnnotations[Person, Marks]]":
    taking_part = Participant.objects.filter(person=OuterRef("pk"))
    running = taking_part.filter(programme__state=ProgrammeState.RUNNING)
    reports = Person.objects.filter(manager=OuterRef("pk"), is_active=True)
    return Person.objects.filter(organisation=programme.organisation_id, is_active=True).annotate(
        leads=Exists(reports),
        chosen=Exists(taking_part.filter(programme=programme)),
        elsewhere=Exists(running.exclude(programme=programme)),
        hosting=Exists(taking_part.filter(programme=programme, can_host=True)),
    )


def _text(text: str) -> Q:
    """Every word must stand in the name, the address, the department, function or site."""
    wanted = Q()
    for word in text.split():
        columns = ("name", "email", "department", "function", "site")
        somewhere = Q()
        for column in columns:
            somewhere |= Q(**{f"{column}__icontains": word})
        wanted &= somewhere
    return wanted


def choices_of(programme: Programme) -> RosterChoices:
    """What stands on the roster in each column that can be filtered (one query)."""
    rows = list(
        Person.objects.filter(organisation=programme.organisation_id, is_active=True)
        .order_by()
        .values_list("department", "level", "country")
        .distinct()
    )
    return RosterChoices(
        departments=_names(department for department, _, _ in rows),
        levels=tuple(sorted({level for _, level, _ in rows if level is not None})),
        countries=_names(country for _, _, country in rows),
    )


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}, key=str.casefold))
