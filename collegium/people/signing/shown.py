"""Which factors somebody has shown in this sign-in, on top of the code or the provider."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from collegium.people.models import Person
from collegium.people.signing.models import NewWay


def factors_shown(request: HttpRequest, person: Person | AnonymousUser) -> list[dict[str, Any]]:
    """What is noted of each; a socket's request knows no user, so the person is said."""
    records = get_authentication_records(request, person)
    return [one for one in records if one["method"] == "mfa"]


def has_shown_older(request: HttpRequest, way: NewWay) -> bool:
    """Whether a factor was shown that is older than a new way (one query)."""
    shown = [one["id"] for one in factors_shown(request, request.user) if one.get("id")]
    own = Authenticator.objects.filter(user=way.person_id, created_at__lt=way.since)
    return bool(own.filter(pk__in=shown).exists())
