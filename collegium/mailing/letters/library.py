"""The mail that asks for consent to a story."""

from datetime import datetime

from django.utils.translation import gettext as _

from collegium.library.models import Consent, DraftState
from collegium.mailing.letters.letter import Action, Letter, link
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.models import Mail


def consent(mail: Mail, _now: datetime) -> Letter | None:
    """Somebody wants to let a story out that concerns the reader. The mail says nothing of it."""
    asked = Consent.objects.select_related("draft").filter(
        pk=mail.about, given=None, draft__state=DraftState.ASKING, member__person=mail.person
    )
    found = asked.first()
    room = seat(mail.person, found.draft.group_id) if found else None
    if found is None or room is None:
        return None
    page = link("library:draft", room.group.pk, found.draft_id)
    return Letter(
        subject=_("A story waits for your word"),
        paragraphs=(
            _(
                "Somebody in your group would like to let a story out, so that others can learn "
                "from it. It concerns you, so it stays in the group unless you say yes."
            ),
            _("Read it as others would, then say yes or no. A no needs no reason."),
        ),
        action=Action(_("Read and answer"), page),
        reason=because_of(room.group),
    )
