"""The mail to buddies whom a third has joined. It names all of them and blames nobody."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.groups.models import Buddies, Member
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.models import Mail


def three(mail: Mail, _now: datetime) -> Letter | None:
    """With whom somebody checks in from this week on; the same words for all of them."""
    buddies = Buddies.objects.select_related("cycle").filter(pk=mail.about).first()
    room = seat(mail.person, buddies.cycle.group_id) if buddies else None
    if buddies is None or room is None or buddies.cycle.ended_at is not None:
        return None
    members = Member.objects.filter(buddies=buddies, left_at=None).select_related("person")
    names = [one.person.name for one in members if one.pk != room.member.pk]
    if not names or len(names) == members.count():
        return None
    two = len(names) == 1
    return Letter(
        subject=_("From this week you check in as two")
        if two
        else _("From this week you check in as three"),
        paragraphs=(
            _(
                "Months fill up, and talks are the first thing to give way. So from this week on "
                "one more of your group checks in with you."
            ),
            _(
                "As soon as any two of you have talked, it counts. Whoever had a buddy before "
                "keeps them. What was written to one of you until now stays where it was."
            ),
        ),
        facts=(Fact(_("You check in with"), ", ".join(names)), Fact(_("Group"), room.group.name)),
        action=Action(_("See the three questions"), link("practice:check_in", room.group.pk)),
        reason=because_of(room.group),
    )
