"""Asking for more people and groups before figures are published."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.models import Organisation, Person, ThresholdRise
from collegium.people.queries.thresholds import threshold_of
from collegium.vault.rows import own_identity


class WouldFall(ValueError):  # noqa: N818 - it says what is the case
    """The threshold may rise, never fall."""


@transaction.atomic
def raise_threshold(
    organisation: Organisation, *, people: int, groups: int, by: Person, once: UUID, now: datetime
) -> None:
    """Ask for at least so many people and groups from the next edition on, for good.

    The same `once`, or what holds already, changes nothing. Raises WouldFall.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    identity = own_identity(ThresholdRise, once, organisation=organisation)
    if ThresholdRise.objects.filter(pk=identity).exists():
        return
    present = threshold_of(organisation.pk)
    if people < present.people or groups < present.groups:
        raise WouldFall
    if (people, groups) != (present.people, present.groups):
        ThresholdRise.objects.create(
            pk=identity,
            organisation=organisation,
            people=people,
            groups=groups,
            set_by=by,
            set_at=now,
        )
        note(Verb.THRESHOLD_RAISED, organisation.pk, by=by.pk, amount=people, now=now)
