"""Publishing: drafts become groups that meet, each with a key, a first cycle and buddies."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.groups.actions.buddies import pair_members
from collegium.groups.actions.watching import accept_standing
from collegium.groups.models import Cycle, Group, GroupState, Member, Programme, ProgrammeState
from collegium.people.models import Person
from collegium.vault import keyring


class NothingToPublish(Exception):  # noqa: N818 - says what was found
    """There are no groups yet."""


@transaction.atomic
def publish_groups(programme: Programme, *, by: Person, now: datetime) -> tuple[Group, ...]:
    """Let the groups of a programme begin; asked again, it only returns them.

    Empty groups are dropped. Raises NothingToPublish where no group has members, and
    `Programme.DoesNotExist` for another organisation's programme.
    """
    locked = (
        Programme.objects.select_for_update()
        .select_related("challenge")
        .get(pk=programme.pk, organisation=by.organisation_id)
    )
    if locked.state == ProgrammeState.DRAFT:
        _publish(locked, now)
        accept_standing(locked, by=by, now=now)
        note_all(by.organisation_id, _deeds(locked, by), now=now)
    programme.state = locked.state
    return tuple(locked.groups.exclude(state=GroupState.DRAFT))


def _publish(programme: Programme, now: datetime) -> None:
    programme.groups.filter(state=GroupState.DRAFT, members=None).delete()
    groups = list(programme.groups.prefetch_related("members__person"))
    if not groups:
        raise NothingToPublish(programme.pk)
    for group in groups:
        # The vault is another database: a key without a group harms nobody, the reverse would.
        keyring.create(group.pk)
        group.state = GroupState.MEETING
        group.time_zone = common_zone(group)
        group.save(update_fields=["state", "time_zone"])
        cycle = Cycle.objects.create(
            group=group,
            number=1,
            challenge=programme.challenge,
            practice_weeks=programme.practice_weeks,
            created_at=now,
        )
        pair_members(cycle)
    programme.state = ProgrammeState.RUNNING
    programme.save(update_fields=["state"])


def _deeds(programme: Programme, by: Person) -> Iterator[Deed]:
    """What the record says of a publication: that it was, and who was placed where."""
    members = Member.objects.filter(group__programme=programme).order_by("group__number", "id")
    places = members.values_list("person_id", "group_id")
    groups = len({group for _, group in places})
    yield Deed(Verb.GROUPS_PUBLISHED, by=by.pk, subject=programme.pk, amount=groups)
    for person, group in places:
        yield Deed(Verb.PERSON_PLACED, by=by.pk, subject=person, group=group)


def common_zone(group: Group) -> str:
    """The zone of most members, the first by name of equals."""
    zones = Counter(member.person.time_zone for member in group.members.all())
    return min(zones, key=lambda zone: (-zones[zone], zone))
