"""Keeping two participants apart or together."""

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
def remove_pair_rule(programme: Programme, rule_id: UUID) -> None:
    """Forget a pair; nothing happens where it is gone already."""
    in_preparation(programme)
    programme.pair_rules.filter(pk=rule_id).delete()
