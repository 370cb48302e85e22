"""Taking factors away from somebody who cannot do it themselves."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from collegium.people.models import Person


@transaction.atomic
def forget_factors(person: Person) -> int:
    """Forget a person's app, passkeys and recovery codes; how many factors that were.

    Their mailbox alone signs them in afterwards, until they add another.
    """
    return int(Authenticator.objects.filter(user=person).delete()[0])
