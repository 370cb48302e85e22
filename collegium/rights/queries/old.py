"""What is old: how much of it there is on which day, and what is due now."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from collegium.domain.retention import (
    DEFAULTS,
    Going,
    Kind,
    Pile,
    Policy,
    last_since,
    outlook,
    policy_of,
)
from collegium.groups.models import Group, GroupState
from collegium.people.models import Person
from collegium.people.nobody import DOMAIN
from collegium.rights.models import Absent, Keeping
from collegium.rights.queries.policy import policy_in
from collegium.rights.ties import Model
from collegium.vault.keeping import Goes

AHEAD = timedelta(days=366)
UTC = ZoneInfo("UTC")


def goers() -> Iterator[tuple[Model, Goes]]:
    """Every model whose rows go by themselves, with what it says of that."""
    for model in apps.get_models():
        goes = getattr(model, "goes", None)
        if isinstance(goes, Goes):
            yield model, goes


def policies() -> Mapping[UUID, Policy]:
    """What every organisation decided that decided anything (one query)."""
    chosen: dict[UUID, dict[Kind, int]] = {}
    rows = Keeping.objects.values_list("organisation", "kind", "months")
    for organisation, kind, months in rows:
        chosen.setdefault(organisation, {})[Kind(kind)] = months
    return {organisation: policy_of(own) for organisation, own in chosen.items()}


def due_rows(
    model: Model, goes: Goes, chosen: Mapping[UUID, Policy], *, today: date
) -> QuerySet[Any]:
    """The rows of a model that are due today, whosever they are; not fetched yet."""
    kind = Kind(goes.kind)
    others = ~Q(**{f"{goes.organisation}__in": list(chosen)}) if chosen else Q()
    due = others & _before(goes, last_since(DEFAULTS[kind], today=today))
    for organisation, policy in chosen.items():
        cut = last_since(policy[kind], today=today)
        due |= Q(**{goes.organisation: organisation}) & _before(goes, cut)
    rows = model._default_manager.filter(due)
    return rows.exclude(goes.unless()) if goes.unless else rows


def groups_over(organisation_id: UUID | None = None) -> QuerySet[Group]:
    """Groups that have ended and whose words are still there, each with its last day."""
    groups = Group.objects.filter(state=GroupState.CLOSED, farewell__gone_at=None)
    groups = groups.filter(organisation=organisation_id) if organisation_id else groups
    ended = Coalesce(Max("cycles__ended_at"), F("created_at"))
    return groups.annotate(over_since=ended).select_related("farewell")


def pile_of(group: Group) -> Pile:
    """A group that has ended, as the engine sees it."""
    over: datetime = group.over_since  # type: ignore[attr-defined]  # annotated above
    told = group.farewell.told_on if hasattr(group, "farewell") else None
    return Pile(Kind.GROUPS, over.date(), told_on=told)


def newly_absent() -> QuerySet[Person]:
    """People who are off the roster and of whom that was not noted."""
    off = Person.objects.filter(is_active=False).exclude(email__endswith=f"@{DOMAIN}")
    return off.exclude(pk__in=Absent.objects.values("person"))


def erased_on(person: Person) -> date | None:
    """The day on which an administrator wants somebody erased who has left (one query)."""
    row = Absent.objects.filter(person=person).first()
    return row.goes_on if row else None


def outlook_in(
    organisation_id: UUID, *, today: date, policy: Policy | None = None
) -> tuple[Going, ...]:
    """How much goes on which day within a year: counts, never whose (a few queries)."""
    policy = policy or policy_in(organisation_id)
    piles = _piles(organisation_id, today)
    return outlook(policy, piles, today=today, until=today + AHEAD)


def _piles(organisation_id: UUID, today: date) -> Iterator[Pile]:
    for model, goes in goers():
        rows = model._default_manager.filter(**{goes.organisation: organisation_id})
        rows = rows.filter(**{f"{goes.since}__isnull": False})
        rows = rows.exclude(goes.unless()) if goes.unless else rows
        days = rows.annotate(day=TruncDate(goes.since, tzinfo=UTC)).order_by().values("day")
        for found in days.annotate(number=Count("pk")):
            yield Pile(Kind(goes.kind), found["day"], found["number"])
    yield from (pile_of(group) for group in groups_over(organisation_id))
    absent = Absent.objects.filter(person__organisation=organisation_id, person__is_active=False)
    for since, number in absent.values_list("since").annotate(number=Count("pk")).order_by():
        yield Pile(Kind.PERSONS, since, number)
    if unnoted := newly_absent().filter(organisation=organisation_id).count():
        yield Pile(Kind.PERSONS, today, unnoted)


def _before(goes: Goes, day: date) -> Q:
    return Q(**{f"{goes.since}__lt": datetime.combine(day, time(), UTC)})
