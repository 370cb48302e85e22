"""The mail that says that something new was said in a group, and never what."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.models import Mail
from collegium.practice.queries.news import news_for


def news(mail: Mail, _now: datetime) -> Letter | None:
    """How much is new, unless its reader has seen it or wants no such mail any more."""
    room = seat(mail.person, mail.about)
    found = news_for(room.member, mail.due_at) if room else None
    if room is None or found is None:
        return None
    return Letter(
        subject=_("Something new in your group"),
        paragraphs=(
            ngettext(
                "Somebody wrote to your group: there is %(count)s new message.",
                "Your group has been talking: there are %(count)s new messages.",
                found.count,
            )
            % {"count": found.count},
            _("On the same page you choose how often you hear of it: once a day, a week, never."),
        ),
        facts=(Fact(_("Group"), room.group.name),),
        action=Action(_("Read it"), link("practice:thread", room.group.pk)),
        reason=because_of(room.group),
    )
