"""The page on which an administrator names a channel."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from collegium.domain.rhythm import USUAL
from collegium.mailing.models import ChatChannel, ChatPost
from collegium.people.models import Person, RoleName
from tests.builders import a_person, an_organisation, with_role

PAGE = "/organisation/chat/"
TYPED: dict[str, object] = {
    "address": "https://hooks.slack.com/services/T0/B0/verysecret",
    "service": "",
    "kinds": ["tip", "log"],
    "language": "en",
    "time_zone": "Europe/Berlin",
    "country": "Germany",
}


@pytest.fixture(name="admin")
def an_admin(client: Client) -> Person:
    found = with_role(a_person(an_organisation()), RoleName.ADMINISTRATOR)
    client.force_login(found)
    return found


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_a_channel_is_named_shown_by_its_end_and_forgotten(client: Client, admin: Person) -> None:
    assert "Where is your channel?" in page(client)
    for _ in range(2):
        assert client.post(PAGE, TYPED).status_code == 302
    assert ChatPost.objects.count() == 1
    row = ChatChannel.objects.get(organisation=admin.organisation)
    assert (row.service, row.kinds, row.country) == ("slack", ["log", "tip"], "DE")
    shown = page(client)
    assert "Slack" in shown
    assert "cret”" in shown
    assert "verysecret" not in shown
    assert "A message is on its way" in shown
    for _ in range(2):
        assert client.post(PAGE + "forget/").status_code == 302
    assert not ChatChannel.objects.exists()


@pytest.mark.usefixtures("admin")
def test_what_is_told_is_changed_without_giving_the_address_again(client: Client) -> None:
    client.post(PAGE, TYPED)
    for _ in range(2):
        client.post(PAGE, TYPED | {"address": "", "kinds": ["check-in"]})
    row = ChatChannel.objects.get()
    assert (row.kinds, row.number) == (["check-in"], 1)
    assert ChatPost.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": ""}, "Without an address"),
        ({"address": "http://hooks.slack.com/x"}, "begins with https://"),
        ({"address": "https://ada:pw@chat.example/hooks/x"}, "before “@”"),
        ({"address": "https://chat.example/x"}, "Please choose"),
        ({"time_zone": "Atlantis"}, "No time zone has this name"),
        ({"country": "Atlantis"}, "No country has this name"),
    ],
)
def test_what_cannot_work_is_said_and_what_was_typed_stays(
    client: Client, admin: Person, changes: dict[str, object], words: str
) -> None:
    answer = client.post(PAGE, TYPED | changes)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert words in said
    assert str((TYPED | changes)["address"]) in said
    assert not ChatChannel.objects.filter(organisation=admin.organisation).exists()


def test_an_address_that_does_not_tell_its_service_is_taken_with_one_chosen(
    client: Client, admin: Person
) -> None:
    own = {"address": "https://chat.example/x", "service": "mattermost"}
    assert client.post(PAGE, TYPED | own).status_code == 302
    assert ChatChannel.objects.get(organisation=admin.organisation).service == "mattermost"


@pytest.mark.usefixtures("admin")
def test_a_broken_address_is_told_and_tried_again_once_per_click(client: Client) -> None:
    client.post(PAGE, TYPED)
    ChatPost.objects.update(state="failed")
    ChatChannel.objects.update(problem="status 404", broken_at=timezone.now())
    shown = page(client)
    assert "The address does not work." in shown
    assert "does not know this address any more" in shown
    once = str(uuid4())
    for _ in range(2):
        client.post(PAGE + "try/", {"once": once})
    assert ChatPost.objects.filter(state="waiting").count() == 1
    assert "does not work" not in page(client)


@pytest.mark.usefixtures("admin")
def test_when_it_last_worked_is_told_on_the_readers_clock(client: Client) -> None:
    client.post(PAGE, TYPED)
    ChatPost.objects.update(state="sent")
    ChatChannel.objects.update(told_at=datetime(2026, 3, 9, 8, tzinfo=UTC))
    assert "9:00" in page(client) or "09:00" in page(client)


def test_the_page_promises_the_hours_at_which_things_come(client: Client) -> None:
    with_admin = with_role(a_person(an_organisation()), RoleName.ADMINISTRATOR)
    client.force_login(with_admin)
    shown = page(client)
    for rule in USUAL.weekly:
        assert f"{WEEKDAYS[rule.weekday]}s at {rule.at:%-H:%M}" in shown


def test_a_channel_of_others_is_not_seen(client: Client, admin: Person) -> None:
    client.post(PAGE, TYPED)
    other = with_role(a_person(an_organisation("There")), RoleName.ADMINISTRATOR)
    client.force_login(other)
    assert "Where is your channel?" in page(client)
    client.post(PAGE + "forget/")
    assert ChatChannel.objects.filter(organisation=admin.organisation).exists()
