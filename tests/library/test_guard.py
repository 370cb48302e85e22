"""What the guard points at in a draft, with the real roster behind it."""

import pytest

from collegium.library.queries.guard import Shown, marked, named_members, plain
from collegium.library.stories import StoryText
from tests.builders import a_person
from tests.library.conftest import TEXT, World


def text(**parts: str) -> StoryText:
    return StoryText(**{part: parts.get(part, "Nothing.") for part in TEXT.parts()})


def pointed(shown: Shown) -> list[str]:
    return [passage.text for passage in shown.suspicions]


def test_every_part_is_cut_without_losing_a_letter(world: World) -> None:
    story = text(title="Grace again", did="I told Grace", now="Otto, then Grace, then Lisbon.")
    shown = marked(world.room(world.author), story, signed=False)
    assert "".join(passage.text for passage in shown.title) == "Grace again"
    rest = ["".join(one.text for one in section.passages) for section in shown.sections]
    assert rest == [story.situation, story.did, story.happened, story.now]
    assert pointed(shown) == ["Grace", "Otto", "Lisbon"]


def test_nothing_is_found_across_two_parts(world: World) -> None:
    a_person(world.group.organisation, "Nia Nobody", function="Head of Logistics")
    story = text(situation="She is the head of", did="Logistics was late.")
    assert pointed(marked(world.room(world.author), story, signed=False)) == []
    story = text(situation="She is the head of logistics.")
    assert pointed(marked(world.room(world.author), story, signed=False)) == ["head of logistics"]


def test_a_function_that_several_people_hold_is_no_trace(world: World) -> None:
    for name in ("Ina Eins", "Zoe Zwei"):
        a_person(world.group.organisation, name, function="Controller")
    story = text(situation="Our controller and our treasurer said so.")
    assert pointed(marked(world.room(world.author), story, signed=False)) == ["treasurer"]


def test_the_groups_own_name_is_a_trace(world: World) -> None:
    world.group.name = "Kestrels"
    world.group.save()
    story = text(situation="Among the Kestrels.")
    assert pointed(marked(world.room(world.author), story, signed=False)) == ["Kestrels"]


@pytest.mark.parametrize(("signed", "expected"), [(False, ["Ada"]), (True, [])])
def test_only_who_signs_may_stand_in_their_own_story(
    world: World, signed: bool, expected: list[str]
) -> None:
    story = text(happened="They said: Ada again.")
    assert pointed(marked(world.room(world.author), story, signed=signed)) == expected


def test_another_organisations_people_are_no_traces(world: World) -> None:
    story = text(situation="Sten said so.")
    assert pointed(marked(world.room(world.author), story, signed=False)) == []


def test_readers_see_no_marks() -> None:
    assert pointed(plain(TEXT)) == []


def test_members_are_named_by_any_part_of_their_name(world: World) -> None:
    members = tuple(world.group.members.select_related("person"))
    named = named_members(text(title="MURRAY'S day", now="Ask lise."), members)
    names = {member.person.name for member in members if member.pk in named}
    assert names == {"Grace Murray", "Lise Meitner"}
