"""The cache of every process in one small table, so that tries are counted wherever they arrive.

It serves the limits of signing in and remembers what may be used once. What is kept is JSON, since
whoever can write to a database must not thereby run code here.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.db.models import Manager

    from collegium.people.signing.models import Remembered

NEVER = datetime.max.replace(tzinfo=UTC)


class TableCache(BaseCache):
    """Django's cache over our table."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep a value unless there is one; whether it was kept, for one of several at once."""
        name, fresh = self._name(key, version), {"value": value, "until": self._until(timeout)}
        with transaction.atomic():
            if _rows().filter(pk=name, until__lte=timezone.now()).update(**fresh):
                return True
            return _rows().get_or_create(pk=name, defaults=fresh)[1]

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """What is kept, or the default."""
        kept = _rows().filter(pk=self._name(key, version), until__gt=timezone.now())
        row = kept.first()
        return default if row is None else row.value

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep a value."""
        fresh = {"value": value, "until": self._until(timeout)}
        _rows().update_or_create(pk=self._name(key, version), defaults=fresh)

    def touch(
        self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep longer what is kept."""
        kept = _rows().filter(pk=self._name(key, version), until__gt=timezone.now())
        return bool(kept.update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one."""
        return bool(_rows().filter(pk=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget all."""
        _rows().all().delete()

    def _name(self, key: str, version: int | None) -> str:
        return salted_hmac("counting", self.make_key(key, version), algorithm="sha256").hexdigest()

    def _until(self, timeout: float | None) -> datetime:
        ends = self.get_backend_timeout(timeout)
        return NEVER if ends is None else datetime.fromtimestamp(ends, UTC)


def _rows() -> "Manager[Remembered]":
    from collegium.people.signing.models import Remembered  # noqa: PLC0415 - settings name this file

    return Remembered.objects
