"""A group of the demo world that has met for more than two years, so that it has a memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from collegium.config.demo import texts
from collegium.config.demo.playing import Table, Voice
from collegium.domain.memory import Fate
from collegium.domain.playbook import Step
from collegium.domain.playbook.kinds import Slot
from collegium.groups.actions import compose_groups, create_programme, describe_group
from collegium.groups.actions.participants import add_participants
from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.models import Group, Programme, Topic
from collegium.groups.queries import current_cycle, enter
from collegium.library.actions.memory import say_fate
from collegium.meetings.actions.dates import NewChallenge, publish, renew, set_date
from collegium.meetings.models import Kind
from collegium.people.models import Person
from collegium.practice.actions import set_group_goal, take_step, write_entry
from collegium.practice.actions.log import Lines
from collegium.practice.models import Audience

PRACTICE = timedelta(weeks=4)
# Before today, each Session Two: that of the fourth cycle a year ago, so that it comes back now.
WEEKS_AGO = (132, 104, 78, 52, 26)
SINCE_MONDAY = timedelta(days=3)
SATURDAY = 5
FATES = (Fate.KEPT, Fate.CHANGED, None, Fate.LET_GO, Fate.KEPT, None)
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the four, who keeps the same place through all cycles."""

    room_of: Group
    person: Person
    place: int

    def voice(self, cycle: Mapping[str, Any]) -> Voice:
        """What they have to say in one cycle."""
        said = cycle["voices"][self.place]
        words = {part: {LANGUAGE: text} for part, text in said.items()}
        words["did_not_work"] = words["card"]
        words["cause"] |= {"control": 1}
        words["alternative"] = {LANGUAGE: cycle["alternative"]}
        words["report"] = {"happened": words["happened"]}
        return Voice(enter(self.person, self.room_of.pk), words, LANGUAGE)


class YearsTable(Table):
    """A session in which one alternative is weighed and a question stays open."""

    def _entries(self, step: Step, slot: Slot) -> Iterator[tuple[Voice, Mapping[str, str], str]]:
        first = self.voices[0]
        if slot.name == "alternative":
            yield first, {"text": first.say(first.words["alternative"])}, ""
        elif slot.name == "question" and self.session.kind == Kind.SESSION_ONE:
            yield self.voices[1], {"text": self.content["question"]}, ""
        elif not self._is_said_elsewhere(slot):
            yield from super()._entries(step, slot)

    def _is_said_elsewhere(self, slot: Slot) -> bool:
        """Plans are made in Session One, takeaways in Two, promises at the very beginning."""
        at = {"agreement": Kind.ORIENTATION, "takeaway": Kind.SESSION_TWO, "plan": Kind.SESSION_ONE}
        return at.get(slot.name, self.session.kind) != self.session.kind


def live_years(
    people: Sequence[Person], *, lead: Person, now: datetime, chance: Random
) -> Group | None:
    """Let four people be a group and meet for five cycles; None where no group can be formed."""
    cycles: list[dict[str, Any]] = texts.read("years")["cycles"]
    programme = _prepare(people, cycles[0], lead, _held(0, now) - timedelta(weeks=8), chance)
    group = programme.groups.first()
    if group is None:
        return None
    seats = [Seat(group, one, place) for place, one in enumerate(people)]
    for number, cycle in enumerate(cycles):
        _live(seats, cycle, number, _held(number, now), chance)
    return group


def _held(number: int, now: datetime) -> datetime:
    """When Session Two of a cycle was: in the afternoon, on a day of work."""
    day = now.replace(hour=13, minute=0, second=0, microsecond=0)
    day -= timedelta(weeks=WEEKS_AGO[number]) + SINCE_MONDAY
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def _prepare(
    people: Sequence[Person],
    cycle: Mapping[str, Any],
    lead: Person,
    now: datetime,
    chance: Random,
) -> Programme:
    facts = ProgrammeFacts(
        name="The long table",
        purpose="Four people who lead go on meeting, one challenge after the other.",
        goal="Leaders who help one another",
        starts_on=now.date(),
        practice_weeks=4,
        smallest=4,
        largest=4,
        levels_apart=None,
        common_hours=0,
        shared_language=False,
        challenge=None,
        sentence=cycle["sentence"],
        topic=Topic(cycle["topic"]),
    )
    programme = create_programme(facts, by=lead, once=_once(chance), now=now)
    add_participants(programme, [one.pk for one in people])
    compose_groups(programme, by=lead, once=_once(chance), now=now)
    for group in programme.groups.all():
        describe_group(group, name="The long table", facilitator=None)
    publish(programme, by=lead, now=now)
    return programme


def _live(
    seats: Sequence[Seat], cycle: Mapping[str, Any], number: int, two: datetime, chance: Random
) -> None:
    one = two - PRACTICE
    room = enter(seats[0].person, seats[0].room_of.pk)
    if number:
        topic = Topic(cycle["topic"])
        challenge = NewChallenge(_once(chance), cycle["sentence"], topic)
        renew(room, challenge=challenge, now=one - timedelta(weeks=2))
    voices = [seat.voice(cycle) for seat in seats]
    if not number:
        _hold(voices, cycle, Kind.ORIENTATION, one - timedelta(weeks=1), chance)
    _hold(voices, cycle, Kind.SESSION_ONE, one, chance)
    _practise(voices, one, number, chance)
    _hold(voices, cycle, Kind.SESSION_TWO, two, chance)
    for place, voice in enumerate(voices):
        if fate := FATES[(place + number) % len(FATES)]:
            now = two + timedelta(days=1)
            say_fate(voice.room, current_cycle(voice.room).pk, fate, now=now)


def _hold(
    voices: Sequence[Voice], cycle: Mapping[str, Any], kind: Kind, at: datetime, chance: Random
) -> None:
    session = current_cycle(voices[0].room).sessions.get(kind=kind)
    before = at - timedelta(weeks=1)
    held = set_date(session.pk, starts_at=at, host_id=session.host_id, link="", now=before)
    content = {**texts.read("delegating"), "question": cycle["question"]}
    YearsTable(held, voices, content, chance).play()


def _practise(voices: Sequence[Voice], one: datetime, number: int, chance: Random) -> None:
    cycle = current_cycle(voices[0].room)
    for place, voice in enumerate(voices):
        if place == (number + 1) % len(voices):  # people forget
            continue
        lines = Lines(
            did=voice.say(voice.words["will"]).capitalize(),
            learned=voice.say(voice.words["learned"]),
            attempts=chance.randint(1, 4),
            audience=Audience.GROUP if place % 2 else Audience.PRIVATE,
        )
        at = one + timedelta(days=6 + place)
        write_entry(voice.room, cycle, once=_once(chance), week=1, lines=lines, now=at)
    if number % 2:
        goal = set_group_goal(
            voices[0].room,
            cycle,
            once=_once(chance),
            sentence="Hard talks that took place",
            unit="talks",
            start=0,
            target=6,
            now=one + timedelta(days=1),
        )
        take_step(voices[1].room, goal.pk, on=(one + timedelta(weeks=3)).date(), value=6)


def _once(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
