"""What an organisation asks for the group's own eyes, before and after."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from collegium.domain.evidence.items import Audience, ItemSet, Moment
from collegium.domain.evidence.small import Scale, group_mean
from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import PulseAnswer
from collegium.practice.queries.item_sets import sets_asked

type Place = tuple[str, int, str, str]  # set, version, item, moment


@dataclass(frozen=True, slots=True)
class OwnItem:
    """One item in words, and its rounded means, None where fewer than four answered."""

    words: str
    before: float | None
    after: float | None


def own_items(
    room: Room, cycle: Cycle, *, still_open: Moment | None, language: str
) -> tuple[OwnItem, ...]:
    """The items for the group alone that enough of it have answered (two queries).

    Nothing of the page that is still open: a mean that moves when one more answers tells what
    they answered.
    """
    sets = [
        one
        for one in sets_asked(room.group.organisation_id)
        if one.audience is Audience.GROUP and one.key != "safety"
    ]
    answers: dict[Place, list[float]] = defaultdict(list)
    rows = PulseAnswer.objects.filter(
        pulse__cycle=cycle,
        pulse__member__group=room.group,
        pulse__answered_at__gte=room.member.joined_at,
        item_set__in=[one.key for one in sets],
    )
    for row in rows.order_by("pk"):
        if row.moment != still_open:
            place = (row.item_set, row.version, row.item, row.moment)
            answers[place].append(row.value)
    return tuple(_means(sets, answers, language))


def _means(
    sets: list[ItemSet], answers: dict[Place, list[float]], language: str
) -> Iterator[OwnItem]:
    for one in sets:
        for item in one.items:
            scale = Scale(item.low, item.high, item.step)
            before, after = (
                group_mean(answers[one.key, one.version, item.key, moment], scale)
                for moment in (Moment.BEFORE.value, Moment.AFTER.value)
            )
            if before is not None or after is not None:
                yield OwnItem(item.wording.in_language(language), before, after)
