"""Whom somebody would rather not sit with shows nowhere: not by name, not by number, not at all."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from collegium.groups.actions.rather_not import name_somebody, withdraw_name
from collegium.groups.models import Participant, Programme, ProgrammeState
from collegium.people.models import Person
from tests.architecture.addresses import VARIES, addresses
from tests.architecture.canaries import everything_stored
from tests.architecture.house import PACKAGE, files, named
from tests.architecture.test_access import ONLY_IN_DEMO, World, client_of

ANEW = {"mfa_activate_totp", "mfa_add_webauthn", "sign_on_metadata"}  # a secret, a date
SKIPPED = ONLY_IN_DEMO | ANEW | {"account_logout"}
OPENS_PAGES = {
    "collegium/groups/actions/rather_not.py",
    "collegium/groups/queries/problem.py",
    "collegium/groups/views/rather_not.py",
    "collegium/rights/queries/export.py",  # for whoever takes along what is theirs
}
KNOWS_ROWS = {
    "collegium/groups/actions/rather_not.py",
    "collegium/groups/migrations/0004_rules_and_watch.py",
    "collegium/groups/models/__init__.py",
    "collegium/groups/models/rather_not.py",
    "collegium/groups/queries/rather_not.py",
    "collegium/rights/areas.py",
    "collegium/rights/queries/export.py",
    "collegium/rights/words.py",
}


def the_two(world: World) -> tuple[Person, Person]:
    member, neighbour = world.people["member"], world.people["neighbour"]
    assert member
    assert neighbour
    return member, neighbour


def pages(client: Client, world: World) -> Iterator[tuple[str, int, bytes]]:
    for address in addresses():
        unknown = address.parameters - world.values.keys()
        if address.name in SKIPPED or unknown:
            continue
        response = client.get(world.url(address))
        yield address.name, response.status_code, VARIES.sub(b"", response.content)


@pytest.mark.parametrize("actor", ["neighbour", "lead", "administrator", "facilitator"])
@pytest.mark.parametrize("state", [ProgrammeState.DRAFT, ProgrammeState.RUNNING])
def test_no_page_of_anybody_else_changes(actor: str, state: ProgrammeState) -> None:
    world = World()
    member, neighbour = the_two(world)
    Programme.objects.filter(pk=world.programme.pk).update(state=state)
    Participant.objects.bulk_create(
        (
            Participant(programme=world.programme, person=one.person)
            for group in world.programme.groups.all()
            for one in group.members.filter(left_at=None, person__is_active=True)
        ),
        ignore_conflicts=True,
    )
    client = client_of(world, actor)
    list(pages(client, world))  # what a first visit leaves behind
    before = list(pages(client, world))
    name_somebody(member, neighbour.pk)
    if state == ProgrammeState.RUNNING:  # in a draft it would stand on the board, to be mended
        beside = world.group.members.exclude(person=member).filter(left_at=None)[0]
        name_somebody(member, beside.person_id)
    after = list(pages(client, world))
    # where "not possible" may stand, and where a way that is not possible is not offered
    priced = {"groups:move", "groups:prices", "groups:repair"}
    asked = priced if state == ProgrammeState.DRAFT else set()
    differing = {old[0] for old, new in zip(before, after, strict=True) if old != new}
    assert differing <= asked


def test_the_databases_tell_neither_the_names_nor_how_many() -> None:
    world = World()
    member, neighbour = the_two(world)
    other = world.people["former"]
    assert other
    name_somebody(member, neighbour.pk)
    one_name = everything_stored()
    name_somebody(member, other.pk)
    two_names = everything_stored()
    withdraw_name(member, neighbour.pk)
    withdraw_name(member, other.pk)
    none = everything_stored()
    assert len(one_name) == len(two_names) == len(none)
    pair = re.compile(neighbour.pk.hex.encode() + rb"|" + str(neighbour.pk).encode())
    assert len(pair.findall(one_name)) == len(pair.findall(none))


def test_few_places_can_open_such_a_page_or_even_know_of_it() -> None:
    sources = {named(path): path.read_text() for path in files(".py", under=PACKAGE)}
    opening = {name for name, text in sources.items() if "queries.rather_not import" in text}
    knowing = {name for name, text in sources.items() if re.search(r"\bRatherNot\b", text)}
    assert opening == OPENS_PAGES
    assert knowing == KNOWS_ROWS
