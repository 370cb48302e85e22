"""How openly a group could speak, session by session, for the group alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from collegium.domain.evidence.small import Scale, group_mean, has_fallen
from collegium.groups.rooms import Room
from collegium.meetings.models import CYCLE_KINDS, Kind, Reading, Session, SessionState
from collegium.meetings.queries.live import open_to, seated
from collegium.meetings.queries.playbooks import fitting

ITEM = "safety"
REPAIR = "safety_repair"  # the playbook that may help
FIVE = Scale(1, 5)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One session and what may be shown of it: a rounded mean, or None."""

    session: Session
    mean: float | None


@dataclass(frozen=True, slots=True)
class Safety:
    """The sessions that the member sat in, oldest first; whether a repair is offered."""

    sessions: tuple[Spoken, ...] = ()
    repair: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether there is any mean to show."""
        return any(one.mean is not None for one in self.sessions)


def safety_of(room: Room) -> Safety:
    """How openly the room's group could speak (two queries, three more where it has fallen)."""
    sessions = list(
        Session.objects.filter(group=room.group)
        .exclude(state=SessionState.CANCELLED)
        .select_related("cycle")
        .order_by("ended_at", "created_at")
    )
    held = [one for one in sessions if one.kind in CYCLE_KINDS and one.state == SessionState.ENDED]
    held = [one for one in held if open_to(room, one)]
    answers = _answers(room)
    asked = [one for one in held if one.pk in answers]
    return Safety(
        sessions=tuple(Spoken(one, group_mean(answers[one.pk], FIVE)) for one in asked),
        repair=has_fallen([answers[one.pk] for one in asked])
        and not _met_since(sessions, asked[-1])
        and _can_hold(room),
    )


def _answers(room: Room) -> dict[UUID, list[float]]:
    rows = Reading.objects.filter(session__group=room.group, item=ITEM)
    found: dict[UUID, list[float]] = defaultdict(list)
    for session, value in rows.order_by("pk").values_list("session", "value"):
        found[session].append(value)
    # a playbook of one's own may ask on another scale, which cannot be laid beside these
    return {
        session: values
        for session, values in found.items()
        if all(FIVE.low <= value <= FIVE.high for value in values)
    }


def _met_since(sessions: Sequence[Session], latest: Session) -> bool:
    """Whether the group has set up a meeting of its own since, whatever it was about."""
    since = latest.ended_at or latest.created_at
    return any(one.kind == Kind.EXTRA and one.created_at > since for one in sessions)


def _can_hold(room: Room) -> bool:
    people = len(seated(room))
    return any(one.key == REPAIR for one in fitting(room.group.organisation_id, people))
