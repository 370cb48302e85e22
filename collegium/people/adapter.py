"""What django-allauth asks of us: no sign-up, our words, mails that nobody waits for."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Person

logger = logging.getLogger(__name__)
POST_ROOM = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sign-in-mail")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who is on a roster may sign in; nobody signs up."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code out of the latest mail. Check it and try again."),
        "rate_limited": _("That was quick. Wait a few minutes before you ask for another code."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Closed."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the mail in its reader's language and hand it to a thread."""
        person = Person.objects.filter(email__iexact=email).only("language").first()
        language = person.language if person else translation.get_language()
        prefix = template_prefix.replace("account/email/", "people/mail/")
        with translation.override(language):
            message = self.render_mail(prefix, email, context)
        POST_ROOM.submit(_send, message)

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
