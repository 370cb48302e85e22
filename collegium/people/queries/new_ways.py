"""New ways of signing in that nobody has said to be theirs yet."""

from uuid import UUID

from django.db.models import QuerySet

from collegium.people.models import Person
from collegium.people.signing.models import NewWay


def unsettled() -> QuerySet[NewWay]:
    """Those that wait for a word, a denied one among them."""
    return NewWay.objects.filter(settled_at=None)


def unsettled_of(person: Person) -> tuple[NewWay, ...]:
    """A person's own, the oldest first (a query only where there is one)."""
    if person.uncertain_since is None:
        return ()
    return tuple(unsettled().filter(person=person).order_by("since", "pk"))


def question_of(way_id: UUID | None) -> NewWay | None:
    """What a question is about, while it waits for an answer (one query)."""
    found = unsettled().filter(person__is_active=True).select_related("person")
    return found.filter(pk=way_id).first() if way_id else None
