"""What django-allauth asks of us: no sign-up, our words, mails that nobody waits for."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from typing import ClassVar
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled
from collegium.people.queries.sign_on import must_sign_on
from collegium.people.signing.asking import question_at
from collegium.people.signing.fresh import is_fresh
from collegium.people.signing.models import NewWay

logger = logging.getLogger(__name__)
CHANGED = {
    "mfa/email/totp_activated": _("An authenticator app was added. Its codes are asked for."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added. It signs in as you."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. Older ones are void."),
    "factors_forgotten": _("An administrator removed its passkeys, app and recovery codes."),
}
BATCH = 200
POST_ROOM = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-mail")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who is on a roster may sign in; nobody signs up."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many codes were wrong. Wait five minutes."),
        "incorrect_code": _("This is not the code out of the latest mail. Check it and try again."),
        "rate_limited": _("That was quick. Wait a few minutes before you ask for another code."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, about: dict[str, object]) -> None:
        """Write the mail in its reader's language and hand it to a thread."""
        person = Person.objects.filter(email=email).only("language").first()
        language = person.language if person else translation.get_language()
        prefix = template_prefix.replace("account/email/", "people/mail/")
        with translation.override(language):
            message = self.render_mail(prefix, email, about)
        POST_ROOM.submit(_send, message)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, object] | None = None,  # noqa: ARG002 - allauth's place and browser
        email: str | None = None,
    ) -> None:
        """Tell a person that something about their way in has changed."""
        if (changed := CHANGED.get(template_prefix)) and isinstance(user, Person):
            where = settings.ADDRESS + reverse("people:signing_in")
            about = {"changed": changed, "where": where}
            self.send_mail("people/mail/changed", email or user.email, about)

    def is_reauthentication_required(self, *, app: str, **_more: object) -> bool:  # noqa: ARG002 - allauth's
        """Within minutes of signing in nobody is asked twice."""
        return not is_fresh(context.request)

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **about: object
    ) -> HttpResponse | None:
        """Turn back whoever is to sign on by their organisation's provider and did not."""
        refused: HttpResponse | None = super().pre_login(request, user, **about)
        if refused is not None or getattr(request, "signs_on", False):
            return refused
        if isinstance(user, Person) and about.get("email") not in {None, user.email}:
            messages.error(request, _("Your address has changed meanwhile. Ask for a new code."))
            return redirect("account_login")
        if isinstance(user, Person) and must_sign_on(user):
            messages.error(request, _("Your organisation signs you in itself, not this way."))
            return redirect("sign_on_start", user.organisation_id)
        return None

    def add_message(
        self, request: HttpRequest, _level: int, template: str = "", *_args: object, **_more: object
    ) -> None:
        """Our pages say for themselves what has happened; only goodbye needs a word."""
        if template == "account/messages/logged_out.txt":
            messages.success(request, _("You are signed out."))

    def respond_user_inactive(self, request: HttpRequest, _user: AbstractBaseUser) -> HttpResponse:
        """Deactivated between asking for the code and entering it."""
        messages.error(request, _("You can no longer sign in here. Ask your programme lead."))
        return redirect("account_login")


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # smtplib's are, too
        kind = type(error).__name__
        logger.error("A sign-in code could not be sent: %s", kind)  # noqa: TRY400 - words name the address
    finally:
        connections.close_all()


def ask_whose(ways: Sequence[UUID]) -> None:
    """Write to people about new ways into their account, once the change is committed.

    They are asked where they were reached before: whoever put an address of their own beside
    somebody's name could sign in as them.
    """
    if ways:
        transaction.on_commit(lambda: POST_ROOM.submit(_ask_all, ways))


def _ask_all(ways: Sequence[UUID]) -> None:
    try:
        for some in batched(ways, BATCH):
            asked = unsettled().filter(pk__in=some, person__is_active=True)
            for way in asked.select_related("person"):
                _ask(way)
    finally:
        connections.close_all()


def _ask(way: NewWay) -> None:
    with translation.override(way.person.language):
        about = {"question": question_at(way), "provider": bool(way.provider)}
        _send(Adapter().render_mail("people/mail/new_way", way.asked, about))
