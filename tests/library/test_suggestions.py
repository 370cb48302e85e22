"""What is offered where alternatives are collected."""

import pytest
from django.test import Client
from django.urls import reverse

from collegium.groups.models import Challenge, Topic
from tests.library.conftest import World, a_story, signed_in

pytestmark = pytest.mark.django_db(databases="__all__")


def page(client: Client, world: World, **query: str) -> str:
    address = reverse("library:suggestions", args=[world.group.pk])
    return client.get(address, query).content.decode()


def test_techniques_and_wins_of_the_groups_challenge_are_offered(world: World) -> None:
    a_story(world, title="It went well", kind="win")
    a_story(world, title="It did not", kind="failure")
    a_story(world, title="Of something else", kind="win", topic="hard_feedback")
    for query in ({}, {"part": "1"}):
        text = page(signed_in(world.author), world, **query)
        assert "Hand over the outcome and the limits" in text
        assert "It went well" in text
        assert "It did not" not in text
        assert "Of something else" not in text


@pytest.mark.parametrize("query", [{}, {"part": "1"}])
def test_a_challenge_of_its_own_kind_is_offered_every_topic(
    world: World, query: dict[str, str]
) -> None:
    text = page(signed_in(world.author), world, **query)
    assert "Conflict in the team" not in text
    Challenge.objects.update(topic=Topic.OTHER)
    text = page(signed_in(world.author), world, **query)
    for words in ("Conflict in the team", "Too many priorities", "Say what stays"):
        assert words in text
    assert "Nothing yet" not in text


def test_the_part_is_no_whole_page(world: World) -> None:
    client = signed_in(world.author)
    assert "<html" in page(client, world)
    assert "<html" not in page(client, world, part="1")
