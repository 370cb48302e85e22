"""The mail that says that a group's words were opened on the server."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.groups.models import Member
from collegium.mailing.letters.letter import Action, Fact, Letter, link, when
from collegium.mailing.models import Mail
from collegium.people.models import Person


def opened(mail: Mail, _now: datetime) -> Letter | None:
    """That it happened, when, who the two were; the reason stands on the page alone."""
    place = Member.objects.filter(group=mail.about, person=mail.person).select_related("group")
    here, entry = place.first(), _entry(mail)
    if here is None or entry is None:
        return None
    names = dict(
        Person.objects.filter(pk__in=[entry.actor, entry.subject]).values_list("pk", "name")
    )
    unknown = _("a former member")
    two = (names.get(one, unknown) if one else unknown for one in (entry.actor, entry.subject))
    return Letter(
        subject=_("The words of your group were opened"),
        paragraphs=(
            _(
                "Two administrators had everything opened, on the server, that was written in a "
                "group in which you sit or have sat. No page of Collegium offers that; it takes "
                "both of them, both halves of a key, and a reason."
            ),
            _("The reason that they gave stands, word for word, on a page that only you can see."),
        ),
        facts=(
            Fact(_("Group"), here.group.name),
            Fact(_("When"), when(entry.at)),
            Fact(_("Who"), _(" and ").join(two)),
        ),
        action=Action(_("Read the reason"), link("groups:own_record")),
        reason=_("You get this mail because you sit in this group or have sat in it."),
    )


def _entry(mail: Mail) -> Entry | None:
    return Entry.objects.filter(
        organisation=mail.organisation_id,
        number=int(mail.detail),
        group=mail.about,
        verb=Verb.BREAK_GLASS,
    ).first()
