"""How long keys are at hand, and what it costs to have them there."""

import time
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from collegium.vault import keyring
from collegium.vault.keyring import KEPT_SECONDS
from collegium.vault.models import WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import VaultError

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that have passed, as the last of them says."""
    passed = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0 + passed[-1])
    return passed


@pytest.mark.parametrize("number", [1, 3])
def test_keys_that_soon_expire_are_fetched_together_before_anybody_waits_for_them(
    number: int, later: list[float]
) -> None:
    keyring.forget()
    scopes = [uuid4() for _ in range(number)]
    keys = [keyring.create(one) for one in scopes]
    later.append(KEPT_SECONDS - 1.5)
    with CaptureQueriesContext(connections[VAULT]) as asked:
        keyring.keep(scopes, ahead=1.0)
        assert len(asked) == 0
        later.append(KEPT_SECONDS - 0.5)
        keyring.keep(scopes, ahead=1.0)
        assert len(asked) == 1
        later.append(KEPT_SECONDS + 1.0)
        assert [keyring.key_of(one) for one in scopes] == keys
        assert len(asked) == 1


def test_a_key_that_was_destroyed_elsewhere_lasts_no_longer_for_being_asked_for_ahead(
    later: list[float],
) -> None:
    keyring.forget()
    scope = uuid4()
    keyring.create(scope)
    WrappedKey.objects.filter(scope=scope).delete()  # by another process
    for seconds in (1.0, 2.0, 3.0, 4.0, 4.9):
        later.append(seconds)
        keyring.keep([scope], ahead=1.0)
    later.append(KEPT_SECONDS + 0.1)
    keyring.keep([scope], ahead=1.0)
    with pytest.raises(VaultError):
        keyring.key_of(scope)
