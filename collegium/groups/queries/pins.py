"""What stays where it is when groups are formed anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import GroupState, Member, Programme


@dataclass(frozen=True, slots=True)
class Pins:
    """Pinned people, one set for each group of theirs in the order of the groups' numbers.

    `fixed` and `finished` are as `Problem` wants them: a group all of whose members are
    pinned is finished. `groups` are the groups' identities, in the same order; the answer
    of a run begins with these groups.
    """

    fixed: tuple[frozenset[str], ...]
    finished: frozenset[int]
    groups: tuple[UUID, ...]


def pins(programme: Programme) -> Pins:
    """The pinned people of draft groups, those who take part no more left out (one query)."""
    present = programme.participants.filter(person__is_active=True).values("person")
    places = Member.objects.filter(
        group__programme=programme,
        group__state=GroupState.DRAFT,
        left_at=None,
        person__in=present,
    ).order_by("group__number")
    groups: dict[UUID, list[tuple[str, bool]]] = {}
    for group, person, pinned in places.values_list("group_id", "person_id", "pinned"):
        groups.setdefault(group, []).append((str(person), pinned))
    held = {group: people for group, people in groups.items() if any(p for _, p in people)}
    return Pins(
        fixed=tuple(frozenset(p for p, pinned in people if pinned) for people in held.values()),
        finished=_whole(list(held.values())),
        groups=tuple(held),
    )


def _whole(groups: Sequence[Sequence[tuple[str, bool]]]) -> frozenset[int]:
    return frozenset(at for at, people in enumerate(groups) if all(pinned for _, pinned in people))
