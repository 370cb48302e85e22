"""The mail that tells somebody that their reply could not be used, and what to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.mailing.letters.letter import Action, Letter, link
from collegium.mailing.models import Mail


def unclear(_mail: Mail, _now: datetime) -> Letter | None:
    """What to do next. Nothing of the reply comes back: mail is no place for it."""
    return Letter(
        subject=_("Your reply could not be used"),
        paragraphs=(
            _(
                "You answered one of our mails, and we could not make anything of the answer. "
                "Nothing was changed, and nothing of it was kept."
            ),
            _(
                "Most often the words stood below the line that says where to write, the reply "
                "was empty or a forwarded mail, or the mail it answers is older than a month."
            ),
            _(
                "Please reply to the newest mail once more and write at the very top, or write on "
                "your page."
            ),
        ),
        action=Action(_("Open your page"), link("practice:today")),
        reason=_("You get this mail because a reply of yours came in. There is at most one a day."),
    )
