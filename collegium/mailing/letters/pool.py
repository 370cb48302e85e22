"""The mails of the challenge pool. Neither holds a word of what anybody raised."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.groups.models import RaisedChallenge, RaisedState
from collegium.groups.queries.pool import unanswered
from collegium.mailing.letters.letter import Action, Letter, link
from collegium.mailing.models import Mail


def asked(mail: Mail, _now: datetime) -> Letter | None:
    """Somebody asks in private; what it is about stands on the page alone."""
    if not unanswered().filter(pk=mail.about, person=mail.person).exists():
        return None
    return Letter(
        subject=_("A colleague asks you something"),
        paragraphs=(
            _(
                "Somebody at your level must handle something soon and looks for people who know "
                "it. Have a look, and say whether you would join; it takes a minute."
            ),
            _("Nobody learns that you were asked. A no needs no reason."),
        ),
        action=Action(_("See the question"), link("groups:asked")),
        reason=_(
            "You get this mail because colleagues may ask you. On the page you can stop that."
        ),
    )


def not_formed(mail: Mail, _now: datetime) -> Letter | None:
    """Too few people came together; how to go on."""
    ended = RaisedChallenge.objects.filter(
        pk=mail.about, person=mail.person, state=RaisedState.ENDED
    )
    if not ended.exists():
        return None
    return Letter(
        subject=_("Not enough people this time"),
        paragraphs=(
            _(
                "We have looked for people who share what you raised, and too few had the time. "
                "That says nothing about your question."
            ),
            _("You can look again in a wider circle, or say it in other words."),
        ),
        action=Action(_("Decide how it goes on"), link("groups:pool")),
        reason=_("You get this mail because you raised a challenge."),
    )
