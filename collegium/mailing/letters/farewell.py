"""The mail that tells of a memory that goes, to everybody who wrote in the group."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collegium.groups.models import Member
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.models import Mail
from collegium.rights.models import Farewell


def goes(mail: Mail, _now: datetime) -> Letter | None:
    """On which day the words of a group go, and where to take along one's own."""
    wrote = Member.objects.filter(person=mail.person, group=mail.about, forgotten_at=None)
    farewell = Farewell.objects.select_related("group").filter(group=mail.about).first()
    if farewell is None or farewell.gone_at is not None or not wrote.exists():
        return None
    return Letter(
        subject=_("What your group wrote will be deleted"),
        paragraphs=(
            _(
                "Your group has ended, and your organisation keeps the words of a group for a "
                "time only. On the day below everything that was written in it goes for good, "
                "also out of backups."
            ),
            _("Until then you can take along what you wrote. Published stories stay."),
        ),
        facts=(
            Fact(_("Group"), farewell.group.name),
            Fact(_("Deleted on"), date_format(farewell.goes_on, "DATE_FORMAT")),
        ),
        action=Action(_("Take my words along"), link("library:my_words")),
        reason=_("You get this mail because you wrote in the group “%(group)s”.")
        % {"group": farewell.group.name},
    )
