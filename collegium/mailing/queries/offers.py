"""What a link in a mail offers its reader to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from collegium.domain.rhythm import USUAL, Kind
from collegium.groups.models import GroupState
from collegium.mailing.letters.letter import when
from collegium.mailing.links import date_of
from collegium.mailing.models import Mail, MailKind, UsedToken
from collegium.mailing.queries.asked import Asked, asked
from collegium.mailing.tokens import SINGLE_USE, Purpose, Token, TokenError, opened
from collegium.meetings.models import Session, Slot
from collegium.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    type Words = str | StrPromise

ALL = "all"
NO = "no"
THIS = "this"
BACK = "back-"  # before what is taken back
TOMORROW, LATER, NEXT_WEEK = "1", "3", "7"  # days


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it sends, what it says, and what is said once it is done."""

    value: str
    label: "Words"
    done: "Words"


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done, in words without anybody's content. Said in the person's language."""

    token: Token
    person: Person
    title: "Words"
    text: "Words"
    choices: tuple[Choice, ...]
    mail: Mail | None = None
    backs: tuple[Choice, ...] = ()  # how to take each back on the spot

    def choice(self, value: str) -> Choice:
        """The chosen one; the first when nothing is said, as one-click programs do."""
        offered = (*self.choices, *self.backs)
        return next((one for one in offered if one.value == value), self.choices[0])

    def back_of(self, choice: Choice) -> Choice | None:
        """What takes a choice back."""
        return next((one for one in self.backs if one.value == BACK + choice.value), None)


def offer_of(text: str, *, now: datetime) -> Offer:
    """What a link's token offers; raises `TokenError` where it offers nothing any more.

    The person has to be active, and a member still where it is about their group.
    """
    token = opened(text, *OFFERS, now=now)
    person = Person.objects.filter(pk=token.person_id, is_active=True).first()
    used = token.purpose in SINGLE_USE and UsedToken.objects.filter(pk=token.identity).exists()
    if person is None or used:
        raise TokenError
    return OFFERS[token.purpose](token, person)


def asked_by(mail: Mail | None) -> Asked:
    """Where the reader of a reminder stands; raises `TokenError` if they or it have gone on."""
    found = asked(mail) if mail else None
    if found is None:
        raise TokenError
    return found


def _talked(token: Token, person: Person) -> Offer:
    mail = _mail(token, person)
    asked_by(mail)
    return Offer(
        token,
        person,
        mail=mail,
        title=_("Did you talk with your buddy?"),
        text=_("One click says that the two of you talked. Your buddy sees that too."),
        choices=(
            Choice(THIS, _("Yes, we talked"), _("Good that you talked. It is noted for you both.")),
        ),
    )


def _stop(token: Token, person: Person) -> Offer:
    if token.detail not in set(Kind):
        raise TokenError  # a later version took it out
    label = MailKind(token.detail).label
    return Offer(
        token,
        person,
        title=format_lazy(_("Stop these mails: {kind}?"), kind=label),
        text=_(
            "You will no longer get them. What you wrote and your place in the group stay, and you "
            "still get invitations to sessions."
        ),
        choices=(
            Choice(THIS, _("Stop these mails"), _("These mails are stopped.")),
            Choice(ALL, _("Stop all reminders"), _("All reminders are stopped.")),
        ),
        backs=tuple(
            Choice(BACK + value, _("Let them come again"), _("The reminders will come again."))
            for value in (THIS, ALL)
        ),
    )


def _snooze(token: Token, person: Person) -> Offer:
    mail = _mail(token, person)
    asked_by(mail)
    return Offer(
        token,
        person,
        mail=mail,
        title=_("Be reminded later?"),
        text=_("This one reminder comes again when it suits you better."),
        choices=(
            Choice(TOMORROW, _("Tomorrow"), _("The reminder comes again tomorrow.")),
            Choice(LATER, _("In three days"), _("The reminder comes again in three days.")),
            Choice(NEXT_WEEK, _("In a week"), _("The reminder comes again in a week.")),
        ),
    )


def _answer(token: Token, person: Person) -> Offer:
    slot = _slots_of(person).filter(pk=token.subject, session__asking__isnull=False).first()
    if slot is None:
        raise TokenError
    return Offer(
        token,
        person,
        title=format_lazy(_("Can you come on {when}?"), when=_moment(slot.starts_at)),
        text=_("Your group decides by what each of you says. You can say otherwise later."),
        choices=(
            Choice(THIS, _("I can come"), _("Noted: you can come.")),
            Choice(NO, _("I cannot come"), _("Noted: you cannot come.")),
        ),
    )


def _cannot(token: Token, person: Person) -> Offer:
    session = Session.objects.filter(pk=token.subject, **_in_group_of(person, "group")).first()
    if session is None or date_of(session) != token.detail or session.starts_at is None:
        raise TokenError
    return Offer(
        token,
        person,
        title=format_lazy(_("You cannot come on {when}?"), when=_moment(session.starts_at)),
        text=_(
            "Your group sees that you cannot make it. Where too few are left, it is asked for "
            "another time."
        ),
        choices=(Choice(THIS, _("I cannot come"), _("Your group knows that you cannot come.")),),
        backs=(
            Choice(BACK + THIS, _("I can come after all"), _("Your group knows that you come.")),
        ),
    )


def _slots_of(person: Person) -> QuerySet[Slot]:
    return Slot.objects.filter(**_in_group_of(person, "session__group"))


def _in_group_of(person: Person, path: str) -> dict[str, object]:
    return {
        f"{path}__state": GroupState.MEETING,
        f"{path}__members__person": person,
        f"{path}__members__left_at": None,
    }


def _moment(moment: datetime) -> "Words":
    """A moment in the words and on the clock of whoever reads the page."""
    return lazy(when, str)(moment)


def kinds_of(offer: Offer, choice: Choice) -> frozenset[Kind]:
    """The kinds of reminders that a choice is about. One mail a week stands for what it gathers."""
    kind = Kind(offer.token.detail)
    if choice.value.removeprefix(BACK) == ALL:
        return frozenset(Kind)
    return frozenset({kind, *(USUAL.gathered if kind is Kind.DIGEST else ())})


def _mail(token: Token, person: Person) -> Mail:
    found = Mail.objects.select_related("person").filter(pk=token.subject, person=person).first()
    if found is None:
        raise TokenError
    return found


OFFERS: Mapping[Purpose, Callable[[Token, Person], Offer]] = {
    Purpose.STOP: _stop,
    Purpose.SNOOZE: _snooze,
    Purpose.TALKED: _talked,
    Purpose.ANSWER: _answer,
    Purpose.CANNOT: _cannot,
}
