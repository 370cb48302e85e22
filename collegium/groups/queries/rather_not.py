"""The private page: its owner reads the names on it, composing learns the pairs, nobody else.

Nothing but `queries.problem` and the owner's own page may import this; a test holds it.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from collegium.domain.composition import Pair
from collegium.groups.models import RatherNot
from collegium.people.access import COLLEAGUES
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import Key, VaultError

HANDFUL = 5


def impossible_pairs(organisation_id: UUID, present: Collection[str]) -> frozenset[Pair]:
    """The pairs among these people of whom one has named the other, for the engine alone.

    Which of the two it was is lost here. Two queries.
    """
    rows = RatherNot.objects.filter(person__organisation=organisation_id, person__is_active=True)
    wanted = [row for row in rows if str(row.person_id) in present]
    keys = keyring.keys_of([row.vault_scope for row in wanted])
    pairs = (
        (str(row.person_id), name)
        for row in wanted
        if row.vault_scope in keys
        for name in _opened(row, keys[row.vault_scope])
        if name in present and name != str(row.person_id)
    )
    return frozenset((min(pair), max(pair)) for pair in pairs)


def named_by(person: Person) -> tuple[Person, ...]:
    """Those whom a person has named, by name; people who left are dropped."""
    row = RatherNot.objects.filter(person=person).first()
    if row is None:
        return ()
    try:
        names = [UUID(name) for name in _opened(row, keyring.key_of(row.vault_scope))]
    except VaultError:  # its key was destroyed: what stood there is erased
        return ()
    people = Person.objects.filter(
        pk__in=names, organisation=person.organisation_id, is_active=True
    )
    people = people.only("pk", *COLLEAGUES).exclude(pk=person.pk)
    return tuple(people.order_by("name", "id"))


def padded(names: Iterable[UUID]) -> list[str]:
    """As many lines as a page may hold, so that every page is equally long when sealed."""
    texts = sorted(str(name) for name in names)
    return texts + ["-" * 36] * (HANDFUL - len(texts))


def _opened(row: RatherNot, key: Key) -> Iterator[str]:
    held = read(row, "names", key=key)
    return (text for text in held if _is_identity(text))


def _is_identity(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
