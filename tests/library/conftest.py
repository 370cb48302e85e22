"""A group of four, one of whom has a story to tell."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from collegium.groups.models import Group
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.library import actions
from collegium.library.models import Story, StoryDraft
from collegium.library.stories import StoryText, Written
from collegium.people.models import Person
from tests.builders import a_group, a_lead, a_person, a_programme, an_organisation, four_people

TEXT = StoryText(
    title="I took it back too soon",
    situation="An experienced colleague handed in half of what I wanted.",
    did="I finished it myself overnight.",
    happened="Nobody offered to take anything over for a while, not even Grace.",
    now="I would ask what was missing and wait.",
)


@dataclass(frozen=True)
class World:
    """The author, somebody named in the story, somebody who is not, and two outsiders."""

    group: Group
    author: Person
    named: Person
    unnamed: Person
    outsider: Person
    lead: Person
    stranger: Person

    def room(self, person: Person) -> Room:
        return enter(person, self.group.pk)

    def url(self, name: str, *more: UUID) -> str:
        return reverse(f"library:{name}", args=[self.group.pk, *more])


@pytest.fixture
def world() -> World:
    organisation = an_organisation()
    author, named, unnamed, other = four_people(organisation)
    group = a_group(a_programme(organisation), author, named, unnamed, other)
    outsider = a_person(organisation, "Otto Outside", function="Treasurer", site="Lisbon")
    stranger = a_person(an_organisation("Elsewhere"), "Sten Strange")
    return World(group, author, named, unnamed, outsider, a_lead(organisation), stranger)


def written(**parts: str) -> Written:
    text = TEXT.parts() | {name: parts.pop(name) for name in list(parts) if name in TEXT.parts()}
    return Written(
        StoryText(**text),
        kind=parts.get("kind", "failure"),
        topic=parts.get("topic", "delegating"),
        language=parts.get("language", "en"),
        signed=bool(parts.get("signed")),
    )


def a_draft(world: World, **parts: str) -> UUID:
    return actions.write_story(world.room(world.author), written(**parts), once=uuid4())


def a_story(world: World, **parts: str) -> Story:
    """A story that has long been in the library, nobody being concerned."""
    room = world.room(world.author)
    let_out = date.fromisoformat(parts.pop("let_out", "2026-01-05"))
    draft_id = a_draft(world, **({"happened": "Nobody offered anything."} | parts))
    actions.ask_consent(room, draft_id, ())
    return Story.objects.get(pk=actions.let_out(room, draft_id, today=let_out))


def state_of(draft_id: UUID) -> str:
    return StoryDraft.objects.values_list("state", flat=True).get(pk=draft_id)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client
