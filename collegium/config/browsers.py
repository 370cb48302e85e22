"""What browsers are told besides the policy of content: what to keep, forget and never ask for."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from collegium.config.doorway import LARGEST, LARGEST_AT, REFUSED

NEVER_ASKED_FOR = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Cache-Control": "no-store",  # static files have said otherwise by then
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NEVER_ASKED_FOR),
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Not "cookies": that would sign people out of every service beside ours in the same domain.
FORGET = '"cache", "storage"'


class BrowserMiddleware:
    """Lets nothing be kept, and all be forgotten once a sign-in is over, here or elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers, where a view has not chosen its own."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_over(request, response):
            response.headers["Clear-Site-Data"] = FORGET
        return response


class PlainMiddleware:
    """Refuses programs that come by plain http: redirected, they would do so for ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._addresses = [re.compile(one) for one in settings.BY_PROGRAMS]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say what to do instead."""
        path = request.path.lstrip("/")
        if (
            settings.SECURE_SSL_REDIRECT
            and not request.is_secure()
            and any(one.search(path) for one in self._addresses)
        ):
            said = "Come by https://, here and from now on.\n"
            return HttpResponse(said, status=403, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class RefusalMiddleware:
    """Says what the doorway has refused, and looks at nothing of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in place of the view where there is nothing to be read."""
        status = request.META.get("asgi.scope", {}).get(REFUSED)
        if status is None:
            return self.get_response(request)
        largest = LARGEST_AT.get(request.path, LARGEST)
        return render(request, "413.html", {"megabytes": largest // 1_000_000}, status=status)


def _is_over(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a sign-in came along and is taken away: Django does so once nothing stands behind it.

    One that has merely become old, or slept, is no longer asked for: its drafts wait there.
    """
    if getattr(getattr(request, "session", None), "has_slept", False):
        return False
    name = settings.SESSION_COOKIE_NAME
    taken = response.cookies.get(name)
    return bool(request.COOKIES.get(name)) and taken is not None and not taken.value


class CookieMessages(CookieStorage):
    """Messages in a cookie of our own naming."""

    cookie_name = settings.MESSAGES_COOKIE_NAME


class Messages(FallbackStorage):
    """A cookie, and the session for what does not fit in."""

    storage_classes: tuple[type[BaseStorage], ...] = (CookieMessages, SessionStorage)
