"""Sign-in by a code sent to the address, through django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up: who is on a roster may sign in."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Closed."""
        return False
