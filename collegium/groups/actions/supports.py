"""How many groups of a programme each facilitator takes on."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import Programme, Support
from collegium.people.models import Person, RoleName


@transaction.atomic
def set_supports(programme: Programme, groups: Mapping[UUID, int]) -> None:
    """Replace what facilitators take on; 0 is nothing. Ids of anybody else have no effect.

    Raises NotInPreparation once the programme runs.
    """
    in_preparation(programme)
    able = Person.objects.filter(
        organisation=programme.organisation_id, roles__name=RoleName.FACILITATOR
    )
    known = set(able.filter(pk__in=list(groups)).values_list("pk", flat=True))
    programme.supports.all().delete()
    Support.objects.bulk_create(
        Support(programme=programme, person_id=person, groups=number)
        for person, number in groups.items()
        if number and person in known
    )
