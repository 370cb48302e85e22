"""Keeping an after-action review, and what it says of techniques."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.library.models import Effect, Review, TechniqueResult
from collegium.library.queries.reviews import Answers, identity_of


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a technique, given by its slug, and how often it was tried."""

    technique: str
    effect: Effect
    attempts: int


@transaction.atomic
def keep_review(room: Room, cycle: Cycle, answers: Answers, *, now: datetime) -> UUID:
    """Keep a member's answers, sealed; a later call replaces them."""
    take_turn(room)
    identity = identity_of(room, cycle)
    row = Review.objects.filter(pk=identity).first() or Review(
        pk=identity, group=room.group, cycle=cycle, member=room.member, created_at=now
    )
    for part in Answers.__dataclass_fields__:
        setattr(row, part, getattr(answers, part))
    row.changed_at = now
    row.save()
    return row.pk


@transaction.atomic
def say_result(room: Room, cycle: Cycle, tried: Tried, *, now: datetime) -> None:
    """Say what came of a technique; said again, the later word stands."""
    take_turn(room)
    said = {
        "topic": cycle.challenge.topic,
        "effect": tried.effect,
        "attempts": tried.attempts,
    }
    TechniqueResult.objects.update_or_create(
        cycle=cycle,
        member=room.member,
        technique=tried.technique,
        defaults=said,
        create_defaults=said | {"created_at": now},
    )


def take_back_result(room: Room, result_id: UUID) -> None:
    """Delete one's own word about a technique; nothing happens where there is none."""
    TechniqueResult.objects.filter(pk=result_id, member=room.member).delete()
