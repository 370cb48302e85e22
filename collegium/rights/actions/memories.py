"""When the memory of a group that has ended goes: it is told of first, and then goes for good."""

from datetime import datetime

from django.apps import apps
from django.db import transaction

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
            let_memory_go(group, now=now)
            gone += 1
    return gone


@transaction.atomic
def let_memory_go(group: Group, *, now: datetime) -> None:
    """Let everything go that was written in a group that has ended, and note that it went."""
    forget_words(group, now=now)
    note(Verb.RETENTION_APPLIED, group.organisation_id, group=group.pk, amount=1, now=now)


@transaction.atomic
def forget_words(group: Group, *, now: datetime) -> None:
    """Delete everything that was written in a group and destroy its key; safe to repeat.

    Stories that were let out stay until they are withdrawn: their drafts say, under a new key,
    what everybody reads anyway.
    """
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
    for model in apps.get_models():
        if issubclass(model, GroupRow) and model is not StoryDraft:
            model._default_manager.filter(group=group).delete()
    StoryDraft.objects.filter(group=group, story=None).delete()
    keyring.destroy(group.pk)
    keyring.create(group.pk)
    for story in Story.objects.filter(draft__group=group).select_related("draft"):
        for part in PARTS:
            setattr(story.draft, part, getattr(story, part))
        story.draft.save()
    told = {"told_on": now.date(), "goes_on": now.date(), "gone_at": now}
    farewell, is_new = Farewell.objects.get_or_create(group=group, defaults=told)
    if not is_new:
        farewell.gone_at = now
        farewell.save(update_fields=["gone_at"])
    bury(Buried.GROUP, group.pk)
