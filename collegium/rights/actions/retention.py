"""Carrying out how long things are kept, a batch at a time."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.domain.retention import DEFAULTS, Kind, Policy, last_since
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.people.models import Organisation, Person
from collegium.rights.actions.asking import GRACE
from collegium.rights.actions.burying import tend_stones
from collegium.rights.actions.erasing import IsActiveError, erase_absent
from collegium.rights.models import Absent, Keeping
from collegium.rights.queries.old import due_rows, goers, newly_absent, policies
from collegium.rights.ties import Model
from collegium.vault.keeping import Goes

ROWS = 1_000  # in a pass
PERSONS = 5


def keep_rows(now: datetime) -> int:
    """Delete rows that are kept long enough; how many (a query for each model, one besides)."""
    chosen = policies()
    return sum(_delete_old(model, goes, chosen, now) for model, goes in goers())


def keep_persons(now: datetime) -> int:
    """Note who is off the roster, and erase who has been for long enough, or is to be; how many.

    Four queries where there is nothing to do, and two of the vault.
    """
    today, chosen = now.date(), policies()
    Absent.objects.filter(person__is_active=True).delete()
    noted = [Absent(person=one, since=today) for one in newly_absent()[:ROWS]]
    if noted:
        Absent.objects.bulk_create(noted, ignore_conflicts=True)
    gone = 0
    months = [policy[Kind.PERSONS] for policy in chosen.values()]
    first = last_since(min([DEFAULTS[Kind.PERSONS], *months]), today=today)
    long = Absent.objects.filter(Q(since__lte=first) | Q(goes_on__lte=today)).order_by(
        "since", "pk"
    )
    for one in long.select_related("person__organisation"):
        own = chosen.get(one.person.organisation_id, DEFAULTS)[Kind.PERSONS]
        asked = one.goes_on is not None and one.goes_on <= today
        if gone < PERSONS and (asked or one.since <= last_since(own, today=today)):
            gone += _erase(one, now)
    tend_stones(now)
    return gone


@transaction.atomic
def set_policy(organisation: Organisation, policy: Policy, *, by: Person) -> None:
    """Decide how long what is kept; the same again changes nothing."""
    before = dict(organisation.keepings.values_list("kind", "months"))
    for kind, months in policy.items():
        Keeping.objects.update_or_create(
            organisation=organisation, kind=kind, defaults={"months": months}
        )
    if before != {str(kind): months for kind, months in policy.items()}:
        note(Verb.RETENTION_SET, organisation.pk, by=by.pk)


def _delete_old(model: Model, goes: Goes, chosen: Mapping[UUID, Policy], now: datetime) -> int:
    due = due_rows(model, goes, chosen, today=now.date()).order_by()
    found = list(due.values_list("pk", goes.organisation)[:ROWS])
    return _delete(model, dict(found), now) if found else 0


@transaction.atomic
def _delete(model: Model, found: Mapping[object, UUID | None], now: datetime) -> int:
    """Delete rows, those alone that no other worker deleted meanwhile."""
    held = model._default_manager.select_for_update(of=("self",)).filter(pk__in=list(found))
    here = list(held.order_by("pk").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=here).delete()
    counted = Counter(organisation for key in here if (organisation := found[key]))
    for organisation, amount in sorted(counted.items()):
        note(Verb.RETENTION_APPLIED, organisation, amount=amount, now=now)
    return len(here)


def _erase(one: Absent, now: datetime) -> int:
    if _was_here_since(one):  # and is gone again, both between two looks
        Absent.objects.filter(pk=one.pk).update(since=now.date(), goes_on=None)
        return 0
    try:
        erase_absent(one.person, by=None, now=now)
    except (SessionRunsError, IsActiveError):
        return 0
    return 1


def _was_here_since(one: Absent) -> bool:
    """Whether the record knows that they were let in again, or did something themselves."""
    let_in = Q(verb=Verb.PERSON_REACTIVATED, subject=one.person_id)
    day = one.since if one.goes_on is None else one.goes_on - GRACE
    later = Entry.objects.filter(organisation=one.person.organisation_id, at__date__gt=day)
    return later.filter(let_in | Q(actor=one.person_id)).exists()
