"""Who counts as there no more when the others want to end a session."""

from datetime import datetime, timedelta
from uuid import UUID

from collegium.domain.playbook import State
from collegium.groups.models import Member
from collegium.meetings.models import Presence, Session

UNSEEN = timedelta(minutes=15)  # longer than anybody without scripts looks at one page


def away_from(session: Session, state: State, *, now: datetime) -> list[str]:
    """Return whom the session still has as there although they left the group or its page.

    Whoever was never noted at a page is taken to be there. Two queries.
    """
    sitting = Member.objects.filter(
        pk__in=[UUID(one) for one in state.present], left_at=None, person__is_active=True
    )
    here = {str(pk) for pk in sitting.values_list("pk", flat=True)}
    unseen = Presence.objects.filter(session=session, seen_at__lt=now - UNSEEN)
    gone = {str(pk) for pk in unseen.values_list("member", flat=True)}
    lent = set(state.carried)  # they are where the device is
    return sorted(one for one in state.present if one not in here or one in gone - lent)
