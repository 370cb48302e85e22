"""What a channel reads. Many read it, so it says what week it is and never who or what."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.mailing.chat.shapes import Post
from collegium.mailing.letters.letter import link
from collegium.mailing.models import ChatChannel, ChatKind

type Words = str | Promise

SAID: Mapping[ChatKind, Words] = {
    ChatKind.HELLO: gettext_lazy(
        "Collegium can post here now: a few reminders a week for everybody in a peer group. They "
        "name nobody and say nothing of what is said in a group."
    ),
    ChatKind.TIP: gettext_lazy(
        "A new week of practice for everybody in a peer group: a question waits for you, and your "
        "plan wants a try."
    ),
    ChatKind.CHECK_IN: gettext_lazy(
        "In a peer group? This is a good week to talk with your buddy. A quarter of an hour is "
        "enough."
    ),
    ChatKind.LOG: gettext_lazy(
        "In a peer group? What did you try this week, what happened, what did you learn? Three "
        "lines in your log take five minutes."
    ),
}

DOES_NOT_WORK = gettext_lazy("The service does not know this address any more.")
NO_ANSWER = gettext_lazy("The service did not answer. That may pass.")

PROBLEMS: Mapping[str, Words] = {
    "not an address": gettext_lazy("This is not an address that can be opened."),
    "not https": gettext_lazy("Please give an address that begins with https://."),
    "has password": gettext_lazy("The address may not hold a name or a password before “@”."),
    "internal": gettext_lazy(
        "This address leads into an internal network. Whoever runs Collegium can allow that."
    ),
    "moved": gettext_lazy("The service wants another address. Please copy it there again."),
    "untrusted certificate": gettext_lazy("The server cannot prove that it is who it says."),
    "too large": gettext_lazy("What answers at this address is no chat."),
    "garbled": gettext_lazy("What answers at this address is no chat."),
    "unknown host": gettext_lazy("Nobody knows the server of this address."),
    "unreadable": gettext_lazy("The address cannot be opened any more. Please give it again."),
}


def post_of(channel: ChatChannel, kind: ChatKind) -> Post:
    """What a channel is told, in its own language."""
    with translation.override(channel.language):
        return Post(str(SAID[kind]), _("See what is next for you"), link("practice:today"))


def problem_in_words(problem: str) -> Words:
    """What is wrong with an address, kindly; `problem` is a reason or a status."""
    if problem in PROBLEMS:
        return PROBLEMS[problem]
    is_refusal = problem.startswith("status 4") or problem == "status 501"
    return DOES_NOT_WORK if is_refusal else NO_ANSWER
