"""The demo world, built through the same actions as anybody's: roster, programme, groups, sessions.

The same stage, seed and day give the same world. Times lie around `now`, so that it looks alive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from collegium.config.demo import texts
from collegium.config.demo.learning import look_back, recommend_some
from collegium.config.demo.numbers import tell_numbers
from collegium.config.demo.playing import Table, Voice
from collegium.config.demo.practising import practise, tell_stories
from collegium.config.demo.staff import roster_csv
from collegium.config.demo.years import live_years
from collegium.domain.evidence.items import Moment
from collegium.groups.actions import (
    add_matching,
    compose_groups,
    create_programme,
    describe_group,
)
from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.models import Group, Programme, Topic
from collegium.groups.queries import enter
from collegium.groups.queries.participants import Criteria
from collegium.insights.actions import close_until
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.models import Mail, MailState
from collegium.meetings.actions.dates import publish, set_date
from collegium.meetings.models import Kind, Session
from collegium.people.actions.organisations import create_organisation, set_call_server
from collegium.people.actions.roles import grant
from collegium.people.actions.rosters import apply_roster, keep_upload
from collegium.people.models import Organisation, Person, RoleName

FACILITATED = 3  # groups
SEATS = 4  # at the table of those who have met for years
MISSED = 0.8  # of the sessions, by one member
TEAM_LEADS = 4  # their level
CALLS = "https://meet.halden.example"
ZONE = "Europe/Berlin"
WEDNESDAY = 2  # groups meet on it, the day before or the day after: never at a weekend


class Stage(StrEnum):
    """How far the demo's programme has come."""

    FORMING = "forming"
    PRACTICE = "practice"
    FINISHED = "finished"


# How many weeks ago Session One was; where all is finished, a month has ended since.
WEEKS_AGO = {Stage.FORMING: -2, Stage.PRACTICE: 2, Stage.FINISHED: 9}


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes one world."""

    stage: Stage
    chance: Random
    now: datetime

    def once(self) -> UUID:
        """An identity that the seed decides."""
        return UUID(int=self.chance.getrandbits(128), version=4)


def build(stage: Stage, *, seed: int, now: datetime) -> Organisation:
    """Make an organisation and take its programme as far as the stage says."""
    builder = Builder(stage, Random(seed), now)  # noqa: S311 - an invented world, not a secret
    organisation = _staff(builder, seed)
    lead = _give_roles(organisation)
    programme = _prepare(builder, lead)
    if stage is Stage.FORMING:
        return organisation
    published = _session_one(builder) - timedelta(weeks=3)
    publish(programme, by=lead, now=published)
    _deliver(published)
    for index, group in enumerate(programme.groups.order_by("number")):
        _live(builder, group, index)
    close_until(organisation, since=_first_day(builder), now=builder.now)
    if stage is Stage.FINISHED:
        group = programme.groups.order_by("number")[0]
        people = [member.person for member in group.members.select_related("person")[:SEATS]]
        live_years(people, lead=lead, now=builder.now, chance=builder.chance)
    return organisation


def _deliver(now: datetime) -> None:
    """What was due back then has long arrived."""
    plan_due(now)
    Mail.objects.filter(state=MailState.WAITING).update(state=MailState.SENT, settled_at=now)


def _staff(builder: Builder, seed: int) -> Organisation:
    content = texts.read("people")
    first = _first_day(builder)
    organisation = create_organisation(
        content["organisation"],
        administrator_email=f"operations@{content['domain']}",
        administrator_name="Robin Adeyemi",
        time_zone=ZONE,
    )
    set_call_server(organisation, CALLS)
    administrator = organisation.persons.get()
    upload = keep_upload(
        builder.once(),
        by=administrator,
        file_name="roster.csv",
        content=roster_csv(seed=seed, today=first.date()),
        now=first,
    )
    apply_roster(upload, by=administrator, now=first)
    return organisation


def _give_roles(organisation: Organisation) -> Person:
    development = organisation.persons.filter(department="People and Culture", level=3)
    lead, facilitator = development.order_by("number")[:2]
    grant(lead, RoleName.LEAD)
    grant(facilitator, RoleName.FACILITATOR)
    return lead


def _prepare(builder: Builder, lead: Person) -> Programme:
    early = _session_one(builder) - timedelta(weeks=4)
    facts = ProgrammeFacts(
        name="Letting go",
        purpose="Team leads who were promoted for their expertise learn to hand it on.",
        goal="Decisions are taken where the knowledge is",
        starts_on=(_session_one(builder) - timedelta(weeks=1)).date(),
        practice_weeks=4,
        smallest=5,
        largest=6,
        levels_apart=1,
        common_hours=2,
        shared_language=True,
        challenge=None,
        sentence=texts.read("delegating")["sentence"]["en"],
        topic=Topic.DELEGATING,
    )
    programme = create_programme(facts, by=lead, once=builder.once(), now=early)
    for department in ("Engineering", "Sales", "Service", "Production"):
        add_matching(programme, Criteria(department=department, level=TEAM_LEADS))
    compose_groups(programme, by=lead, once=builder.once(), now=early)
    facilitator = lead.organisation.persons.get(roles__name=RoleName.FACILITATOR)
    for group in programme.groups.order_by("number")[:FACILITATED]:
        describe_group(group, name=group.name, facilitator=facilitator)
    return programme


def _first_day(builder: Builder) -> datetime:
    return builder.now - timedelta(weeks=max(12, WEEKS_AGO[builder.stage] + 7))


def _session_one(builder: Builder) -> datetime:
    midday = builder.now.replace(hour=13, minute=0, second=0, microsecond=0)
    day = midday - timedelta(weeks=WEEKS_AGO[builder.stage])
    return day - timedelta(days=(day.weekday() - WEDNESDAY) % 7)


def _live(builder: Builder, group: Group, index: int) -> None:
    """What one group has lived through by now."""
    voices = list(_voices(group, index))
    one = _session_one(builder) + timedelta(days=index % 3 - 1)
    _hold(builder, group, Kind.ORIENTATION, one - timedelta(weeks=1), voices)
    _hold(builder, group, Kind.SESSION_ONE, one, voices)
    tell_numbers(voices, Moment.BEFORE, now=one + timedelta(days=1))
    practise(voices, began=one, now=builder.now, chance=builder.chance)
    two = one + timedelta(weeks=4)
    if builder.stage is Stage.FINISHED:
        _hold(builder, group, Kind.SESSION_TWO, two, voices)
        tell_numbers(voices, Moment.AFTER, now=two + timedelta(days=1))
        look_back(voices, now=two + timedelta(days=1), chance=builder.chance)
    else:
        _set_date(group, Kind.SESSION_TWO, two, now=builder.now)
    if index == 0:
        tell_stories(voices, chance=builder.chance, now=builder.now)
        recommend_some(voices, chance=builder.chance, now=builder.now)


def _voices(group: Group, index: int) -> Iterator[Voice]:
    content = texts.read("delegating")
    people = [member.person for member in group.members.select_related("person")]
    shared = set.intersection(*(set(person.languages) for person in people))
    language = "de" if "de" in shared and "en" not in shared else "en"
    if all(person.language == "de" for person in people):
        language = "de"
    for place, person in enumerate(people):
        words = content["voices"][(place + index) % len(content["voices"])]
        yield Voice(enter(person, group.pk), words, language)


def _set_date(group: Group, kind: Kind, at: datetime, *, now: datetime) -> Session:
    session = group.sessions.get(kind=kind)
    return set_date(
        session.pk,
        starts_at=at,
        host_id=session.host_id,
        link=f"{CALLS}/{group.pk.hex[:8]}",
        now=now,
    )


def _hold(builder: Builder, group: Group, kind: Kind, at: datetime, voices: list[Voice]) -> None:
    session = _set_date(group, kind, at, now=at - timedelta(weeks=1))
    here = _who_came(builder, session, voices)
    Table(session, here, texts.read("delegating"), builder.chance).play()


def _who_came(builder: Builder, session: Session, voices: list[Voice]) -> list[Voice]:
    """Everybody, or all but one who does not host; the first group and Session One are complete."""
    guests = [voice for voice in voices if voice.room.member.pk != session.host_id]
    if session.group.number == 1 or session.kind == Kind.SESSION_ONE:
        return voices
    missing = builder.chance.choice(guests) if builder.chance.random() < MISSED else None
    return [voice for voice in voices if voice is not missing]
