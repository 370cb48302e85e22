"""Whom to tell of a weakness: the operator's address at the place where people look."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from collegium.config.contact import contact

PLACE = "/.well-known/security.txt"


def test_without_somebody_to_tell_there_is_no_file(client: Client) -> None:
    assert client.get(PLACE).status_code == 404


def test_whoever_looks_finds_the_operators_address(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = contact("security@halden.example")
    answer = client.get(PLACE)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert said["Contact"] == "mailto:security@halden.example"
    assert said["Canonical"] == f"{settings.ADDRESS}{PLACE}"
    assert said["Preferred-Languages"] == "en, de"
    ends = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=30) < ends - datetime.now(UTC) < timedelta(days=365)


def test_a_page_is_an_address_too() -> None:
    assert contact(" https://halden.example/security ") == "https://halden.example/security"
    assert contact("mailto:a@b.example") == "mailto:a@b.example"
    assert contact("") == ""


@pytest.mark.parametrize(
    "said",
    ["nobody", "http://halden.example/", "https://", "mailto:", "a@b.example c@d.example"],
)
def test_what_nobody_could_write_to_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="COLLEGIUM_SECURITY_CONTACT"):
        contact(said)
