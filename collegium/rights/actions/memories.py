"""When the memory of a group that has ended goes: it is told of first, and then goes for good."""

from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.retention import NOTICE, goes_on, is_due, is_to_tell, policy_of
from collegium.groups.models import Group, GroupRow
from collegium.library.models import Story, StoryDraft
from collegium.library.stories import PARTS
from collegium.rights.models import Farewell
from collegium.rights.queries.old import groups_over, pile_of, policies
from collegium.vault import keyring
from collegium.vault.models import Buried
from collegium.vault.tombstones import bury

AT_ONCE = 5  # groups in a pass
MADE = frozenset({"created_at", "at", "said_at"})  # how rows call the time when they were made


def keep_memories(now: datetime) -> int:
    """Say of memories that they will go, and let go those whose day has come.

    How many went. Two queries where there is nothing to do.
    """
    today, chosen, gone = now.date(), policies(), 0
    for group in groups_over():
        policy, pile = chosen.get(group.organisation_id, policy_of({})), pile_of(group)
        if is_to_tell(policy, pile, today=today):
            day = max(goes_on(policy, pile, today=today), today + NOTICE)
            Farewell.objects.get_or_create(group=group, defaults={"told_on": today, "goes_on": day})
        elif is_due(policy, pile, today=today) and gone < AT_ONCE:
            gone += let_memory_go(group, now=now)
    return gone


@transaction.atomic
def let_memory_go(group: Group, *, now: datetime) -> bool:
    """Let everything go that was written in a group that has ended, and note that it went.

    False where another worker has done it meanwhile.
    """
    _held(group)
    if Farewell.objects.filter(group=group, gone_at__isnull=False).exists():
        return False
    forget_words(group, now=now)
    note(Verb.RETENTION_APPLIED, group.organisation_id, group=group.pk, amount=1, now=now)
    return True


@transaction.atomic
def forget_words(group: Group, *, now: datetime) -> None:
    """Delete everything that was written in a group and destroy its key; safe to repeat.

    Stories that were let out stay until they are withdrawn: their drafts say, under a new key,
    what everybody reads anyway.
    """
    _held(group)
    _delete_words(group)
    keyring.destroy(group.pk)
    keyring.create(group.pk)
    _say_what_stories_say(Story.objects.filter(draft__group=group))
    _note_gone(group, now)
    bury(Buried.GROUP, group.pk)


@transaction.atomic
def forget_again(group: Group, *, gone_at: datetime, now: datetime) -> None:
    """Delete what a backup has brought back of it, and nothing that was written since it went.

    Whoever restores keys has destroyed the one of then already.
    """
    _held(group)
    _delete_words(group, before=gone_at)
    keyring.create(group.pk)
    _say_what_stories_say(Story.objects.filter(draft__group=group, draft__created_at__lt=gone_at))
    _note_gone(group, now)


def _held(group: Group) -> None:
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)


def _delete_words(group: Group, *, before: datetime | None = None) -> None:
    """Rows that say when they were made go if that was `before`; nobody adds others afterwards."""
    for model in apps.get_models():
        if issubclass(model, GroupRow):
            made = MADE & {field.name for field in model._meta.concrete_fields}
            made_before = Q(**{f"{name}__lt": before for name in made if before})
            is_out = Q(story__isnull=False) if model is StoryDraft else Q(pk__in=())
            model._default_manager.filter(made_before, group=group).exclude(is_out).delete()


def _say_what_stories_say(stories: QuerySet[Story]) -> None:
    for story in stories.select_related("draft"):
        for part in PARTS:
            setattr(story.draft, part, getattr(story, part))
        story.draft.save()


def _note_gone(group: Group, now: datetime) -> None:
    told = {"told_on": now.date(), "goes_on": now.date(), "gone_at": now}
    farewell, is_new = Farewell.objects.get_or_create(group=group, defaults=told)
    if not is_new and farewell.gone_at is None:
        farewell.gone_at = now
        farewell.save(update_fields=["gone_at"])
