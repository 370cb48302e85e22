"""The last step of every change of the roster, by which others see that there was one."""

from uuid import UUID

from django.db.models import F

from collegium.people.models import Organisation


def roster_changed(organisation_id: UUID) -> None:
    """Count one more version of the roster. Whoever depends on it compares and looks again."""
    Organisation.objects.filter(pk=organisation_id).update(roster_version=F("roster_version") + 1)
