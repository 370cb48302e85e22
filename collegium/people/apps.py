"""People as a Django app."""

from django.apps import AppConfig
from django.conf import settings


class PeopleConfig(AppConfig):
    """Organisations, persons, roles, the roster."""

    name = "collegium.people"
    verbose_name = "People"

    def ready(self) -> None:
        """Hear from Django who signs in and out, and see that the operator is understood."""
        from django.contrib.auth.signals import (  # noqa: PLC0415 - models are loaded by now
            user_logged_in,
            user_logged_out,
        )

        from collegium.people.signing import demanded, noting  # noqa: PLC0415 - models are loaded by now

        demanded.demanded_of(settings.SECOND_FACTOR)
        user_logged_in.connect(noting.note_sign_in)
        user_logged_out.connect(noting.note_sign_out)
