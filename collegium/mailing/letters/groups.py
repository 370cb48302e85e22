"""The mail that tells somebody of their group."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collegium.groups.models import Cycle
from collegium.groups.queries import current_cycle, members_of
from collegium.groups.rooms import Room
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.models import Mail


def ready(mail: Mail, _now: datetime) -> Letter | None:
    """Who is in it, what it takes on, what comes next."""
    room = seat(mail.person, mail.about)
    if room is None:
        return None
    return Letter(
        subject=_("Your learning group is ready"),
        paragraphs=(
            _(
                "You are now part of a small group of peers who lead others, like you. What you "
                "say there stays there: nobody outside the group can read it."
            ),
            _("Dates come next. Each session gets an invitation of its own for your calendar."),
        ),
        facts=_facts(room),
        action=Action(_("Meet your group"), link("practice:group", room.group.pk)),
        reason=because_of(room.group),
    )


def _facts(room: Room) -> tuple[Fact, ...]:
    others = [one.person.name for one in members_of(room) if one.pk != room.member.pk]
    facts = (
        Fact(_("Group"), room.group.name),
        Fact(pgettext("mail", "With"), ", ".join(others)),
        Fact(_("Programme"), room.group.programme.name),
        Fact(_("What you take on"), _challenge(room)),
    )
    return tuple(fact for fact in facts if fact.value)


def _challenge(room: Room) -> str:
    try:
        return current_cycle(room).challenge.sentence
    except Cycle.DoesNotExist:
        return ""
