"""The person who stands in the place of those who were forgotten."""

from django.utils.translation import gettext as _

from collegium.people.models import Organisation, Person
from collegium.people.nobody import DOMAIN, nobody_id


def nobody_in(organisation: Organisation) -> Person:
    """Return them, made at the first time; asking again gives the same one."""
    identity = nobody_id(organisation.pk)
    stand_in, _made = Person.objects.get_or_create(
        pk=identity,
        defaults={
            "organisation": organisation,
            "email": f"{identity.hex}@{DOMAIN}",
            "name": _("A former member"),
            "is_active": False,
            "password": "!",
        },
    )
    return stand_in
