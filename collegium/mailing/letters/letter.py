"""What every mail consists of, and the words it is written in."""

import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from collegium.mailing.invites import Invite
from collegium.mailing.models import Mail
from collegium.people.models import Person
from collegium.ui.moments import zone_words


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a letter's table: when, where, who."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is laid out. It never holds what members wrote in their group.

    `answer` says how it is answered by replying; it is shown where replies are taken. `links` do
    one thing each without signing in.
    """

    subject: str
    paragraphs: tuple[str, ...]
    action: Action
    reason: str  # why its reader gets it
    facts: tuple[Fact, ...] = ()
    invite: Invite | None = None
    answer: str = ""
    links: tuple[Action, ...] = ()


type Composer = Callable[[Mail], Letter | None]
type Writer = Callable[[Sequence[Mail], datetime], Composer]


def each(write: Callable[[Mail, datetime], Letter | None]) -> Writer:
    """A writer that reads what it needs for each mail by itself: for mails that are few."""
    return lambda _mails, now: lambda mail: write(mail, now)


def in_batches[Seen](
    read: Callable[[Sequence[Mail]], Seen],
    write: Callable[[Mail, datetime, Seen], Letter | None],
) -> Writer:
    """A writer that reads what a batch needs in a constant number of queries."""

    def writer(mails: Sequence[Mail], now: datetime) -> Composer:
        seen = read(mails)
        return lambda mail: write(mail, now, seen)

    return writer


@contextmanager
def in_words_of(person: Person) -> Iterator[None]:
    """Everything inside is said in the person's language and told on their clock."""
    zone = zoneinfo.ZoneInfo(person.time_zone)
    with translation.override(person.language), timezone.override(zone):
        yield


def link(name: str, *arguments: object) -> str:
    """The full address of a page."""
    return f"{settings.ADDRESS}{reverse(name, args=arguments)}"


def when(moment: datetime) -> str:
    """A moment on the reader's clock, with the zone said."""
    local = timezone.localtime(moment)
    pattern = pgettext("mail: weekday, day, month, time", "l j F, H:i")
    return f"{date_format(local, pattern)} ({zone_words(local)})"
