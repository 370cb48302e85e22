from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.models import Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.practice import actions
from collegium.practice.actions import Said
from collegium.practice.models import News, Post, ThreadSeat
from collegium.practice.queries.thread import ON_A_PAGE, post_of, thread_of, unseen
from collegium.vault import keyring
from tests.builders import a_person
from tests.practice.worlds import practising

MARK = "Who has handed a budget over?"


@pytest.fixture
def rooms() -> list[Room]:
    return practising(held=timezone.now() - timedelta(days=9))


def said(room: Room, text: str = MARK, *, asks: bool = False) -> Post:
    return actions.say(room, once=uuid4(), said=Said(text), asks=asks, now=timezone.now())


def answered(room: Room, post: Post, text: str = "I have") -> Post:
    return actions.reply(room, post.pk, once=uuid4(), said=Said(text), now=timezone.now())


def base(rooms: list[Room]) -> str:
    return f"/groups/{rooms[0].group.pk}/thread/"


def test_what_is_said_once_the_whole_group_reads(client: Client, rooms: list[Room]) -> None:
    sent = {"once": uuid4(), "text": MARK, "asks": "on"}
    client.force_login(rooms[0].person)
    for _ in range(2):
        assert client.post(base(rooms), sent).status_code == 302
    post = Post.objects.get()
    assert MARK.encode() not in bytes(post.text)
    for room in rooms:
        client.force_login(room.person)
        page = client.get(base(rooms)).content.decode()
        assert MARK in page
        assert "Asks for feedback" in page


def test_an_empty_thread_invites_and_an_empty_post_is_refused(
    client: Client, rooms: list[Room]
) -> None:
    client.force_login(rooms[0].person)
    assert "Nothing has been said yet" in client.get(base(rooms)).content.decode()
    assert client.post(base(rooms), {"once": uuid4(), "text": " "}).status_code == 422
    long = "a" * 2001
    answer = client.post(base(rooms), {"once": uuid4(), "text": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert not Post.objects.exists()


def test_feedback_has_two_parts_of_which_one_is_enough(client: Client, rooms: list[Room]) -> None:
    post = said(rooms[0], asks=True)
    client.force_login(rooms[1].person)
    address = f"{base(rooms)}{post.pk}/"
    assert "What I would try" in client.get(address).content.decode()
    empty = client.post(address, {"once": uuid4(), "helped": "", "would_try": ""})
    assert empty.status_code == 422
    sent = {"once": uuid4(), "helped": "", "would_try": "Ask her first"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    (reply,) = post_of(rooms[0], post.pk).replies
    assert (reply.author, reply.would_try, reply.text) == ("Grace Murray", "Ask her first", "")


def test_an_answer_is_not_answered(rooms: list[Room]) -> None:
    reply = answered(rooms[1], said(rooms[0]))
    with pytest.raises(Post.DoesNotExist):
        answered(rooms[0], reply)


def test_one_changes_ones_own_words_and_nobody_elses(client: Client, rooms: list[Room]) -> None:
    post = said(rooms[0])
    address = f"{base(rooms)}{post.pk}/edit/"
    client.force_login(rooms[1].person)
    assert client.get(address).status_code == 404
    assert client.post(address, {"once": uuid4(), "text": "theirs"}).status_code == 404
    client.force_login(rooms[0].person)
    assert MARK in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address, {"once": uuid4(), "text": "Mended"}).status_code == 302
    found = post_of(rooms[1], post.pk)
    assert found.text == "Mended"
    assert found.changed is not None


def test_what_is_taken_back_is_gone(client: Client, rooms: list[Room]) -> None:
    post = said(rooms[0])
    address = f"{base(rooms)}{post.pk}/take-back/"
    client.force_login(rooms[1].person)
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(rooms[0].person)
    assert "nobody can bring them back" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert not Post.objects.exists()


def test_answers_outlive_what_they_answer(client: Client, rooms: list[Room]) -> None:
    post = said(rooms[0])
    reply = answered(rooms[1], post)
    for _ in range(2):
        actions.take_back(rooms[0], post.pk, now=timezone.now())
    found = post_of(rooms[2], post.pk)
    assert (found.text, found.taken_back, len(found.replies)) == ("", True, 1)
    client.force_login(rooms[2].person)
    assert "Taken back by its author" in client.get(base(rooms)).content.decode()
    with pytest.raises(Post.DoesNotExist):
        answered(rooms[2], post)
    actions.take_back(rooms[1], reply.pk, now=timezone.now())
    assert not Post.objects.exists()


def test_a_newcomer_reads_what_is_said_from_then_on(client: Client, rooms: list[Room]) -> None:
    before = said(rooms[0], "from before")
    newcomer = a_person(rooms[0].group.organisation, "Nova Comer")
    Member.objects.create(group=rooms[0].group, person=newcomer, joined_at=timezone.now())
    answered(rooms[1], before, "late answer")
    after = said(rooms[0], "from now on")
    room = enter(newcomer, rooms[0].group.pk)
    assert [post.id for post in thread_of(room).posts] == [after.pk]
    assert unseen(room) == 1
    client.force_login(newcomer)
    assert client.get(f"{base(rooms)}{before.pk}/").status_code == 404
    assert client.post(f"{base(rooms)}{before.pk}/", {"text": "x"}).status_code == 404


def test_nobody_else_gets_in(client: Client, rooms: list[Room]) -> None:
    post = said(rooms[0])
    client.force_login(practising()[0].person)
    for path in ("", f"{post.pk}/", f"{post.pk}/edit/", "seen/", "news/"):
        assert client.get(base(rooms) + path).status_code == 404
        assert client.post(base(rooms) + path, {"text": "x"}).status_code == 404


def test_what_is_new_is_marked_until_it_was_seen(client: Client, rooms: list[Room]) -> None:
    said(rooms[1], "first")
    assert unseen(rooms[0]) == 1
    client.force_login(rooms[0].person)
    for _ in range(2):
        assert client.post(f"{base(rooms)}seen/").status_code == 204
    assert unseen(rooms[0]) == 0
    answered(rooms[2], said(rooms[1], "second"))
    assert unseen(rooms[0]) == 2
    assert [post.new for post in thread_of(rooms[0]).posts] == [True, False]


def test_news_can_be_muted(client: Client, rooms: list[Room]) -> None:
    client.force_login(rooms[0].person)
    assert client.post(f"{base(rooms)}news/", {"news": "never"}).status_code == 302
    assert client.post(f"{base(rooms)}news/", {"news": "hourly"}).status_code == 302
    assert ThreadSeat.objects.get().news == News.NEVER
    assert thread_of(rooms[0]).news is News.NEVER


def test_the_thread_is_read_page_by_page(client: Client, rooms: list[Room]) -> None:
    for number in range(ON_A_PAGE + 1):
        said(rooms[0], f"word {number} of eleven")
    client.force_login(rooms[1].person)
    first, second = (
        client.get(f"{base(rooms)}?page={page}").content.decode() for page in ("1", "99")
    )
    assert "word 10 of eleven" in first
    assert "word 0 of eleven" not in first
    assert "word 0 of eleven" in second
    assert client.get(f"{base(rooms)}?page=²").status_code == 200


def test_a_page_costs_the_same_with_one_post_and_with_three(
    client: Client, rooms: list[Room]
) -> None:
    client.force_login(rooms[0].person)

    def cost(path: str = "") -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            assert client.get(base(rooms) + path).status_code == 200
        return len(main), len(vault)

    post = said(rooms[1])
    answered(rooms[0], post)
    first = cost(), cost(f"{post.pk}/")
    for room in rooms[1:3]:
        answered(room, said(room))
        answered(room, post)
    assert (cost(), cost(f"{post.pk}/")) == first == ((16, 1), (15, 1))


def test_a_foreign_identity_is_not_taken_over(rooms: list[Room]) -> None:
    theirs = said(rooms[1])
    own: list[UUID] = [
        actions.say(rooms[0], once=theirs.pk, said=Said("mine"), now=timezone.now()).pk
        for _ in range(2)
    ]
    assert own[0] == own[1] != theirs.pk
