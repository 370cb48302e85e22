"""What no answer does: open up to other sites, lead away, show folders, repeat what came in."""

import re
from contextlib import closing
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client

from collegium.people import adapter
from tests.builders import a_person, an_organisation

PAGES = ["/", "/sign-in/", "/library/", "/healthz", "/nowhere/", "/static/ui/css/base.css"]
AWAY = "https://elsewhere.example/"


@pytest.mark.parametrize("path", PAGES)
def test_no_other_site_may_read_an_answer(client: Client, path: str) -> None:
    client.force_login(a_person(an_organisation()))
    with closing(client.get(path, headers={"origin": AWAY.rstrip("/")}, follow=True)) as answer:
        names = [name.lower() for name in answer.headers]
    assert not [name for name in names if name.startswith("access-control-")]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_its_kind_and_encoding(client: Client, path: str) -> None:
    client.force_login(a_person(an_organisation()))
    with closing(client.get(path, follow=True)) as answer:
        kind = answer.headers["Content-Type"]
    assert re.fullmatch(r'text/(html|plain|css); charset="?utf-8"?', kind)


@pytest.mark.parametrize("path", ["/.git/config", "/static/", "/static/ui/", "/static/../key"])
def test_no_folder_is_shown(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_trace_repeats_nothing(client: Client, path: str) -> None:
    client.force_login(a_person(an_organisation()))
    with closing(client.trace(path, headers={"x-mark": "said-by-me"}, follow=True)) as answer:
        assert b"said-by-me" not in answer.getvalue()


@pytest.mark.parametrize("away", [AWAY, "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_host(client: Client, away: str) -> None:
    chosen = client.post("/language/", {"language": "de", "next": away})
    assert not chosen.headers["Location"].startswith(("http", "//", "javascript"))
    person = a_person(an_organisation())
    with patch.object(adapter.POST_ROOM, "submit", lambda _send, message: message.send()):
        client.post(f"/sign-in/?next={away}", {"email": person.email, "next": away})
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    answer = client.post("/sign-in/code/", {"code": found[1], "next": away})
    assert answer.headers["Location"] == "/"
