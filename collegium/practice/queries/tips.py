"""The question of the week, and one's own answers."""

from dataclasses import dataclass
from datetime import datetime

from collegium.groups.models import Topic
from collegium.groups.rooms import Room
from collegium.meetings import models as meetings
from collegium.meetings.queries.live import outcomes
from collegium.practice.models import TipAnswer
from collegium.practice.queries.plans import PlanView, plan_of
from collegium.practice.queries.standing import Standing
from collegium.practice.tip_files import Theme, Tip, resource_of_week, tip_of_week


@dataclass(frozen=True, slots=True)
class TipView:
    """The question of a week in one language, with what the member answered."""

    key: str
    theme: Theme
    week: int
    question: str
    idea: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read in a week: the page of a technique in the library."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a member themselves said in Session One, quoted to them alone."""

    plan: PlanView | None
    obstacle: str  # may be empty


def own_words(room: Room, standing: Standing) -> OwnWords:
    """What the questions come back to (four queries and the key)."""
    return OwnWords(plan=plan_of(room, standing.cycle), obstacle=_obstacle(room, standing))


def reading_for(standing: Standing, week: int, language: str) -> Reading | None:
    """What to read in a week; None where the library has nothing on the topic."""
    cycle = standing.cycle
    topic = Topic(cycle.challenge.topic)
    found = resource_of_week(topic, cycle=cycle.number, week=week)
    return Reading(found.slug, found.title(language)) if found else None


def _obstacle(room: Room, standing: Standing) -> str:
    """The cause that the member named last, else what they said had not worked."""
    said = [
        str(one.words["text"])
        for kind in ("card", "cause")
        for one in outcomes(room, standing.cycle, kind=kind)
        if one.member_id == room.member.pk and one.session_kind == meetings.Kind.SESSION_ONE
    ]
    return said[-1] if said else ""


def tip_for(standing: Standing, now: datetime) -> tuple[Tip, int]:
    """The tip that is up at `now`, and its week."""
    cycle = standing.cycle
    week = standing.week(now)
    return tip_of_week(Topic(cycle.challenge.topic), cycle=cycle.number, week=week), week


def tip_view(room: Room, standing: Standing, language: str, now: datetime) -> TipView:
    """The tip that is up, with the answer given to it (one query and the key)."""
    tip, week = tip_for(standing, now)
    row = TipAnswer.objects.filter(
        group=room.group, cycle=standing.cycle, member=room.member, tip=tip.key
    ).first()
    return TipView(
        key=tip.key,
        theme=tip.theme,
        week=week,
        question=tip.ask(language),
        idea=tip.suggest(language),
        answer=room.read(row, "text") if row else "",
    )
