"""What somebody was not let do, as lines of the log: what it was, and marks for who and where.

A mark is a keyed digest. The same address, person or machine has the same one, so that guessing
shows; whose it is cannot be read out of it.
"""

import logging

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from collegium.people.models import Person

logger = logging.getLogger(__name__)
NOBODY = "-"


def note_refused(what: str, *, who: str = "", where: str = "") -> None:
    """Log a refusal. `what` is a word of ours, never anything that was sent."""
    logger.warning("refused: %s by %s from %s", what, mark_of(who), mark_of(where))


def note_refused_request(request: HttpRequest, what: str, *, who: str = "") -> None:
    """The same for a page; by whoever is signed in, else by `who`, such as an address typed."""
    person = request.user
    name = str(person.pk) if isinstance(person, Person) else who.strip().casefold()
    note_refused(what, who=name, where=request.META.get("REMOTE_ADDR", ""))


def mark_of(text: str) -> str:
    """The digest that stands for a person, an address or a machine; a dash for none."""
    return salted_hmac("refused", text, algorithm="sha256").hexdigest()[:32] if text else NOBODY
