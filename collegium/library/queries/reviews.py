"""A member's own month on the record: plan, log lines, numbers, and what they make of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from collegium.groups.models import Cycle
from collegium.groups.queries import current_cycle
from collegium.groups.queries.pool import name_challenges
from collegium.groups.rooms import Room
from collegium.library.models import Effect, Review, TechniqueResult
from collegium.library.queries.memory.openings import took_part, was_there
from collegium.library.stories import StoryText
from collegium.meetings.models import Kind, Reading, Session, SessionState
from collegium.meetings.queries.live import outcomes
from collegium.practice.models import Plan
from collegium.practice.queries.log import EntryView, log_of

ITEM = "confidence"
SAID_IN = {"before": _("Before"), "after": _("After")}


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """The four questions: what did we expect, what happened, why, what next."""

    expected: str = ""
    happened: str = ""
    why: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class OwnPlan:
    """A plan as it once stood; `made` is the kind of session, empty for one changed since."""

    made: str
    when: str
    will: str


@dataclass(frozen=True, slots=True, repr=False)
class Week:
    """What a member wrote about one week of practice."""

    number: int
    entries: tuple[EntryView, ...]

    @property
    def attempts(self) -> int:
        """How often they tried."""
        return sum(one.attempts for one in self.entries)

    @property
    def sure(self) -> int | None:
        """How sure they felt at last, 0 to 100, where they said so."""
        said = [one.sure for one in self.entries if one.sure is not None]
        return said[-1] if said else None


@dataclass(frozen=True, slots=True, repr=False)
class Month:
    """The record of one member in one cycle."""

    plans: tuple[OwnPlan, ...]  # the oldest first
    weeks: tuple[Week, ...]
    sure: tuple[tuple[str, int | None], ...]  # in sessions and weeks, in their order
    then: int | None  # how sure they could have been at first, looking back
    said: Answers | None  # in a session

    @property
    def plan(self) -> OwnPlan | None:
        """The newest one."""
        return self.plans[-1] if self.plans else None

    @property
    def attempts(self) -> int:
        """How often they tried in all."""
        return sum(week.attempts for week in self.weeks)


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the member said of one technique; `technique` is its slug, empty for another one."""

    id: UUID
    technique: str
    effect: Effect
    attempts: int


def cycle_to_review(room: Room) -> Cycle:
    """The newest cycle that has held its Session One, else the newest."""
    held = Session.objects.filter(
        group=room.group, kind=Kind.SESSION_ONE, state=SessionState.ENDED
    ).select_related("cycle__challenge")
    newest = held.order_by("cycle__number").last()
    return newest.cycle if newest else current_cycle(room)


def numbered_cycle(room: Room, number: int) -> Cycle:
    """One cycle of the group with its words; raises `Cycle.DoesNotExist`."""
    cycles = Cycle.objects.select_related("challenge")
    cycle = cycles.get(group=room.group, number=number)
    name_challenges([room], [cycle])
    return cycle


def was_in(room: Room, cycle: Cycle) -> bool:
    """Whether the member sat in the group in some part of a cycle (at most one query)."""
    member = room.member
    return was_there(member, cycle, frozenset()) or was_there(member, cycle, took_part([cycle]))


def month_of(room: Room, cycle: Cycle) -> Month:
    """The record of the room's own member (a fixed number of queries)."""
    entries = sorted(log_of(room, cycle).mine, key=lambda one: (one.week, one.written))
    numbers = dict.fromkeys(one.week for one in entries)
    weeks = tuple(
        Week(number, tuple(one for one in entries if one.week == number)) for number in numbers
    )
    readings = _readings(room, cycle)
    return Month(
        plans=tuple(_plans(room, cycle)),
        weeks=weeks,
        sure=tuple(_sure(readings, weeks)),
        then=readings.get("then"),
        said=_said(room, cycle),
    )


def identity_of(room: Room, cycle: Cycle) -> UUID:
    """The identity of the member's one review of a cycle, kept or not."""
    return uuid5(cycle.pk, str(room.member.pk))


def review_of(room: Room, review_id: UUID) -> Answers | None:
    """What the room's member answered, if they did; None for anybody else's."""
    own = Review.objects.filter(group=room.group, member=room.member)
    row = own.filter(pk=review_id).first()
    if row is None:
        return None
    return Answers(**{part: room.read(row, part) for part in Answers.__dataclass_fields__})


def from_review(room: Room, review_id: UUID) -> StoryText | None:
    """A story begun from one's own answers; None for anybody else's."""
    answers = review_of(room, review_id)
    if answers is None:
        return None
    happened = "\n\n".join(part for part in (answers.happened, answers.why) if part)
    return StoryText.out_of({"happened": happened, "now": answers.next})


def results_of(room: Room, cycle: Cycle) -> tuple[ResultView, ...]:
    """What the room's member said of techniques."""
    rows = TechniqueResult.objects.filter(cycle=cycle, member=room.member)
    return tuple(
        ResultView(row.pk, row.technique, Effect(row.effect), row.attempts) for row in rows
    )


def _plans(room: Room, cycle: Cycle) -> Iterator[OwnPlan]:
    """Those of sessions and those changed since, in the order in which they were made.

    One that only says again what the one before it said is left out.
    """
    made = [one for one in outcomes(room, cycle, kind="plan") if one.member_id == room.member.pk]
    changed = list(
        Plan.objects.filter(group=room.group, cycle=cycle, member=room.member).order_by(
            "created_at", "id"
        )
    )
    ended = dict(Session.objects.filter(cycle=cycle).values_list("pk", "ended_at"))
    dated = [
        (ended.get(one.session_id), OwnPlan(one.session_kind, one.words["when"], one.words["will"]))
        for one in made
    ]
    dated += [
        (row.created_at, OwnPlan("", room.read(row, "when"), room.read(row, "will")))
        for row in changed
    ]
    running = [plan for at, plan in dated if at is None]
    known = sorted(((at, plan) for at, plan in dated if at), key=lambda pair: pair[0])
    last: OwnPlan | None = None
    for plan in (*(plan for _at, plan in known), *running):
        if last is None or (plan.when, plan.will) != (last.when, last.will):
            yield plan
        last = plan


def _readings(room: Room, cycle: Cycle) -> dict[str, int]:
    own = Reading.objects.filter(session__cycle=cycle, member=room.member, item=ITEM)
    return dict(own.values_list("moment", "value"))


def _sure(readings: Mapping[str, int], weeks: Iterable[Week]) -> Iterator[tuple[str, int | None]]:
    if "before" in readings:
        yield str(SAID_IN["before"]), readings["before"]
    yield from (
        (pgettext("short for a week, in a picture", "W%d") % week.number, week.sure)
        for week in weeks
    )
    if "after" in readings:
        yield str(SAID_IN["after"]), readings["after"]


def _said(room: Room, cycle: Cycle) -> Answers | None:
    left = outcomes(room, cycle, kind="report")
    own = [one.words for one in left if one.member_id == room.member.pk]
    if not own:
        return None
    parts = Answers.__dataclass_fields__
    return Answers(**{part: str(own[-1].get(part, "")) for part in parts})
