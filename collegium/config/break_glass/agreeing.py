"""Each of two persons shows that they take part: a code goes to their mailbox, and they type it.

The codes live in this process alone, for minutes.
"""

import hmac
import secrets
import time
from collections.abc import Callable
from datetime import datetime

from django.core.mail import mailers
from django.utils.translation import gettext as _

from collegium.groups.models import Group
from collegium.mailing.envelope import Envelope, mailbox
from collegium.mailing.letters.letter import in_words_of, when
from collegium.mailing.post import FROM_A_MACHINE
from collegium.mailing.words import one_line
from collegium.people.models import Person

DIGITS = 8
TRIES = 3
GOOD_FOR = 600.0  # seconds


def both_agree(
    two: tuple[Person, Person],
    group: Group,
    *,
    ask: Callable[[Person], str],
    now: datetime,
) -> bool:
    """Whether both typed the code that they were sent. Raises OSError where no mail leaves."""
    codes = {person.pk: _code() for person in two}
    for person, other in (two, two[::-1]):
        mailers.default.send_messages([_mail(person, other, group, codes[person.pk], now)])
    until = time.monotonic() + GOOD_FOR
    return all(_typed(person, codes[person.pk], ask, until) for person in two)


def _typed(person: Person, code: str, ask: Callable[[Person], str], until: float) -> bool:
    for _try in range(TRIES):
        said = "".join(ask(person).split())
        if time.monotonic() > until:
            return False
        if hmac.compare_digest(said.encode(), code.encode()):
            return True
    return False


def _code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def _mail(person: Person, other: Person, group: Group, code: str, now: datetime) -> Envelope:
    with in_words_of(person):
        body = _(
            "Dear %(name)s,\n\n"
            "on the server of Collegium somebody asks to open everything that %(group)s "
            "(%(programme)s) has written, in your name and in that of %(other)s, on %(when)s.\n\n"
            "If you agree, this is your code; it is good for ten minutes:\n\n"
            "    %(code)s\n\n"
            "Every member of the group will be told that it was you two, when and why. If you do "
            "not agree, give the code to nobody and tell your organisation at once."
        ) % {
            "name": person.name,
            "group": group.name,
            "programme": group.programme.name,
            "other": other.name,
            "when": when(now),
            "code": code,
        }
        return Envelope(
            subject=_("Your code to agree to opening a group"),
            body=body,
            to=[mailbox(one_line(person.name), person.email)],
            headers=FROM_A_MACHINE,
        )
