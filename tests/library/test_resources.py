"""What members recommend: who sees it, what is refused, what becomes of it."""

from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.library.actions.resources import (
    Recommended,
    forget_who_left,
    recommend,
    withdraw_resource,
)
from collegium.library.models import Outdated, Resource
from collegium.people.actions.nobody import nobody_in
from collegium.people.models import Person
from tests.library.conftest import World, signed_in

GOOD = {
    "kind": "article",
    "title": "Who has the monkey now?",
    "link": "https://example.org/monkey?page=2",
    "why": "It names in two pages what I did wrong for years.",
    "topic": "delegating",
    "technique": "give-back-the-question",
    "language": "en",
}
OFFER = {
    "title": "taking over the team that I was part of",
    "why": "I did it twice, once badly. Mornings before nine are best.",
    "topic": "former_peers",
    "technique": "",
    "language": "en",
}
LIST = reverse("library:resources")


def a_resource(person: Person, **parts: str) -> Resource:
    """One that is shared already."""
    said = Recommended(**{**GOOD, "signed": False, **parts})  # type: ignore[arg-type]  # words
    made = recommend(person, said, once=uuid4(), now=timezone.now())
    return Resource.objects.get(pk=made)


def url(name: str, resource: Resource) -> str:
    return reverse(f"library:{name}", args=[resource.pk])


def posted(person: Person, name: str = "recommend", **parts: str) -> int:
    """Send the form; its status."""
    sent = (GOOD if name == "recommend" else OFFER) | {"once": str(uuid4())} | parts
    return signed_in(person).post(reverse(f"library:{name}"), sent).status_code


def test_what_one_recommends_all_can_read_without_a_name(world: World) -> None:
    client = signed_in(world.author)
    sent = GOOD | {"once": str(uuid4())}
    for _ in range(2):
        assert client.post(reverse("library:recommend"), sent).status_code == 302
    resource = Resource.objects.get()
    reader = signed_in(world.outsider)
    assert GOOD["title"] in reader.get(LIST).content.decode()
    page = reader.get(url("resource", resource)).content.decode()
    assert "Recommended by a colleague" in page
    assert "Open it at example.org" in page
    assert 'href="https://example.org/monkey?page=2"' in page
    assert world.author.name not in page
    assert signed_in(world.stranger).get(url("resource", resource)).status_code == 404
    assert GOOD["title"] not in signed_in(world.stranger).get(LIST).content.decode()


def test_who_signs_is_named(world: World) -> None:
    assert posted(world.author, signed="on") == 302
    page = signed_in(world.outsider).get(url("resource", Resource.objects.get()))
    assert f"Recommended by {world.author.name}" in page.content.decode()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://example.org/",
        "ftp://example.org/",
        "https://user:word@example.org/",
        "https://127.0.0.1/",
        "https://10.0.0.7/wiki",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://localhost:8000/",
        "https://2130706433/",
        "https://example.org/ a b",
        "https://example.org/\n",
        "example.org",
        "",
        "https://example.org/" + "x" * 10_000,
    ],
)
def test_such_links_are_refused(world: World, link: str) -> None:
    if link.endswith("\n"):
        link += "x"
    assert posted(world.author, link=link) == 422
    assert not Resource.objects.exists()


def test_a_book_needs_no_link_and_a_video_does(world: World) -> None:
    assert posted(world.author, kind="book", link="") == 302
    assert posted(world.author, kind="video", link="") == 422


@pytest.mark.parametrize("part", ["title", "why"])
def test_too_much_is_refused_and_kept(world: World, part: str) -> None:
    sent = GOOD | {"once": str(uuid4()), part: "long " * 2000}
    answer = signed_in(world.author).post(reverse("library:recommend"), sent)
    assert answer.status_code == 422
    assert "long long long" in answer.content.decode()
    assert posted(world.author, technique="no-such-technique") == 422
    assert posted(world.author, kind="person") == 422


def test_a_colleagues_name_is_pointed_at_once(world: World) -> None:
    why = "Grace showed it to me, and it helped."
    sent = GOOD | {"once": str(uuid4()), "why": why}
    answer = signed_in(world.author).post(reverse("library:recommend"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This may be a colleague&#x27;s name: Grace" in page
    assert why in page
    assert posted(world.author, why=why, looked="on") == 302


def test_whoever_was_forgotten_stops_no_text(world: World) -> None:
    nobody_in(world.group.organisation)
    assert posted(world.author, why="A former member of a board explains it well.") == 302


def test_a_text_without_names_asks_for_no_tick(world: World) -> None:
    answer = signed_in(world.author).post(reverse("library:recommend"), {"title": "x"})
    assert answer.status_code == 422
    assert 'name="looked"' not in answer.content.decode()


def test_people_offer_themselves_with_their_name(world: World) -> None:
    assert posted(world.author, "offer", recommended_by=str(world.outsider.pk), signed="") == 302
    resource = Resource.objects.get()
    assert (resource.recommended_by, resource.signed) == (world.author, True)
    page = signed_in(world.outsider).get(LIST).content.decode()
    assert f"{world.author.name}: {OFFER['title']}" in page


def test_an_offer_ends_with_leaving_and_does_not_come_back(world: World) -> None:
    posted(world.author, "offer")
    a_resource(world.author, title="A book that stays", kind="book", link="")
    Person.objects.filter(pk=world.author.pk).update(is_active=False)
    reader = signed_in(world.outsider)
    page = reader.get(LIST).content.decode()
    assert OFFER["title"] not in page
    assert "A book that stays" in page
    offer = Resource.objects.get(kind="person")
    assert reader.get(url("resource", offer)).status_code == 404
    assert forget_who_left() > 0
    assert forget_who_left() == 0
    assert not Resource.objects.filter(kind="person").exists()


def test_who_is_erased_takes_their_words_along(world: World) -> None:
    a_resource(world.author)
    world.author.delete()
    assert not Resource.objects.exists()


def test_only_its_recommender_changes_and_withdraws_it(world: World) -> None:
    resource = a_resource(world.author)
    other = signed_in(world.outsider)
    sent = GOOD | {"once": str(uuid4()), "title": "Mine now"}
    assert other.get(url("change_resource", resource)).status_code == 302
    assert other.post(url("change_resource", resource), sent).status_code == 302
    assert other.post(url("withdraw_resource", resource)).status_code == 404
    assert Resource.objects.get().title == GOOD["title"]
    own = signed_in(world.author)
    form = own.get(url("change_resource", resource)).content.decode()
    assert GOOD["why"] in form
    assert own.post(url("change_resource", resource), sent).status_code == 302
    assert Resource.objects.get().title == "Mine now"
    assert own.post(url("change_resource", resource), sent | {"title": ""}).status_code == 422
    assert own.post(url("withdraw_resource", resource)).status_code == 302
    assert not Resource.objects.exists()
    assert own.post(url("withdraw_resource", resource)).status_code == 404


def test_the_mark_outdated_stands_until_its_recommender_looks(world: World) -> None:
    resource = a_resource(world.author)
    reader = signed_in(world.outsider)
    for _ in range(2):
        assert reader.post(url("outdated", resource)).status_code == 302
    assert Outdated.objects.count() == 1
    assert "You said that it is outdated" in reader.get(url("resource", resource)).content.decode()
    own = signed_in(world.author).get(url("resource", resource)).content.decode()
    assert "One colleague finds it outdated" in own
    assert world.outsider.name not in own
    assert "Somebody finds it outdated" in signed_in(world.named).get(LIST).content.decode()
    again = GOOD | {"once": str(uuid4())}
    signed_in(world.author).post(url("change_resource", resource), again)
    assert "Somebody finds it outdated" not in reader.get(LIST).content.decode()


def test_kind_and_topic_narrow_the_list_and_nonsense_is_left_out(world: World) -> None:
    a_resource(world.author, title="The first", kind="book", link="")
    a_resource(world.author, title="The second", topic="hard_feedback")
    reader = signed_in(world.outsider)

    def shown(**query: str) -> set[str]:
        page = reader.get(LIST, query).content.decode()
        return {title for title in ("The first", "The second") if title in page}

    assert shown(kind="book") == {"The first"}
    assert shown(topic="hard_feedback") == {"The second"}
    assert shown(kind="no", topic="way", page="minus") == {"The first", "The second"}
    assert "Nothing here yet" in reader.get(LIST, {"kind": "video"}).content.decode()


def test_a_technique_shows_its_own_then_what_is_about_its_topic(world: World) -> None:
    a_resource(world.author, title="About the topic", technique="")
    a_resource(world.author, title="About the technique")
    a_resource(world.author, title="About another", technique="outcome-and-limits")
    address = reverse("library:technique", args=["give-back-the-question"])
    page = signed_in(world.outsider).get(address).content.decode()
    assert 0 < page.index("About the technique") < page.index("About the topic")
    assert "About another" not in page


def test_the_search_finds_it_until_it_is_withdrawn(world: World) -> None:
    resource = a_resource(world.author)

    def found() -> bool:
        page = signed_in(world.outsider).post(reverse("library:search"), {"q": "monkey"})
        return url("resource", resource) in page.content.decode()

    assert found()
    withdraw_resource(world.author, resource.pk)
    assert not found()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as rows:
        assert client.get(address).status_code == 200
    return len(rows)


@pytest.mark.parametrize(
    ("address", "expected"),
    [(LIST, 6), (reverse("library:technique", args=[GOOD["technique"]]), 7)],
)
def test_pages_with_resources_cost_the_same_at_any_length(
    world: World, address: str, expected: int
) -> None:
    client = signed_in(world.author)
    a_resource(world.author)
    one = queries(client, address)
    a_resource(world.named)
    a_resource(world.outsider, technique="")
    assert (one, queries(client, address)) == (expected, expected)


def test_no_identity_of_somebody_elses_is_adopted(world: World) -> None:
    once = uuid4()
    said = Recommended(**GOOD, signed=False)
    first = recommend(world.author, said, once=once, now=timezone.now())
    second = recommend(world.outsider, said, once=once, now=timezone.now())
    assert isinstance(first, UUID)
    assert first != second
