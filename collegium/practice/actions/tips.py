"""Answering the question of the week, for oneself."""

from datetime import datetime

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.rooms import Room
from collegium.practice.models import TipAnswer
from collegium.practice.queries.standing import Standing
from collegium.practice.queries.tips import tip_for


@transaction.atomic
def answer_tip(room: Room, standing: Standing, *, text: str, now: datetime) -> TipAnswer:
    """Keep the member's answer to the question that is up; a later one takes its place."""
    take_turn(room)
    tip, week = tip_for(standing, now)
    place = {"cycle": standing.cycle, "member": room.member, "tip": tip.key}
    answer = TipAnswer.objects.select_for_update().filter(**place).first()
    if answer is None:
        answer = TipAnswer(group=room.group, week=week, created_at=now, **place)
    answer.text = text
    answer.save()
    return answer
