"""Asking somebody, where they were reached before, whether a new way of signing in is theirs."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from collegium.people.signing.models import NewWay

SALT = "collegium.people.new-way"


def question_at(way: NewWay) -> str:
    """The address of the question, which only whoever is asked gets to know."""
    token = signing.dumps(way.pk.hex, salt=SALT)
    return f"{settings.ADDRESS}{reverse('people:new_way', args=(token,))}"


def asked_by(token: str) -> UUID | None:
    """Which new way a question is about; None for what we did not sign."""
    try:
        return UUID(hex=signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
