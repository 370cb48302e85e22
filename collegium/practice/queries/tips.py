"""The question of the week, and one's own answers."""

from dataclasses import dataclass
from datetime import datetime

from collegium.domain.rhythm import Kind
from collegium.groups.models import Topic
from collegium.groups.rooms import Room
from collegium.practice.models import TipAnswer
from collegium.practice.queries.standing import Standing
from collegium.practice.tip_files import Tip, tip_of_week


@dataclass(frozen=True, slots=True)
class TipView:
    """The question of a week in one language, with what the member answered."""

    key: str
    week: int
    question: str
    idea: str
    answer: str


def tip_for(standing: Standing, now: datetime) -> tuple[Tip, int]:
    """The tip that is up at `now`, and its week."""
    cycle = standing.cycle
    week = standing.week_of(Kind.TIP, now)
    return tip_of_week(Topic(cycle.challenge.topic), cycle=cycle.number, week=week), week


def tip_view(room: Room, standing: Standing, language: str, now: datetime) -> TipView:
    """The tip that is up, with the answer given to it (one query and the key)."""
    tip, week = tip_for(standing, now)
    row = TipAnswer.objects.filter(
        group=room.group, cycle=standing.cycle, member=room.member, tip=tip.key
    ).first()
    return TipView(
        key=tip.key,
        week=week,
        question=tip.ask(language),
        idea=tip.suggest(language),
        answer=room.read(row, "text") if row else "",
    )
