"""An administrator asks to have somebody erased who has left: told at once, done days later.

One person alone must not make everything of somebody vanish before anybody could object.
"""

from datetime import date, datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.models import Person
from collegium.rights.actions.erasing import IsActiveError
from collegium.rights.models import Absent

GRACE = timedelta(days=14)


@transaction.atomic
def ask_to_erase(person: Person, *, by: Person, now: datetime) -> date:
    """Have somebody erased who is off the roster, and tell them; the day on which it happens.

    Asking again changes nothing. Raises `IsActiveError`.
    """
    if Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk).is_active:
        raise IsActiveError
    row, _is_new = Absent.objects.get_or_create(person=person, defaults={"since": now.date()})
    if row.goes_on is None:
        row.goes_on = now.date() + GRACE
        row.save(update_fields=["goes_on"])
        about = {"organisation": person.organisation.name, "day": row.goes_on}
        transaction.on_commit(lambda: _tell(person, about))
        organisation, amount = person.organisation_id, GRACE.days
        note(Verb.ERASURE_ASKED, organisation, by=by.pk, subject=person.pk, amount=amount)
    return row.goes_on


@transaction.atomic
def stop_erasing(person: Person, *, by: Person) -> None:
    """Let it be; nothing happens where nobody asked for it."""
    if Absent.objects.filter(person=person, goes_on__isnull=False).update(goes_on=None):
        note(Verb.ERASURE_STOPPED, person.organisation_id, by=by.pk, subject=person.pk)


def _tell(person: Person, about: dict[str, object]) -> None:
    get_adapter().send_mail("rights/mail/erasure", person.email, about)
