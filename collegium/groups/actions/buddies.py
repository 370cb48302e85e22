"""Buddies: who checks in with whom in a cycle."""

from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction

from collegium.domain.composition import pair_buddies
from collegium.groups.models import Buddies, Cycle, Member


def pair_members(cycle: Cycle) -> None:
    """Pair the members of the cycle's group, with new buddies as long as there are any."""
    members = {
        member.person.email: member
        for member in Member.objects.filter(group=cycle.group_id, left_at=None).select_related(
            "person"
        )
    }
    if len(members) < 2:
        return
    earlier = _earlier(cycle)
    pairs = pair_buddies(
        list(members),
        strengths={key: frozenset(m.person.strengths) for key, m in members.items()},
        wants={key: frozenset(m.person.wants) for key, m in members.items()},
        earlier_pairs=[pair for buddies in earlier for pair in combinations(buddies, 2)],
        earlier_trios=[buddies for buddies in earlier if len(buddies) == 3],
        seed=cycle.group.number * 100 + cycle.number,
    )
    for pair in pairs:
        Buddies.objects.create(cycle=cycle).members.set(members[key] for key in pair)


@transaction.atomic
def join_third(buddies_id: UUID, member_id: UUID, *, now: datetime) -> bool:
    """Let one more member check in with two, beside any buddies they have.

    Once for the same buddies: False where somebody came already or they are not two any more.
    """
    buddies = Buddies.objects.select_for_update().filter(pk=buddies_id, third_at=None).first()
    if buddies is None or buddies.members.filter(left_at=None).count() > 2:
        return False
    member = Member.objects.filter(
        pk=member_id, group__cycles=buddies.cycle_id, left_at=None
    ).first()
    if member is None:
        return False
    buddies.members.add(member)
    buddies.third_at = now
    buddies.save(update_fields=["third_at"])
    return True


def _earlier(cycle: Cycle) -> list[tuple[str, ...]]:
    """All buddies of the group's cycles so far, the first cycle first."""
    rows = Buddies.objects.filter(cycle__group=cycle.group_id).order_by("cycle__number", "pk")
    return [
        tuple(sorted(member.person.email for member in buddies.members.all()))
        for buddies in rows.prefetch_related("members__person")
    ]
