"""Everything on which the forming of a programme's groups depends, as bare rows.

They are only compared: what was worked out from equal rows need not be worked out again. They
are read past Django's converters, which cost ten times as much as the rows themselves.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from collegium.groups.models import PUBLISHED, Member, Programme
from collegium.people.models import Person

type Facts = Sequence[list[Any]]

PEOPLE = 1  # where they stand among the facts, their identity first
ROSTER = (
    "department function level site country time_zone languages started_on gender strengths "
    "wants promotion_pool"
)
RULES = "starts_on smallest largest levels_apart common_hours shared_language never_alone hosts mix"


def facts_of(programme: Programme) -> Facts:
    """The rows that decide about groups, but what people asked for in private (five queries)."""
    people = programme.participants.filter(person__is_active=True).order_by("person_id")
    lines = Person.objects.filter(organisation=programme.organisation_id, manager__isnull=False)
    met = Member.objects.filter(
        group__organisation=programme.organisation_id,
        group__state__in=PUBLISHED,
    ).exclude(group__programme=programme)
    supports = programme.supports.order_by("person_id")
    return (
        [getattr(programme, name) for name in RULES.split()],
        bare(people, "person_id", "can_host", *(f"person__{name}" for name in ROSTER.split())),
        bare(lines.order_by("pk"), "pk", "manager_id"),
        bare(met.order_by("pk"), "group_id", "person_id", "group__programme__starts_on"),
        bare(programme.pair_rules.order_by("pk"), "kind", "first_id", "second_id"),
        bare(
            supports,
            "person_id",
            "groups",
            "person__languages",
            "person__time_zone",
            "person__is_active",
        ),
    )


def bare(rows: "QuerySet[Any]", *columns: str) -> list[tuple[Any, ...]]:
    """These columns as the database gives them (one query)."""
    query = rows.values_list(*columns).query
    sql, params = query.get_compiler(using=rows.db).as_sql()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
