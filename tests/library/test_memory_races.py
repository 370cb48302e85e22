"""Taking back while another member answers or signs, where a database lets two write at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from collegium.groups.actions import propose_agreement, sign_agreement
from collegium.groups.actions.own_words import take_back_agreement
from collegium.groups.models import Agreement
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries import enter
from collegium.groups.queries.hands import hand_of
from collegium.groups.rooms import Room
from collegium.practice import actions as practice
from collegium.practice.actions import Said
from collegium.practice.actions.own_words import take_back_written
from collegium.practice.models import Post
from tests.builders import a_group, a_programme, an_organisation, four_people
from tests.library.memories import FIRST

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
    pytest.mark.django_db(transaction=True, databases="__all__"),
]


def a_pair() -> tuple[Room, Room]:
    organisation = an_organisation()
    people = four_people(organisation)
    group = a_group(a_programme(organisation), *people)
    return enter(people[0], group.pk), enter(people[1], group.pk)


def meanwhile(act: Callable[[], object], then: Callable[[], object]) -> None:
    """Do `then` after `act` has written and before it is committed."""
    written = Event()

    def first() -> None:
        try:
            with transaction.atomic():
                act()
                written.set()
                sleep(0.3)
        finally:
            written.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        done = other.submit(first)
        assert written.wait(10)
        try:
            then()
        finally:
            done.result()


def test_an_answer_that_comes_in_between_stays() -> None:
    author, other = a_pair()
    post = practice.say(author, once=uuid4(), said=Said(text="Who else?"), now=FIRST)
    answer = Said(text="I do")
    meanwhile(
        lambda: practice.reply(other, post.pk, once=uuid4(), said=answer, now=FIRST),
        lambda: take_back_written(hand_of(author), "post", post.pk, now=FIRST),
    )
    assert [other.read(one, "text") for one in Post.objects.filter(parent=post)] == ["I do"]


def test_an_agreement_that_is_signed_in_between_stays() -> None:
    author, other = a_pair()
    agreement = propose_agreement(author, text="We begin on time", once=uuid4(), now=FIRST)
    with pytest.raises(NotYoursError):
        meanwhile(
            lambda: sign_agreement(other, agreement.pk, now=FIRST),
            lambda: take_back_agreement(hand_of(author), agreement.pk),
        )
    assert Agreement.objects.get().signatures.count() == 2
