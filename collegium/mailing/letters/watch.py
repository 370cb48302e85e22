"""The mail that tells a lead to look at a programme's groups."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.groups.models import Programme
from collegium.groups.queries.watch import open_notices
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.models import Mail
from collegium.people.models import RoleName


def look(mail: Mail, _now: datetime) -> Letter | None:
    """That there is something to look at; whom and what it concerns stands on the page alone."""
    programme = Programme.objects.filter(
        pk=mail.about, organisation=mail.person.organisation_id
    ).first()
    leads = mail.person.roles.filter(name=RoleName.LEAD).exists()
    if programme is None or not leads or not open_notices(programme):
        return None
    return Letter(
        subject=_("The roster has changed: groups to look at"),
        paragraphs=(
            _(
                "A change of the roster touches a rule that the groups of a programme keep to. "
                "The programme’s page says where, and offers a move."
            ),
            _("Nobody in the groups has been told."),
        ),
        facts=(Fact(_("Programme"), programme.name),),
        action=Action(_("Look at the programme"), link("groups:programme", programme.pk)),
        reason=_("You get this mail because you lead programmes."),
    )
