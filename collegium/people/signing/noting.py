"""Signing in and out enters the record, whichever way somebody did it, for that person alone."""

from typing import Any

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.models import Person


def note_sign_in(user: object, **_rest: Any) -> None:
    """Django says that somebody has signed in."""
    _note(Verb.SIGNED_IN, user)


def note_sign_out(user: object, **_rest: Any) -> None:
    """Django says that somebody has signed out; nobody, where the session was over."""
    _note(Verb.SIGNED_OUT, user)


def _note(verb: Verb, user: object) -> None:
    if isinstance(user, Person):
        note(verb, user.organisation_id, by=user.pk, subject=user.pk)
