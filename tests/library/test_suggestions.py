"""What is offered where alternatives are collected."""

import pytest
from django.test import Client
from django.urls import reverse

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


def test_the_part_is_no_whole_page(world: World) -> None:
    client = signed_in(world.author)
    assert "<html" in page(client, world)
    assert "<html" not in page(client, world, part="1")
