"""What members did in which week, without a word of what they wrote."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from collegium.domain.rhythm import Kind
from collegium.groups.models import Member
from collegium.practice.models import CheckIn, LogEntry, TipAnswer

type Place = tuple[UUID, UUID]  # a cycle and a member


def done_in(cycles: Collection[UUID]) -> Mapping[Place, set[tuple[Kind, int]]]:
    """What each member did in each week of some cycles (3 queries)."""
    done: dict[Place, set[tuple[Kind, int]]] = defaultdict(set)
    logs = LogEntry.objects.filter(cycle__in=cycles)
    for cycle, member, week in logs.values_list("cycle", "member", "week"):
        done[cycle, member].add((Kind.LOG, week))
    talks = CheckIn.objects.filter(buddies__cycle__in=cycles)
    for cycle, member, week in talks.values_list("buddies__cycle", "buddies__members", "week"):
        done[cycle, member].add((Kind.CHECK_IN, week))
    answers = TipAnswer.objects.filter(cycle__in=cycles)
    for cycle, member, week in answers.values_list("cycle", "member", "week"):
        done[cycle, member].add((Kind.TIP, week))
    return done


def with_buddies(cycles: Collection[UUID]) -> frozenset[Place]:
    """Who has somebody to check in with (1 query)."""
    members = Member.objects.filter(buddies__cycle__in=cycles)
    return frozenset(members.values_list("buddies__cycle", "pk"))
