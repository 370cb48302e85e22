"""Tries are counted for all processes together; the table does not tell whose they are."""

from datetime import timedelta

from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from collegium.people.actions.sign_ins import forget_expired_sign_ins
from collegium.people.signing.models import Remembered


def test_what_is_kept_says_nothing_of_whom() -> None:
    Client().post("/sign-in/", {"email": "ada@here.example"}, REMOTE_ADDR="203.0.113.9")
    rows = str(list(Remembered.objects.values()))
    assert rows != "[]"
    assert "ada" not in rows
    assert "203.0.113.9" not in rows


def test_one_of_two_adds() -> None:
    assert [cache.add("once", 1, 60), cache.add("once", 2, 60)] == [True, False]
    assert cache.get("once") == 1


def test_what_is_over_can_be_added_again_and_goes() -> None:
    cache.add("once", 1, 60)
    Remembered.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert cache.get("once", "gone") == "gone"
    assert cache.add("once", 2, 60)
    assert forget_expired_sign_ins(timezone.now() + timedelta(hours=1)) == 1


def test_the_other_verbs() -> None:
    cache.set("a", [1.5], None)
    assert cache.touch("a", 60)
    assert not cache.touch("b", 60)
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("a", 1)
    cache.clear()
    assert cache.get("a") is None


def test_one_address_is_limited_from_everywhere() -> None:
    for number in range(5):
        Client().post("/sign-in/", {"email": "x@y.example"}, REMOTE_ADDR=f"203.0.113.{number}")
    response = Client().post("/sign-in/", {"email": "X@Y.example"}, REMOTE_ADDR="203.0.113.99")
    assert response.status_code == 422


def test_one_computer_is_limited_for_all_addresses(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "3/m/ip,5/10m/key"}
    statuses = [
        Client().post("/sign-in/", {"email": f"x{number}@y.example"}).status_code
        for number in range(4)
    ]
    assert statuses == [302, 302, 302, 422]
