"""What was erased, withdrawn or taken back, remembered beside the keys and apart from the data.

A restore of an older backup asks here what must go again before anybody is served. Ids only.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.vault.models import Buried, Tombstone
from collegium.vault.router import VAULT


def bury(kind: Buried, subject: UUID, *, what: str = "", member: UUID | None = None) -> None:
    """Remember that something is gone; said again, the later time stands.

    Call it as the last step of what makes it go: the other database knows no rolling back.
    """
    row = Tombstone(kind=kind, subject=subject, what=what, member=member)
    values = {"what": what, "member": member, "at": row.at}
    Tombstone.objects.update_or_create(kind=kind, subject=subject, defaults=values)


def unbury(kind: Buried, subject: UUID) -> None:
    """Forget that something was gone: its author has let it out anew."""
    Tombstone.objects.filter(kind=kind, subject=subject).delete()


def standing() -> Iterator[Tombstone]:
    """All of them, groups and persons first: with them goes most of the rest."""
    order = [Buried.GROUP, Buried.PERSON, Buried.PLACE, Buried.STORY, Buried.WORDS]
    for kind in order:
        yield from Tombstone.objects.filter(kind=kind).order_by("at", "pk").iterator()


def as_data() -> list[list[str]]:
    """All of them as plain values, for a file."""
    return [
        [one.kind, str(one.subject), one.what, str(one.member or ""), one.at.isoformat()]
        for one in standing()
    ]


def put_back(data: Iterable[list[str]]) -> None:
    """Remember them again beside those that are known."""
    with transaction.atomic(using=VAULT):
        for kind, subject, what, member, at in data:
            values = {
                "what": what,
                "member": UUID(member) if member else None,
                "at": datetime.fromisoformat(at),
            }
            Tombstone.objects.update_or_create(kind=kind, subject=UUID(subject), defaults=values)
