"""New ways of signing in that others made: asked about, confirmed, denied, taken back.

Whoever may change a roster or a provider could write an address of their own beside a member's
name. So the member is asked where they were reached before, and until they have answered, what
was theirs stays closed to the new way.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import batched
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import OuterRef, Subquery

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.actions.sign_ins import end_sign_ins
from collegium.people.adapter import ask_whose
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled
from collegium.people.signing.models import Identity, NewWay, SignOn

BATCH = 200


class ShownOther(ValueError):  # noqa: N818 - it says what is the case
    """The address is another one than the page showed."""


def ask_about_addresses(before: Mapping[UUID, str], *, now: datetime) -> None:
    """Ask at the addresses that people had until now. An address that came back needs no asking.

    To be called in the transaction that moves them, after their sign-ins were ended.
    """
    made: list[NewWay] = []
    for keys in batched(before, BATCH):
        people = Person.objects.in_bulk(keys)
        known = _taken_back(people)
        made += NewWay.objects.bulk_create(
            NewWay(
                person=person,
                asked=before[key],
                since=now,
                had_come=person.last_login is not None,
            )
            for key, person in people.items()
            if key not in known
        )
        _keep_since(people)
    ask_whose([way.pk for way in made])


def ask_about_provider(person: Person, row: SignOn, *, now: datetime) -> None:
    """Ask about a provider that means somebody by their address, and again once it was off.

    It is a new way from its first use on. For whoever had never come it is as old as it lets
    people in: what began since then has known no other way. To be called where nobody else
    changes the person.
    """
    had_come = person.last_login is not None
    first = unsettled().filter(person=person, provider="").order_by("since", "pk").first()
    asked = first.asked if first else person.email  # never at an address that waits for a word
    since = now if had_come else row.since
    told = {"asked": asked, "since": since, "had_come": had_come}
    way, is_new = NewWay.objects.get_or_create(person=person, provider=row.mark, defaults=told)
    if not is_new:
        if row.since <= (way.settled_at or way.since):
            return
        NewWay.objects.filter(pk=way.pk).update(asked=asked, since=now, settled_at=None)
    _keep_since([person.pk])
    ask_whose([way.pk])


def forget_provider(organisation_id: UUID) -> None:
    """Whom a provider meant is asked anew by the next one, or by this one once it is back.

    Nobody stays signed in by what nobody has confirmed; so nothing needs to stay closed to it.
    """
    Identity.objects.filter(person__organisation=organisation_id).delete()
    waiting = unsettled().filter(person__organisation=organisation_id).exclude(provider="")
    persons = list(waiting.values_list("person", flat=True))
    waiting.delete()
    end_sign_ins(persons)
    _keep_since(persons)


@transaction.atomic
def say_mine(way: NewWay, *, shown: str, now: datetime) -> None:
    """Let a new way open what it closed: this provider, or the address that was `shown`.

    Whoever is asked about an address was reached before all that came after it. A way that was
    denied waits for an answer to its own question. Raises `ShownOther`.
    """
    _lock(way.person_id)
    ways = [way.pk]
    if not way.provider:
        if Person.objects.values_list("email", flat=True).get(pk=way.person_id) != shown:
            raise ShownOther
        later = unsettled().filter(person=way.person_id, provider="", since__gte=way.since)
        ways += [one.pk for one in later.filter(denied_at=None)]
    _settle(way.person_id, ways, now)


@transaction.atomic
def say_not_mine(way: NewWay, *, now: datetime) -> None:
    """Close everything to a new way, and end and undo what somebody did by it."""
    _lock(way.person_id)
    if unsettled().filter(pk=way.pk, denied_at=None).update(denied_at=now):
        _undo(way.person_id, way.since)
        person = way.person
        note(Verb.NEW_WAY_DENIED, person.organisation_id, by=person.pk, subject=person.pk)


@transaction.atomic
def settle_all(person: Person, *, now: datetime) -> int:
    """Settle everything, on the word of whoever runs the server; how many ways."""
    _lock(person.pk)
    return _settle(person.pk, [one.pk for one in unsettled().filter(person=person)], now)


def _settle(person_id: UUID, ways: Iterable[UUID], now: datetime) -> int:
    """A provider is not asked about again; of an address nothing stays."""
    waiting = unsettled().filter(pk__in=tuple(ways))
    found = waiting.count()
    if not found:
        return 0
    waiting.filter(provider="").delete()
    waiting.update(settled_at=now, denied_at=None, asked="")
    _keep_since([person_id])
    organisation = Person.objects.only("organisation").get(pk=person_id).organisation_id
    note(Verb.NEW_WAY_CONFIRMED, organisation, subject=person_id)
    return found


def _taken_back(people: Mapping[UUID, Person]) -> frozenset[UUID]:
    """Those whose address is again the one at which was asked: that asking is over."""
    waiting = unsettled().filter(person__in=people, provider="").order_by("since", "pk")
    back: dict[UUID, datetime] = {}
    for way in waiting:
        if way.asked == people[way.person_id].email:
            back.setdefault(way.person_id, way.since)
    for person_id, since in back.items():
        unsettled().filter(person=person_id, provider="", since__gte=since).delete()
        _undo(person_id, since)
    return frozenset(back)


def _keep_since(persons: Iterable[UUID]) -> None:
    """Have persons say themselves whether there is anything to ask, so that nobody looks."""
    latest = unsettled().filter(person=OuterRef("pk")).order_by("-since").values("since")[:1]
    for some in batched(persons, BATCH):
        Person.objects.filter(pk__in=some).update(uncertain_since=Subquery(latest))


def _undo(person_id: UUID, since: datetime) -> None:
    end_sign_ins([person_id])
    Authenticator.objects.filter(user=person_id, created_at__gte=since).delete()
    Identity.objects.filter(person=person_id, since__gte=since).delete()


def _lock(person_id: UUID) -> None:
    Person.objects.select_for_update().get(pk=person_id)
