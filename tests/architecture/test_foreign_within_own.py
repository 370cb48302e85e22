"""Somebody's own group or programme in the address, and within it things of others."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest
from django.apps import apps

from collegium.config.access import TABLE
from collegium.groups.models import Programme, ProgrammeState
from collegium.people.access import Who
from tests.architecture.actors import Actor, Place, everybody
from tests.architecture.addresses import Address
from tests.architecture.test_access import World
from tests.architecture.test_matrix import Findings, Things, all_things, guarded, try_one
from tests.builders import a_group, a_person, a_programme

OUTSIDE = {"group_id", "programme_id"}
# Whoever sends these twice is told once more that it is gone; what is not theirs answers so too.
GONE_IS_GONE = {
    "practice:withdraw",
    "practice:take_back",
    "library:take_back",
    "groups:forget_pair",
}


def foreign(world: World) -> list[Things]:
    """Things of the group beside, of another programme, of another organisation, and none."""
    organisation = world.group.organisation
    couple = (a_person(organisation, name) for name in ("Uma Upton", "Vic Vale"))
    later = a_group(a_programme(organisation, "Winter"), *couple)
    _here, beside, there, nowhere = all_things(world)
    apart = Things("of another programme", Place(uuid4()), world.values_of(later))
    return [beside, apart, there, nowhere]


def within(own: Mapping[str, object], things: Things) -> Things:
    """Those things in an address that begins with one's own group and programme."""
    outside = {name: own[name] for name in OUTSIDE}
    return Things(things.name, Place(uuid4()), {**things.values, **outside})


def takes_foreign(actor: Actor, address: Address, own: Place) -> bool:
    """Whether somebody may open what stands outside in an address that names more within."""
    inside = {name for name in address.parameters - OUTSIDE if name.endswith("_id")}
    allowed = TABLE[address.name]
    needed = {Who.GROUP_MEMBER} if Who.AUTHOR in allowed else allowed
    return bool(inside and address.parameters & OUTSIDE and needed & actor.relations(own))


def stored() -> set[object]:
    """The identity of every row of ours."""
    models = [one for one in apps.get_models() if one.__module__.startswith("collegium.")]
    return {pk for one in models for pk in one._default_manager.values_list("pk", flat=True)}


@pytest.mark.parametrize(
    ("outside", "state"),
    [("group_id", ProgrammeState.RUNNING), ("programme_id", ProgrammeState.DRAFT)],
)
@pytest.mark.usefixtures("unwritten", "known_by_heart")
def test_nothing_of_others_opens_within_ones_own(outside: str, state: ProgrammeState) -> None:
    world = World()
    Programme.objects.filter(pk=world.programme.pk).update(state=state)
    own, findings = Place(world.group.organisation_id, world.group.pk), Findings()
    beside, apart, *far = foreign(world)
    others = [beside if outside == "group_id" else apart, *far]  # beside is of one's own programme
    actors, before = everybody(world), stored()
    for actor in actors:
        for address in guarded():
            if outside in address.parameters and takes_foreign(actor, address, own):
                for things in others:
                    try_one(findings, actor, address, within(world.values, things))
    surprises = [one for one in findings.surprises if not _is_gone(one)]
    assert surprises == []
    assert findings.unlike == []
    assert findings.cells > 100
    assert stored() == before


def _is_gone(surprise: str) -> bool:
    opens = surprise.endswith("post opens: 302")
    return opens and any(f", {one} of " in surprise for one in GONE_IS_GONE)


def test_what_is_tried_is_really_there() -> None:
    world = World()
    *there, nowhere = [_identities(one.values) for one in foreign(world)]
    own, rows = _identities(world.values), stored()
    assert not nowhere & rows
    for found in there:
        assert len(found) > 15
        assert found <= rows
        assert found & own <= {world.programme.pk, world.group.organisation_id}


def _identities(values: Mapping[str, object]) -> set[object]:
    return {one for one in values.values() if isinstance(one, UUID)}
