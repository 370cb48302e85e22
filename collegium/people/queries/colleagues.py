"""Finding a colleague by part of a name."""

from django.db.models import Q

from collegium.people.models import Person

FOUND = 8
SHORTEST = 2


def colleagues_found(person: Person, words: str) -> tuple[Person, ...]:
    """A few active colleagues whose name or address holds all these words (one query)."""
    if len(words.strip()) < SHORTEST:
        return ()
    wanted = Q()
    for word in words.split():
        wanted &= Q(name__icontains=word) | Q(email__icontains=word)
    colleagues = Person.objects.filter(
        wanted, organisation=person.organisation_id, is_active=True
    ).exclude(pk=person.pk)
    return tuple(colleagues.order_by("name", "id")[:FOUND])
