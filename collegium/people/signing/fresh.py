"""Whoever changes how they sign in shows first that it is them: a cookie alone is not enough."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from collegium.people.signing.sessions import SHOWN, SIGNED_IN
from collegium.people.signing.shown import factors_shown

FRESH_SECONDS = 600.0

type View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody showed a factor a moment ago or, where they have none, signed in."""
    if any(_is_recent(float(one["at"])) for one in factors_shown(request, request.user)):
        return True
    begun = request.session.get(SIGNED_IN)
    if begun is None:
        return False
    # a provider may have let through whoever sits there, without a question
    shown = begun.get(SHOWN, datetime.fromisoformat(begun["at"]).timestamp())
    return _is_recent(shown) and not is_mfa_enabled(request.user)


def _is_recent(moment: float) -> bool:
    return timezone.now().timestamp() - moment < FRESH_SECONDS


def fresh_sign_in_required(view: View) -> View:
    """Ask first for a factor; who has none yet signs in anew."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if is_mfa_enabled(request.user):
            raise ReauthenticationRequired
        asked_on = urlsplit(request.headers.get("referer", "")).path or "/"
        query = urlencode({"next": asked_on if request.method == "POST" else request.path})
        response = redirect("people:sign_in_anew")
        response.headers["Location"] += f"?{query}"
        return response

    return asked
