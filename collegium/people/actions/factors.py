"""Taking factors away from somebody who cannot do it themselves."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.models import Person
from collegium.people.signing.models import Identity


@transaction.atomic
def forget_factors(person: Person, *, by: Person | None = None) -> int:
    """Forget a person's app, passkeys and recovery codes; how much that was.

    Their mailbox alone signs them in afterwards, until they add another. So that their
    organisation's provider can mean them anew, the link to it goes as well.
    """
    gone = Authenticator.objects.filter(user=person).delete()[0]
    links = Identity.objects.filter(person=person).delete()[0]
    if gone or links:
        actor = by.pk if by else None
        note(Verb.FACTORS_FORGOTTEN, person.organisation_id, by=actor, subject=person.pk)
    return int(gone + links)
