"""Reminders in a channel: what goes over the wire, to real servers, and all that can go wrong."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.domain.rhythm.channels import LATE
from collegium.mailing.actions import posting
from collegium.mailing.actions.channels import (
    NoChannelError,
    Place,
    Telling,
    forget_channel,
    keep_channel,
    try_channel,
)
from collegium.mailing.chat import sending
from collegium.mailing.chat.shapes import Post, body_of, service_at
from collegium.mailing.models import ChatChannel, ChatKind, ChatPost, ChatService, MailState
from collegium.mailing.queries.channels import channel_of
from collegium.outgoing import Limits, Ways, target
from collegium.people.models import Organisation, Person
from tests.architecture.canaries import everything_stored
from tests.builders import an_organisation
from tests.outgoing.servers import Talk, says, serving
from tests.practice.worlds import practising

SECRET = "/hooks/s3cretword"
HELD = datetime(2026, 3, 4, 9, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 8, 12, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 3, 9, 8, tzinfo=UTC)  # in Berlin
ALL = frozenset({ChatKind.TIP, ChatKind.CHECK_IN, ChatKind.LOG})


@dataclass
class Chat:
    """A chat on this machine: what it was sent, and what it answers."""

    talk: Talk
    port: int = 0
    asked: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{SECRET}"

    @property
    def ways(self) -> Ways:
        return Ways(trusted={f"http://127.0.0.1:{self.port}"})

    @property
    def texts(self) -> list[str]:
        return [json.loads(one.split(b"\r\n\r\n", 1)[1])["text"] for one in self.asked]

    def __call__(self, line: socket.socket, asked: bytes) -> None:
        while not _is_whole(asked):
            asked += line.recv(65536)
        self.asked.append(asked)
        self.talk(line, asked)


def _is_whole(asked: bytes) -> bool:
    head, _, body = asked.partition(b"\r\n\r\n")
    length = next(
        (int(one[15:]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length")),
        0,
    )
    return len(body) >= length


@pytest.fixture
def chat() -> Iterator[Chat]:
    found = Chat(says("HTTP/1.1 200 OK", body=b"ok"))
    with serving(found) as found.port:
        yield found


def telling(*kinds: ChatKind, language: str = "en") -> Telling:
    return Telling(kinds or ALL, language, "Europe/Berlin", "DE")


def named(chat: Chat, *, groups: int = 2, now: datetime = SUNDAY) -> Organisation:
    """An organisation with so many groups in practice, and its channel."""
    organisation = an_organisation()
    for _ in range(groups):
        people_apart(organisation)
    place = Place(ChatService.MATTERMOST, chat.address)
    keep_channel(organisation, telling(), place=place, now=now)
    return organisation


def people_apart(organisation: Organisation) -> None:
    """One more group in practice; its people leave their addresses to the next one."""
    practising(organisation, held=HELD)
    for person in Person.objects.filter(organisation=organisation):
        person.email = f"{uuid4().hex}@northwind.example"
        person.save(update_fields=["email"])


def post(chat: Chat, now: datetime) -> int:
    return posting.post_due(clock=lambda: now, ways=chat.ways)


def states() -> list[str]:
    return [one.state for one in ChatPost.objects.order_by("due_at")]


def test_a_week_in_a_channel(chat: Chat) -> None:
    named(chat)
    days = [SUNDAY + timedelta(days=n) for n in range(7)]
    hours = [day.replace(hour=hour) for day in days for hour in (8, 12, 13, 14)][1:]
    assert [now for now in hours if post(chat, now)] == [
        SUNDAY,
        MONDAY_NINE,
        MONDAY_NINE + timedelta(days=2),
        MONDAY_NINE + timedelta(days=4, hours=5),
    ]
    first, week, talk, log = chat.texts
    assert "can post here now" in first
    assert "A new week of practice" in week
    assert "buddy" in talk
    assert "Three lines" in log
    assert week.endswith("[See what is next for you](http://testserver/today/)")
    assert b"POST /hooks/s3cretword HTTP/1.1" in chat.asked[0]
    assert b"Content-Type: application/json" in chat.asked[0]
    assert set(states()) == {MailState.SENT}


def test_no_name_of_anybody_or_anything_is_posted(chat: Chat) -> None:
    organisation = named(chat)
    post(chat, SUNDAY)
    post(chat, MONDAY_NINE)
    sent = b"".join(chat.asked).decode()
    for word in ("Group 1", "Spring", "Ada", "Byron", "Lise", "delegat", organisation.name):
        assert word not in sent


def test_it_is_said_in_the_channels_language_and_on_its_clock(chat: Chat) -> None:
    organisation = named(chat)
    tokyo = Telling(ALL, "de", "Asia/Tokyo", "JP")
    keep_channel(organisation, tokyo, place=None, now=SUNDAY)
    post(chat, SUNDAY)
    assert post(chat, MONDAY_NINE - timedelta(hours=8)) == 1
    assert len(chat.asked) == 2


def test_one_group_is_never_pointed_at(chat: Chat) -> None:
    named(chat, groups=1)
    assert post(chat, SUNDAY) == 1
    assert post(chat, MONDAY_NINE) == 0
    assert "can post here now" in chat.texts[0]


def test_what_was_switched_off_meanwhile_is_dropped(chat: Chat) -> None:
    organisation = named(chat)
    post(chat, SUNDAY)
    assert posting.plan_posts(MONDAY_NINE) == 1
    keep_channel(organisation, telling(ChatKind.LOG), place=None, now=MONDAY_NINE)
    post(chat, MONDAY_NINE)
    assert states() == [MailState.SENT, MailState.DROPPED]
    assert len(chat.asked) == 1


def test_a_post_for_an_address_that_was_changed_does_not_go_to_the_new_one(chat: Chat) -> None:
    organisation = named(chat)
    posting.plan_posts(MONDAY_NINE)
    place = Place(ChatService.MATTERMOST, chat.address + "2")
    keep_channel(organisation, telling(), place=place, now=MONDAY_NINE)
    post(chat, MONDAY_NINE)
    assert len(chat.asked) == 1
    assert b"/hooks/s3cretword2" in chat.asked[0]


def test_two_workers_tell_it_once(chat: Chat) -> None:
    named(chat)
    post(chat, SUNDAY)
    for _ in range(3):
        posting.plan_posts(MONDAY_NINE)
        post(chat, MONDAY_NINE)
    assert len(chat.asked) == 2  # the first message and the week's


def test_what_a_dead_worker_held_is_free_again(chat: Chat) -> None:
    named(chat)
    assert posting._claimed(SUNDAY) is not None
    assert post(chat, SUNDAY) == 0
    assert post(chat, SUNDAY + posting.LEASE) == 1


def test_a_clock_that_was_wrong_holds_nothing_up(chat: Chat) -> None:
    named(chat)
    ahead = SUNDAY + timedelta(days=400)
    ChatPost.objects.update(leased_until=ahead, retry_at=ahead)
    assert post(chat, SUNDAY) == 1


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "400 Bad"])
def test_an_address_that_is_gone_is_said_and_left_alone(chat: Chat, status: str) -> None:
    organisation = named(chat)
    chat.talk = says(f"HTTP/1.1 {status}", body=b"invalid_token s3cretword")
    post(chat, SUNDAY)
    found = channel_of(organisation)
    assert found is not None
    assert found.is_broken
    assert found.problem == f"status {status[:3]}"
    assert post(chat, MONDAY_NINE) == 0
    assert len(chat.asked) == 1
    assert b"invalid_token" not in everything_stored()


def test_an_address_that_works_again_is_tried_and_mended(chat: Chat) -> None:
    organisation = named(chat)
    works, chat.talk = chat.talk, says("HTTP/1.1 404 Not Found")
    post(chat, SUNDAY)
    chat.talk = works
    once = uuid4()
    for _ in range(2):
        try_channel(organisation, once=once, now=SUNDAY)
    assert post(chat, SUNDAY) == 1
    found = channel_of(organisation)
    assert found is not None
    assert not found.is_broken
    assert found.told_at == SUNDAY
    assert post(chat, MONDAY_NINE) == 1


def test_a_server_in_trouble_is_asked_again_and_then_left_for_that_day(chat: Chat) -> None:
    organisation = named(chat)
    chat.talk = says("HTTP/1.1 503 Busy")
    minutes = [SUNDAY + timedelta(minutes=n) for n in range(8 * 60)]
    tried = [int((now - SUNDAY).total_seconds() / 60) for now in minutes if post(chat, now)]
    assert tried == [0, 1, 6, 21, 81]
    found = channel_of(organisation)
    assert found is not None
    assert (found.problem, found.is_broken) == ("status 503", False)
    assert states() == [MailState.EXPIRED]
    chat.talk = says("HTTP/1.1 202 Accepted")
    assert post(chat, MONDAY_NINE) == 1
    found = channel_of(organisation)
    assert found is not None
    assert (found.problem, found.told_at) == ("", MONDAY_NINE)


def test_a_word_for_monday_is_not_said_in_the_evening(chat: Chat) -> None:
    named(chat)
    post(chat, SUNDAY)
    posting.plan_posts(MONDAY_NINE)
    post(chat, MONDAY_NINE + LATE)
    assert states() == [MailState.SENT, MailState.EXPIRED]
    assert len(chat.asked) == 1


def slowly(line: socket.socket, _asked: bytes) -> None:
    time.sleep(0.5)
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


def endless(line: socket.socket, _asked: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(b"x" * 65536)


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        (says("HTTP/1.1 302 Found", "Location: http://127.0.0.1:1/"), ("moved", True)),
        (endless, ("too large", True)),
        (says("SSH-2.0-OpenSSH_9.6"), ("garbled", True)),
        (slowly, ("too slow", False)),
    ],
)
def test_hostile_servers(
    chat: Chat,
    talk: Talk,
    told: tuple[str, bool],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sending, "LIMITS", Limits(connect=1, read=0.2, total=0.3, size=65536))
    organisation = named(chat, groups=0)
    chat.talk = talk
    with caplog.at_level(logging.DEBUG):
        began = time.monotonic()
        post(chat, SUNDAY)
        assert time.monotonic() - began < 2
    found = channel_of(organisation)
    assert found is not None
    assert (found.problem, found.is_broken) == told
    assert "s3cretword" not in caplog.text


def test_an_internal_address_is_not_asked_unless_the_operator_allows_it(chat: Chat) -> None:
    organisation = named(chat)
    posting.post_due(clock=lambda: SUNDAY, ways=Ways(trusted={"http://127.0.0.1:1"}))
    found = channel_of(organisation)
    assert found is not None
    assert found.is_broken
    assert chat.asked == []


def test_nothing_of_an_address_stands_in_the_database_but_its_end(chat: Chat) -> None:
    organisation = named(chat)
    post(chat, SUNDAY)
    stored = everything_stored()
    assert b"s3cretword" not in stored
    assert ChatChannel.objects.get().ends_in == "word"
    assert "s3cret" not in repr(channel_of(organisation))
    for _ in range(2):
        forget_channel(organisation)
    assert not ChatPost.objects.exists()


def test_nothing_is_kept_without_an_address() -> None:
    organisation = an_organisation()
    with pytest.raises(NoChannelError):
        keep_channel(organisation, telling(), place=None, now=SUNDAY)
    assert not ChatChannel.objects.exists()


def test_a_pass_with_nothing_due_costs_two_queries_for_one_channel_and_for_three(
    chat: Chat,
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            post(chat, SUNDAY + timedelta(hours=1))
        return len(queries)

    assert cost() == 2
    for _ in range(3):
        named(chat)
    post(chat, SUNDAY)
    assert cost() == 2


WORDS = Post("Wait & see <now>", "Go", "https://here.example/today/")


def test_each_service_gets_the_shape_it_wants() -> None:
    slack = json.loads(body_of(ChatService.SLACK, WORDS))
    assert slack == {"text": "Wait &amp; see &lt;now&gt;\n<https://here.example/today/|Go>"}
    mattermost = json.loads(body_of(ChatService.MATTERMOST, WORDS))
    assert mattermost == {"text": "Wait & see <now>\n[Go](https://here.example/today/)"}
    teams = json.loads(body_of(ChatService.TEAMS, WORDS))
    assert teams["type"] == "message"
    (attached,) = teams["attachments"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attached["content"]
    assert card["type"] == "AdaptiveCard"
    assert card["body"][0] == {"type": "TextBlock", "text": "Wait & see <now>", "wrap": True}
    assert card["actions"][0]["url"] == "https://here.example/today/"


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T0/B0/x", ChatService.SLACK),
        ("https://prod-12.westus.logic.azure.com:443/workflows/1/x?sig=2", ChatService.TEAMS),
        ("https://default1.ab.environment.api.powerplatform.com/x", ChatService.TEAMS),
        ("https://northwind.webhook.office.com/webhookb2/1", ChatService.TEAMS),
        ("https://chat.northwind.example/hooks/abc", ChatService.MATTERMOST),
        ("https://northwind.example/chat/hooks/abc", ChatService.MATTERMOST),
        ("https://hooks.slack.com.evil.example/services/x", None),
        ("https://evilhooks.slack.com.example/hook", None),
    ],
)
def test_the_address_tells_which_service_it_is(address: str, service: ChatService | None) -> None:
    assert service_at(target(address)) == service
