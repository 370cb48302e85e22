"""Being shut out of the organisation: the one place where it happens, whoever wants it.

An administrator, a roster that leaves somebody out and whatever else may say so ends here. Places
in groups and words stay, and whoever is let in again finds them; until then the person sits
nowhere, since everything that opens to a member asks for an active person each time.
"""

from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from django.db import transaction

from collegium.people.actions.sign_ins import end_sign_ins
from collegium.people.models import Person

BATCH = 200


@transaction.atomic
def shut_out(persons: Iterable[UUID]) -> int:
    """Let people in no more, and end their sign-ins for good; how many were in."""
    number = 0
    for some in batched(persons, BATCH):
        number += Person.objects.filter(pk__in=some, is_active=True).update(is_active=False)
        end_sign_ins(some)
    return number
