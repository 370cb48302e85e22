"""What everybody in the organisation may read."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from collegium.groups.models import PUBLISHED, Group
from collegium.library.models import Story, StoryDraft
from collegium.people.models import Person


def find_stories(
    person: Person, *, today: date, kind: str = "", topic: str = ""
) -> QuerySet[Story]:
    """The stories of the person's organisation that have appeared, failure first."""
    found = Story.objects.filter(organisation_id=person.organisation_id, appears_on__lte=today)
    if kind:
        found = found.filter(kind=kind)
    if topic:
        found = found.filter(topic=topic)
    return found.select_related("signed_by")


def story_for(person: Person, story_id: UUID, *, today: date) -> Story:
    """A story of the person's organisation; raises `Story.DoesNotExist` otherwise."""
    return find_stories(person, today=today).get(pk=story_id)


def own_draft(person: Person, story: Story) -> UUID | None:
    """The draft behind a story, for its author alone."""
    drafts = StoryDraft.objects.filter(pk=story.draft_id, author__person_id=person.pk)
    return drafts.values_list("pk", flat=True).first()


def groups_to_tell_from(person: Person) -> tuple[tuple[UUID, str], ...]:
    """The groups out of which a person may let a story."""
    groups = Group.objects.filter(
        members__person_id=person.pk,
        members__left_at=None,
        state__in=PUBLISHED,
    )
    return tuple(groups.values_list("pk", "name"))
