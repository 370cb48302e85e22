"""What is due to whom, for whoever sends it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import USUAL, due
from collegium.practice.queries.practising import practising, with_what_is_done


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to one person. `about` is the group; `kind` says of what."""

    person_id: UUID
    organisation_id: UUID
    kind: str
    about: UUID
    week: int
    key: str
    due_at: datetime


def due_reminders(now: datetime, planned: AbstractSet[str] = frozenset()) -> tuple[Reminder, ...]:
    """The reminders that have come due in all running cycles.

    Five queries where nothing has, nine else, for any number of members. `planned` holds the
    keys that need no second look; a key comes back until its time is over.
    """
    everybody = {(one.participant.person, one.participant.cycle): one for one in practising()}
    first = due(USUAL, planned, of=[one.participant for one in everybody.values()], now=now)
    if not first:
        return ()
    places = dict.fromkeys((item.person, item.cycle) for item in first)
    asked = with_what_is_done([everybody[place] for place in places])
    return tuple(
        Reminder(
            person_id=UUID(item.person),
            organisation_id=everybody[item.person, item.cycle].organisation_id,
            kind=item.kind.value,
            about=everybody[item.person, item.cycle].group_id,
            week=item.week or 1,
            key=item.key,
            due_at=item.at,
        )
        for item in due(USUAL, planned, of=[one.participant for one in asked], now=now)
    )
