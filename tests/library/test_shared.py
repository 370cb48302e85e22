"""What everybody may read, and what the search finds."""

from datetime import date

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from collegium.groups.models import Topic
from collegium.library.catalogue import techniques
from collegium.library.queries.shared import find_stories
from tests.library.conftest import World, a_story, signed_in

LIBRARY = "/library/"
TODAY = date(2026, 3, 10)


def titles(world: World, **wanted: str) -> list[str]:
    return [story.title for story in find_stories(world.outsider, today=TODAY, **wanted)]


def test_failures_come_first(world: World) -> None:
    a_story(world, title="It went well", kind="win")
    a_story(world, title="It did not", kind="failure")
    assert titles(world) == ["It did not", "It went well"]


def test_topic_and_kind_narrow_it_down(world: World) -> None:
    a_story(world, title="One", topic="hard_feedback")
    a_story(world, title="Two", kind="win")
    assert titles(world, topic="hard_feedback") == ["One"]
    assert titles(world, kind="win", topic="delegating") == ["Two"]


def test_another_organisation_finds_and_opens_nothing(world: World) -> None:
    story = a_story(world)
    client = signed_in(world.stranger)
    assert story.title not in client.get(LIBRARY).content.decode()
    assert client.get(reverse("library:story", args=[story.pk])).status_code == 404


def test_the_empty_library_says_what_to_do(world: World) -> None:
    page = signed_in(world.author).get(LIBRARY).content.decode()
    assert "Somebody has to be first" in page
    assert world.url("write") in page
    assert "Look at the techniques" in signed_in(world.outsider).get(LIBRARY).content.decode()


def test_unknown_filters_are_left_out(world: World) -> None:
    a_story(world, title="Still here")
    answer = signed_in(world.outsider).get(LIBRARY, {"topic": "nonsense", "page": "minus one"})
    assert answer.status_code == 200
    assert "Still here" in answer.content.decode()


def test_every_technique_has_its_page_with_its_sources(world: World) -> None:
    client = signed_in(world.outsider)
    listed = client.get(reverse("library:techniques")).content.decode()
    for one in techniques("en"):
        url = reverse("library:technique", args=[one.slug])
        assert f'href="{url}"' in listed
        page = client.get(url).content.decode()
        assert "What to watch out for" in page, one.slug
        for source in one.sources:
            assert escape(source.title) in page, one.slug
            assert f'href="{source.address}"' in page or not source.address, one.slug


def test_the_list_leads_to_each_challenge(world: World) -> None:
    page = signed_in(world.outsider).get(reverse("library:techniques")).content.decode()
    for topic in Topic:
        there = topic is not Topic.OTHER
        assert (f'href="#{topic.value}"' in page) is there
        assert (f'id="{topic.value}"' in page) is there


def test_a_technique_shows_stories_of_its_kind(world: World) -> None:
    a_story(world, title="Of this kind", topic=Topic.DELEGATING)
    url = reverse("library:technique", args=["outcome-and-limits"])
    assert "Of this kind" in signed_in(world.outsider).get(url).content.decode()
    missing = reverse("library:technique", args=["no-such-thing"])
    assert signed_in(world.outsider).get(missing).status_code == 404


def test_german_readers_read_german(world: World) -> None:
    world.outsider.language = "de"
    world.outsider.save()
    page = signed_in(world.outsider).get(reverse("library:techniques")).content.decode()
    assert "Ergebnis und Grenzen übergeben" in page
    assert "Wege, darauf zu antworten" in page


def queries_of(world: World, url: str) -> dict[str, int]:
    client = signed_in(world.author)
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["vault"]) as keys,
    ):
        assert client.get(url).status_code == 200
    return {"default": len(rows), "vault": len(keys)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("library", {"default": 8, "vault": 0}), ("drafts", {"default": 7, "vault": 0})],
)
def test_lists_take_the_same_queries_at_any_length(
    world: World, name: str, expected: dict[str, int]
) -> None:
    url = LIBRARY if name == "library" else world.url("drafts")
    a_story(world, title="First", signed="yes")
    one = queries_of(world, url)
    a_story(world, title="Second", signed="yes")
    a_story(world, title="Third", signed="yes")
    assert (one, queries_of(world, url)) == (expected, expected)


@pytest.mark.parametrize("name", ["library", "techniques"])
def test_strangers_to_the_house_are_sent_to_sign_in(name: str) -> None:
    from django.test import Client

    answer = Client().get(reverse(f"library:{name}"))
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["drafts", "write"])
def test_pages_of_the_group_open_for_members_only(world: World, name: str) -> None:
    url = world.url(name)
    assert signed_in(world.named).get(url).status_code == 200
    for reader in (world.outsider, world.lead, world.stranger):
        assert signed_in(reader).get(url).status_code == 404
