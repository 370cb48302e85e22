"""Finding a colleague by part of a name."""

from django.db.models import Q

from collegium.people.access import COLLEAGUES
from collegium.people.models import Person

FOUND = 8
SHORTEST = 2
LONGEST = 100
MOST_WORDS = 6  # each is a condition on every row


def colleagues_found(person: Person, words: str) -> tuple[Person, ...]:
    """A few active colleagues whose name or address holds all these words (one query).

    What goes beyond six words or a hundred characters is not looked at. Nothing else of the roster
    is read than what colleagues are shown of each other.
    """
    if len(words.strip()) < SHORTEST:
        return ()
    wanted = Q()
    for word in words[:LONGEST].split()[:MOST_WORDS]:
        wanted &= Q(name__icontains=word) | Q(email__icontains=word)
    colleagues = Person.objects.filter(
        wanted, organisation=person.organisation_id, is_active=True
    ).exclude(pk=person.pk)
    return tuple(colleagues.only("pk", *COLLEAGUES).order_by("name", "id")[:FOUND])
