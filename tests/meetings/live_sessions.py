"""Sessions of a small group, run through the real action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from collegium.domain.playbook import Reason, Refused, State
from collegium.groups.models import Group
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import Recorded, record_event
from collegium.meetings.live.drawing import Occupant, Sitting
from collegium.meetings.live.rendering import Reader, Sketch, place_of
from collegium.meetings.models import Kind, Session, SessionState
from collegium.meetings.queries.live import state_of
from collegium.people.models import Person
from tests.builders import a_group, a_programme, an_organisation, four_people

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
READER = Reader("en", "UTC")


@dataclass
class LiveGroup:
    """A group, its people, and a session that it runs."""

    group: Group
    people: list[Person]
    session: Session
    clock: datetime = START
    keys: list[UUID] = field(default_factory=list)

    def room(self, number: int = 0) -> Room:
        return enter(self.people[number], self.group.pk)

    def occupant(
        self,
        number: int,
        reader: Reader = READER,
        *,
        shared_only: bool = False,
        sign_in: str = "",
    ) -> Occupant:
        """Whoever sits behind a connection of one of the people."""
        person, member = self.people[number].pk, self.room(number).member.pk
        place = self.group.pk, self.session.pk
        return Occupant(person, member, *place, reader, shared_only, sign_in)

    def sitting(self, occupants: Iterable[Occupant]) -> Sitting:
        """Those who are connected, shown nothing so far."""
        return Sitting(Sketch(place_of(self.group.pk, self.session.pk)), frozenset(occupants))

    def member(self, number: int) -> str:
        return str(self.room(number).member.pk)

    def do(
        self,
        number: int,
        kind: str,
        data: Mapping[str, object] | None = None,
        key: UUID | None = None,
    ) -> Recorded:
        self.clock += timedelta(seconds=1)
        self.keys.append(key or uuid4())
        return record_event(
            self.room(number),
            self.session.pk,
            key=self.keys[-1],
            kind=kind,
            data=data or {},
            now=self.clock,
        )

    def refusal(self, number: int, kind: str, data: Mapping[str, object] | None = None) -> Reason:
        try:
            self.do(number, kind, data)
        except Refused as refusal:
            return refusal.reason
        raise AssertionError(f"{kind} was accepted")

    def state(self) -> State:
        self.session.refresh_from_db()
        return state_of(self.room(), self.session)

    def write(self, number: int, slot: str, text: str, **marks: int) -> str:
        data = {"slot": slot, "words": {"text": text}, "marks": marks}
        self.do(number, "contribute", data)
        return str(self.keys[-1])

    def plan(self, number: int, sure: int = 40) -> None:
        words = {"when": "the Monday meeting starts", "will": "ask who wants to lead it"}
        marks = {"confidence_before": sure}
        self.do(number, "contribute", {"slot": "plan", "words": words, "marks": marks})

    def go_to(self, step: str) -> None:
        while (state := self.state()).step.key != step:
            if state.step.keep:
                self.clock += state.step.span(len(state.members))
            if state.phase == "writing":
                self.do(0, "reveal")
            self.do(0, "next_step")

    def end_early(self) -> None:
        """End with the consent of all who are there."""
        present = self.state().present
        seated = self.group.members.filter(left_at=None).values_list("person", flat=True)
        for number in range(1, len(self.people)):
            if self.people[number].pk in set(seated) and self.member(number) in present:
                self.do(number, "ready", {"early": True})
        self.do(0, "end", {"early": True})

    def finish(self) -> None:
        if self.state().phase == "writing":
            self.do(0, "reveal")
        self.end_early()
        self.session.refresh_from_db()


def a_session(kind: str = Kind.SESSION_ONE, group: Group | None = None) -> LiveGroup:
    """A confirmed session of a new group, or of a given one."""
    if group is None:
        organisation = an_organisation()
        group = a_group(a_programme(organisation), *four_people(organisation))
    people = [member.person for member in group.members.select_related("person")]
    cycle = group.cycles.get()
    session = Session.objects.create(
        group=group,
        cycle=cycle,
        kind=kind,
        playbook=kind,
        starts_at=START,
        state=SessionState.CONFIRMED,
        host=group.members.order_by("person__name").first(),
    )
    return LiveGroup(group, people, session)


def opened(kind: str = Kind.SESSION_ONE, step: str = "welcome") -> LiveGroup:
    """A session under way, all four there, the first one hosting."""
    live = a_session(kind)
    live.do(0, "open")
    for number in (1, 2, 3):
        live.do(number, "join")
    live.go_to(step)
    return live
