"""What the guard points at in a draft, with the real roster behind it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.library.actions.guarding import set_guarded
from collegium.library.queries.drafts import colleagues
from collegium.library.queries.guard import Examined, Shown, examined, plain
from collegium.library.stories import StoryText, Written
from collegium.people.models import Person
from tests.builders import LONG_AGO, a_group, a_person
from tests.library.conftest import TEXT, World


def text(**parts: str) -> StoryText:
    return StoryText(**{part: parts.get(part, "Nothing.") for part in TEXT.parts()})


def looked_at(world: World, story: StoryText, *, signed: bool = False, **how: str) -> Examined:
    room = world.room(world.author)
    topic, language = how.get("topic", "delegating"), how.get("language", "en")
    return examined(room, Written(story, "failure", topic, language, signed), colleagues(room))


def marked(world: World, story: StoryText, *, signed: bool = False) -> Shown:
    return looked_at(world, story, signed=signed).shown


def pointed(shown: Shown) -> list[str]:
    return [passage.text for passage in shown.suspicions]


def test_every_part_is_cut_without_losing_a_letter(world: World) -> None:
    story = text(title="Grace again", did="I told Grace", now="Otto, then Grace, then Lisbon.")
    shown = marked(world, story)
    assert "".join(passage.text for passage in shown.title) == "Grace again"
    rest = ["".join(one.text for one in section.passages) for section in shown.sections]
    assert rest == [story.situation, story.did, story.happened, story.now]
    assert pointed(shown) == ["Grace", "Otto", "Lisbon"]


def test_nothing_is_found_across_two_parts(world: World) -> None:
    a_person(world.group.organisation, "Nia Nobody", function="Head of Logistics")
    story = text(situation="She is the head of", did="Logistics was late.")
    assert pointed(marked(world, story)) == []
    story = text(situation="She is the head of logistics.")
    assert pointed(marked(world, story)) == ["head of logistics"]


def test_a_function_that_several_people_hold_is_no_trace(world: World) -> None:
    for name in ("Ina Eins", "Zoe Zwei"):
        a_person(world.group.organisation, name, function="Controller")
    story = text(situation="Our controller and our treasurer said so.")
    assert pointed(marked(world, story)) == ["treasurer"]


def test_the_groups_own_name_is_a_trace(world: World) -> None:
    world.group.name = "Kestrels"
    world.group.save()
    story = text(situation="Among the Kestrels.")
    assert pointed(marked(world, story)) == ["Kestrels"]


@pytest.mark.parametrize(("signed", "expected"), [(False, ["Ada"]), (True, [])])
def test_only_who_signs_may_stand_in_their_own_story(
    world: World, signed: bool, expected: list[str]
) -> None:
    story = text(happened="They said: Ada again.")
    assert pointed(marked(world, story, signed=signed)) == expected


def test_another_organisations_people_are_no_traces(world: World) -> None:
    story = text(situation="Sten said so.")
    assert pointed(marked(world, story)) == []


def test_readers_see_no_marks() -> None:
    assert pointed(plain(TEXT)) == []


def names(world: World, found: Examined) -> set[str]:
    members = world.group.members.select_related("person")
    return {one.person.name for one in members if one.pk in found.concerned}


def test_members_are_asked_by_any_name_they_go_by(world: World) -> None:
    Person.objects.filter(pk=world.unnamed.pk).update(email="mimi.noe@here.example")
    story = text(title="MURRAY'S day", did="Then Mimi laughed.", now="Ask lise.")
    assert names(world, looked_at(world, story)) == {"Grace Murray", "Emmy Noether", "Lise Meitner"}


def test_a_member_is_asked_where_only_their_role_is_named(world: World) -> None:
    Person.objects.filter(pk=world.named.pk).update(function="Head of Logistics")
    found = looked_at(world, text(did="I shouted at the logistics head."))
    assert names(world, found) == {"Grace Murray"}
    a_person(world.group.organisation, "Nia Nobody", function="Head of Logistics")
    assert names(world, looked_at(world, text(did="I shouted at the logistics head."))) == set()


def test_who_has_left_the_group_is_asked_too_where_it_is_surely_them(world: World) -> None:
    world.group.members.filter(person=world.named).update(left_at=LONG_AGO)
    assert names(world, looked_at(world, text(did="I asked Grace Murray."))) == {"Grace Murray"}
    found = looked_at(world, text(did="I asked Grace."))
    assert names(world, found) == set()
    assert found.perhaps == {world.group.members.get(person=world.named).pk}


def test_somebody_outside_the_group_has_to_go(world: World) -> None:
    found = looked_at(world, text(did="I told Otto Outside, and wrote to o.outside@here.example."))
    assert found.must_go == ("Otto Outside", "o.outside@here.example")
    assert found.unclear == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("山田 太郎", "山田太郎"),
        ("山田太郎", "山田太郎"),
        ("Nia Nowhere", "Nia-Nowhere"),
        ("Nia Nowhere", "Nia\u200bNowhere"),
        ("Nia Nowhere", "Nowhere, Nia"),
        ("Madonna", "Madonna"),
        ("Anna-Lena Weit", "Anna-Lena Weit"),
    ],
)
def test_a_full_name_is_one_however_it_is_joined(world: World, name: str, told: str) -> None:
    a_person(world.group.organisation, name)
    found = looked_at(world, text(did=f"I told {told}."))
    assert (found.must_go, found.unclear) == ((told,), ())


@pytest.mark.parametrize(("name", "told"), [("山田 太郎", "山田"), ("Anna-Lena Weit", "Anna-Lena")])
def test_a_part_of_several_words_is_no_full_name(world: World, name: str, told: str) -> None:
    a_person(world.group.organisation, name)
    found = looked_at(world, text(did=f"I told {told}."))
    assert (found.must_go, found.unclear) == ((), (told,))


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("theirs", ["Grace Outside", "Ada Outside"])
def test_sharing_a_first_name_with_the_group_covers_no_outsider(
    world: World, theirs: str, signed: bool
) -> None:
    a_person(world.group.organisation, theirs)
    found = looked_at(world, text(did=f"I told {theirs}, and then Grace Murray."), signed=signed)
    assert found.must_go == (theirs,)


def test_a_part_of_an_outsiders_name_has_to_be_explained(world: World) -> None:
    found = looked_at(world, text(did="I asked Otto, and then Grace."))
    assert (found.must_go, found.unclear) == ((), ("Otto",))
    world.group.members.filter(person=world.named).delete()
    assert looked_at(world, text(did="I asked Otto, and then Grace.")).unclear == ("Otto", "Grace")


def test_a_role_that_one_outsider_holds_has_to_be_explained(world: World) -> None:
    found = looked_at(world, text(did="I shouted at our treasurer, who sits in Sales."))
    assert (found.must_go, found.unclear) == ((), ("treasurer",))
    a_person(world.group.organisation, "Nia Nobody", function="Treasurer")
    assert looked_at(world, text(did="I shouted at our treasurer.")).unclear == ()


def test_words_of_the_organisation_are_marked(world: World) -> None:
    set_guarded(world.group.organisation, "Falcon X\n\n  Hansa  \nFalcon X")
    assert pointed(marked(world, text(did="The falcon x was late at Hansa."))) == [
        "falcon x",
        "Hansa",
    ]


def test_what_everybody_shares_is_no_trace(world: World) -> None:
    story = text(did="It was in Germany, in Berlin.")
    assert pointed(marked(world, story)) == []
    a_person(world.group.organisation, "Pia Porto", country="PT", time_zone="Europe/Lisbon")
    assert pointed(marked(world, story)) == ["Germany", "Berlin"]


def test_a_topic_or_a_language_of_few_is_told(world: World) -> None:
    assert looked_at(world, TEXT).few_groups
    programme = world.group.programme
    for name in ("Group 2", "Group 3"):
        a_group(programme, name=name)
    found = looked_at(world, TEXT, language="fr")
    assert not found.few_groups
    assert not found.few_speakers  # they are only eight in all
    for number in range(4):
        a_person(world.group.organisation, f"Person {number}")
    assert looked_at(world, TEXT, language="fr").few_speakers
    assert not looked_at(world, TEXT, language="en").few_speakers


@pytest.mark.parametrize("people", [1, 30])
def test_a_draft_is_looked_over_in_three_queries(world: World, people: int) -> None:
    for number in range(people):
        a_person(world.group.organisation, f"Person{number} Somebody")
    room = world.room(world.author)
    others = colleagues(room)
    with CaptureQueriesContext(connection) as queries:
        examined(room, Written(TEXT, "failure", "delegating", "en", signed=False), others)
    assert len(queries) == 3
