"""What is refused stands in the log, and does not say whose it was."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from collegium.people.models import Person
from collegium.people.signing.refusals import mark_of

SIGN_IN, CODE = "/sign-in/", "/sign-in/code/"
NOBODY = "nobody@other.example"
MACHINE = "203.0.113.9"

pytestmark = pytest.mark.usefixtures("post_room")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was logged since the last time, as far as something was refused."""

    def lines() -> list[str]:
        found = [one for one in caplog.messages if one.startswith("refused: ")]
        caplog.clear()
        return found

    return lines


def wrong_code(email: str) -> None:
    client = Client(REMOTE_ADDR=MACHINE)
    client.post(SIGN_IN, {"email": email})
    client.post(CODE, {"code": "WRONG-CODE"})


def test_a_wrong_code_is_logged_alike_for_known_and_unknown(
    member: Person, told: Callable[[], list[str]]
) -> None:
    for email in (member.email.upper(), NOBODY):
        wrong_code(email)
        (line,) = told()
        assert line == (
            f"refused: a code by mail by {mark_of(email.lower())} from {mark_of(MACHINE)}"
        )
        assert email.lower() not in line.lower()
        assert MACHINE not in line


def test_who_guesses_shows_by_one_mark(member: Person, told: Callable[[], list[str]]) -> None:
    for email in (member.email, member.email, NOBODY):
        wrong_code(email)
    lines = told()
    assert lines[0] == lines[1] != lines[2]


def test_so_are_asking_too_often_passkeys_and_providers(
    client: Client, lead: Person, told: Callable[[], list[str]]
) -> None:
    for _ in range(6):
        Client().post(SIGN_IN, {"email": NOBODY})
    client.post("/sign-in/passkey/", {"credential": "{}"})
    client.get(f"/sign-in/back/{lead.organisation_id}/?code=1&state=2")
    words = [line.split(" by ")[0] for line in told()]
    assert words == [
        "refused: asking for a code",
        "refused: a passkey",
        "refused: single sign-on (not ours)",
    ]


def test_so_are_pages_and_links_that_are_not_theirs(
    client: Client, member: Person, told: Callable[[], list[str]]
) -> None:
    client.get("/m/aaaa/")
    client.get("/no-such-address/")  # whoever tries addresses by the thousand fills no log
    client.force_login(member)
    client.get("/people/")
    client.get(f"/groups/{uuid4()}/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    strict.post("/sign-out/")
    lines = told()
    assert [line.split(" by ")[0] for line in lines] == [
        "refused: mailing:link (404)",
        "refused: people:roster (404)",
        "refused: practice:group (404)",
        "refused: account_logout (403)",
    ]
    assert lines[1].split(" by ")[1] == lines[3].split(" by ")[1]
    assert str(member.pk) not in "".join(lines)


def test_what_is_let_through_is_not_logged(
    client: Client, member: Person, told: Callable[[], list[str]]
) -> None:
    client.force_login(member)
    client.get("/me/")
    client.post("/me/signing-in/", {"do": "others"})
    assert told() == []
