"""A world in which everything that may break in the middle has yet to be done."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from collegium.config.backups.making import back_up
from collegium.groups.models import Group, Member, ProgrammeState
from collegium.groups.queries import enter
from collegium.people import actions as people
from collegium.people.models import Organisation, Person
from collegium.practice.actions.thread import Said, say
from collegium.rights.actions.erasing import erase
from collegium.rights.models import Farewell
from collegium.vault import keyring, master
from tests.builders import a_group, a_lead, a_person, a_programme, an_organisation, four_people
from tests.insights.conftest import a_full_programme
from tests.meetings.live_sessions import a_session

SPACE = UUID("b7b1a3f0-6f0e-4f2e-9d0e-0f5a4c1d2e3f")
LATER = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # a Tuesday
APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)
NEWCOMERS = 30


def build() -> None:
    """Lay it into the databases of this process, and a backup of it from before one was erased."""
    master.write_key_file(settings.DATA / "master.key", master.written((master.new_master_key(),)))
    for alias in ("default", "vault"):  # straight from the models
        call_command("migrate", database=alias, run_syncdb=True, verbosity=0)
    with transaction.atomic(), transaction.atomic(using="vault"):
        erased = _people_it()
    back_up(settings.DATA / "old" / "main", settings.DATA / "old" / "keys", now=timezone.now())
    keyring.destroy(erased)
    erase(Person.objects.get(name="Leaver 3"), by=None, now=LATER)


def _people_it() -> UUID:
    organisation = an_organisation()
    _in_session(a_group(a_programme(organisation), *four_people(organisation)))
    a_full_programme(organisation, groups=3, size=5, name="Finished")
    _to_be_published(organisation)
    rows = (f"{one},New {one},new{one}@north.example,,DE" for one in range(NEWCOMERS))
    content = "\n".join(("Number,Name,Email,Department,Country", *rows)).encode()
    lead = a_lead(organisation)
    people.keep_upload(uuid4(), by=lead, file_name="new.csv", content=content, now=LATER)
    _to_be_forgotten(organisation)
    return _to_be_erased(organisation)


def _in_session(group: Group) -> None:
    """Everybody is there and weighs alternatives."""
    live = a_session(group=group)
    live.clock = LATER - timedelta(hours=3)
    live.do(0, "open")
    for number in (1, 2, 3):
        live.do(number, "join")
    live.go_to("alternatives")
    live.write(1, "alternative", "let them choose")


def _to_be_published(organisation: Organisation) -> None:
    autumn = a_programme(organisation, "Autumn", state=ProgrammeState.DRAFT)
    for number in (1, 2):
        draft = Group.objects.create(
            organisation=organisation, programme=autumn, number=number, name=f"Draft {number}"
        )
        for seat in range(4):
            person = a_person(organisation, f"Draft {number} Person {seat}")
            Member.objects.create(group=draft, person=person)


def _to_be_forgotten(organisation: Organisation) -> None:
    """A group in which everybody wrote, and wrote more than once."""
    people = [a_person(organisation, f"Leaver {number}") for number in range(4)]
    group = a_group(a_programme(organisation, "Summer"), *people, name="Words")
    for person in people:
        for text in ("once", "twice"):
            say(enter(person, group.pk), once=uuid4(), said=Said(text), now=LATER)
    today = LATER.date()
    Farewell.objects.create(group=group, told_on=today, goes_on=today)


def _to_be_erased(organisation: Organisation) -> UUID:
    others = [a_person(organisation, f"Former {number}") for number in range(4)]
    group = a_group(a_programme(organisation, "Winter"), *others, name="Gone")
    say(enter(others[0], group.pk), once=uuid4(), said=Said("to be forgotten"), now=LATER)
    return group.pk
