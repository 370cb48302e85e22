"""A group with years behind it, made directly as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from collegium.domain.memory import Fate
from collegium.groups.models import Challenge, Cycle, Group, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.library.actions.memory import say_fate
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.people.models import Person
from collegium.practice import actions as practice
from collegium.practice.actions import Lines
from collegium.practice.models import Audience
from tests.builders import a_group, a_person, a_programme, an_organisation, four_people

FIRST = datetime(2025, 3, 3, 9, tzinfo=UTC)
CYCLE = timedelta(days=35)
MONTH = timedelta(days=28)
CHALLENGES = (
    "My experienced people don't want to be delegated to",
    "I put off hard feedback until it is too late",
    "My former peers go round me",
)


@dataclass(frozen=True)
class Years:
    """A group, its people, and what each of its cycles left."""

    group: Group
    people: list[Person]

    def room(self, number: int = 0) -> Room:
        return enter(self.people[number], self.group.pk)

    def cycle(self, number: int) -> Cycle:
        return self.group.cycles.get(number=number)

    def add_cycle(self) -> Cycle:
        """One more month with both sessions, plans, a log entry, a report and what was left."""
        number = self.group.cycles.count()
        began = FIRST + number * CYCLE
        cycle = self.begin(number)
        one = self.hold(cycle, Kind.SESSION_ONE, began)
        self.leave(one, 0, "card", text="I took the report back before the deadline", pile="")
        self.leave(one, 1, "card", text=f"Something of month {number} alone", pile="", shown=False)
        tallies = [{"key": "effect", "mean": 4.5, "count": 4}]
        self.leave(one, 1, "alternative", text="Agree on two checkpoints", tallies=tallies)
        self.leave(one, 0, "plan", when="Monday comes", will=f"ask who wants to lead, {number}")
        self.leave(one, 1, "plan", when="Tom asks me", will="wait for five minutes")
        self.leave(one, 2, "question", text=f"Who has tried silence for a week? {number}")
        lines = Lines(did="Handed over", learned="Silence is not refusal", attempts=2)
        for place, audience in enumerate((Audience.PRIVATE, Audience.GROUP)):
            practice.write_entry(
                self.room(place),
                cycle,
                once=uuid4(),
                week=1,
                lines=Lines(lines.did, learned=lines.learned, attempts=2, audience=audience),
                now=began + timedelta(days=7),
            )
        goal = practice.set_goal(
            self.room(1), cycle, once=uuid4(), sentence="Reports left alone", unit="reports",
            start=0, target=2, now=began,
        )  # fmt: skip
        practice.take_step(self.room(1), goal.pk, on=(began + MONTH).date(), value=2)
        two = self.hold(cycle, Kind.SESSION_TWO, began + MONTH)
        self.leave(two, 1, "report", happened="Two reports went out without me", next="Go on")
        self.leave(two, 0, "takeaway", text=f"The report was never mine, {number}")
        self.leave(two, 3, "takeaway", text="For me alone", shown=False)
        say_fate(self.room(1), cycle.pk, Fate.KEPT, now=began + MONTH)
        return cycle

    def begin(self, number: int) -> Cycle:
        """One more cycle, in which nothing has happened yet."""
        began = FIRST + number * CYCLE
        challenge = Challenge.objects.create(
            organisation=self.group.organisation, sentence=CHALLENGES[number % 3]
        )
        self.group.cycles.filter(ended_at=None).update(ended_at=began - timedelta(days=1))
        return Cycle.objects.create(
            group=self.group, number=number + 1, challenge=challenge, created_at=began
        )

    def hold(self, cycle: Cycle, kind: Kind, at: datetime) -> Session:
        return Session.objects.create(
            group=self.group,
            cycle=cycle,
            kind=kind,
            playbook=kind.value,
            starts_at=at,
            opened_at=at,
            ended_at=at + timedelta(hours=2),
            state=SessionState.ENDED,
        )

    def leave(self, session: Session, number: int, kind: str, **body: Any) -> Outcome:
        place = session.outcomes.count()
        shown = {} if kind in ("cause", "alternative", "question", "choice") else {"shown": True}
        return Outcome.objects.create(
            group=self.group,
            session=session,
            member=self.room(number).member,
            kind=kind,
            position=place,
            body=shown | body,
        )

    def newcomer(self, *, joined: datetime, name: str = "Nora Newcomer") -> Room:
        person = a_person(self.group.organisation, name)
        Member.objects.create(group=self.group, person=person, joined_at=joined)
        return enter(person, self.group.pk)


def some_years(cycles: int) -> Years:
    """A group with so many cycles behind it, and the one it began with, which was never met for."""
    organisation = an_organisation()
    people = four_people(organisation)
    group = a_group(a_programme(organisation), *people)
    group.cycles.update(created_at=FIRST - timedelta(days=20))
    years = Years(group, people)
    for _ in range(cycles):
        years.add_cycle()
    return years


def told(view: object) -> str:
    """Everything that a view says, which its own repr keeps quiet about."""
    if is_dataclass(view):
        return " ".join(told(getattr(view, one.name)) for one in fields(view))
    if isinstance(view, Mapping):
        return " ".join(told(one) for one in view.values())
    if isinstance(view, Collection) and not isinstance(view, str):
        return " ".join(told(one) for one in view)
    return str(view)
