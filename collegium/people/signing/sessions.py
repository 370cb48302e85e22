"""Django's session engine over our own table (SESSION_ENGINE).

A session knows its person, so that all of theirs can be ended at once, and is stored under a
digest of its key, so that a stolen copy of the database opens nobody's pages.
"""

from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from collegium.people.signing.devices import device_named

if TYPE_CHECKING:
    from collegium.people.signing.models import SignIn

SIGNED_IN = "signed_in"  # in the session: since when and on what
SHOWN = "shown"  # in there: when a provider asked who they are, in seconds; 0: nobody knows
LONGEST = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def kept_as(cookie: str) -> str:
    """Under what a session is stored whose cookie holds this."""
    return blake2b(cookie.encode(), digest_size=20).hexdigest()


def last_day_seen(now: datetime) -> date:
    """A sign-in that was not seen on this day or later has ended."""
    return now.date() - timedelta(days=settings.IDLE_DAYS)


class SessionStore(DatabaseStore):
    """A session by its cookie."""

    has_slept = False  # it was there, and nobody had used it for too long

    @classmethod
    def get_model_class(cls) -> "type[SignIn]":
        """Our table."""
        from collegium.people.signing.models import SignIn  # noqa: PLC0415 - read before models are there

        return SignIn

    def _get_session_from_db(self) -> "SignIn | None":
        found = self.get_model_class().objects.filter(
            pk=kept_as(self.session_key or ""), expire_date__gt=timezone.now()
        )
        row, last = found.first(), last_day_seen(timezone.now())
        self.has_slept = row is not None and row.seen_on is not None and row.seen_on < last
        if row is not None and not self.has_slept:
            _note_day(row)
            return row
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        """Return whether a key is taken."""
        return self.get_model_class().objects.filter(pk=kept_as(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> "SignIn":
        """The row as it is to be stored."""
        row = self.get_model_class()(
            session_key=kept_as(self._get_or_create_session_key()),  # type: ignore[attr-defined]  # not in the stubs
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )
        if person := data.get(SESSION_KEY):
            begun = data.get(SIGNED_IN, {})
            row.person_id = person
            row.since = datetime.fromisoformat(begun["at"]) if begun else timezone.now()
            # whatever is written to it later, it ends so long after its beginning
            row.expire_date = min(row.expire_date, row.since + LONGEST)
            row.device = begun.get("on", "")
            row.seen_on = timezone.now().date()
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End a session, this one unless told otherwise."""
        ended = session_key or self.session_key
        if ended:
            self.get_model_class().objects.filter(pk=kept_as(ended)).delete()


def _note_day(row: "SignIn") -> None:
    today = timezone.now().date()
    if row.person_id and row.seen_on != today:
        type(row).objects.filter(pk=row.pk).update(seen_on=today)


def _note_sign_in(request: HttpRequest, **_more: object) -> None:
    begun: dict[str, object] = {
        "at": timezone.now().isoformat(),
        "on": device_named(request.headers),
    }
    if getattr(request, "signs_on", False):
        begun[SHOWN] = getattr(request, "asked_at", 0.0)
    request.session[SIGNED_IN] = begun


user_logged_in.connect(_note_sign_in, dispatch_uid="where and since when somebody is signed in")
