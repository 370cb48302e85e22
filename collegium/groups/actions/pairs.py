"""Keeping two people apart or together, whether they take part yet or not."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import PairKind, PairRule, Programme
from collegium.people.models import Person


@transaction.atomic
def add_pair_rule(programme: Programme, kind: PairKind, one: Person, other: Person) -> PairRule:
    """Ask for a pair; a second wish about the same pair replaces the first."""
    in_preparation(programme)
    first, second = sorted((one, other), key=lambda person: person.pk)
    rule, _ = PairRule.objects.update_or_create(
        programme=programme, first=first, second=second, defaults={"kind": kind}
    )
    return rule


@transaction.atomic
def add_pair_rules(programme: Programme, kind: PairKind, pairs: Iterable[tuple[UUID, UUID]]) -> int:
    """Ask for many pairs; how many. A pair that was asked for already gets this kind."""
    in_preparation(programme)
    wanted = {(min(pair), max(pair)) for pair in pairs}
    rules = [
        PairRule(programme=programme, kind=kind, first_id=first, second_id=second)
        for first, second in sorted(wanted)
    ]
    PairRule.objects.bulk_create(
        rules,
        update_conflicts=True,
        unique_fields=["programme", "first", "second"],
        update_fields=["kind"],
        batch_size=500,
    )
    return len(rules)


@transaction.atomic
def remove_pair_rule(programme: Programme, rule_id: UUID) -> None:
    """Forget a pair; nothing happens where it is gone already."""
    in_preparation(programme)
    programme.pair_rules.filter(pk=rule_id).delete()
