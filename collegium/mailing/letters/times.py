"""The mail that asks when a session can be: at most three times, each a click away."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collegium.groups.rooms import Room
from collegium.mailing.letters.letter import Action, Fact, Letter, link, when
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.links import answer_link
from collegium.mailing.models import Mail
from collegium.meetings.models import Asking, Session, SessionState, Slot
from collegium.meetings.queries.answers import asked_in_round, unanswered_by


def proposed(mail: Mail, now: datetime) -> Letter | None:
    """The times, by when to answer, and what happens if nobody does."""
    asking = asked_in_round(mail.about, mail.key_detail, now)
    room = seat(mail.person, asking.session.group_id) if asking else None
    if asking is None or room is None:
        return None
    times = unanswered_by(room.member, asking.session, now)
    if not times:
        return None  # they have said all there is to say, or no time is left to speak of
    return Letter(
        subject=_("When can you come? %(what)s") % {"what": asking.session.get_kind_display()},
        paragraphs=(_opening(asking.session), _otherwise(asking)),
        facts=_facts(asking, times, room, now),
        action=Action(_("Answer on one page"), link("meetings:date", room.group.pk, mail.about)),
        reason=because_of(room.group),
    )


def _opening(session: Session) -> str:
    if session.state == SessionState.CONFIRMED and session.starts_at:
        return _(
            "Other times are proposed for a session of your group. Please open each of them and "
            "say whether you can come; nobody needs to sign in for that."
        )
    return _(
        "Your group looks for a date. Please open each of these times and say whether you can "
        "come; nobody needs to sign in for that."
    )


def _otherwise(asking: Asking) -> str:
    session, until = asking.session, when(asking.answer_by)
    if session.state == SessionState.CONFIRMED and session.starts_at:
        return _(
            "%(stands)s stands until %(until)s. If more of you can make one of these times, it "
            "moves there. Silence counts as “I’ll manage”."
        ) % {"stands": when(session.starts_at), "until": until}
    return _(
        "On %(until)s, or as soon as all have answered, the time that most can make is taken. "
        "Silence counts as “I’ll manage”, so a date is found even if nobody answers."
    ) % {"until": until}


def _facts(asking: Asking, times: tuple[Slot, ...], room: Room, now: datetime) -> tuple[Fact, ...]:
    def asked(number: int, slot: Slot) -> Fact:
        label = pgettext("mail: a proposed time", "Time %(number)s") % {"number": number}
        return Fact(label, when(slot.starts_at), answer_link(room.person, slot, now=now))

    return (
        Fact(pgettext("mail", "What"), asking.session.get_kind_display()),
        *(asked(number, slot) for number, slot in enumerate(times, start=1)),
        Fact(_("Answer by"), when(asking.answer_by)),
        Fact(_("Group"), room.group.name),
    )
