"""How a story comes out of its group, and back."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.disclosure import appears_on
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.library.index import of_story, put
from collegium.library.models import ASKED, Consent, DraftState, Story, StoryDraft
from collegium.library.queries.drafts import asked_before, colleagues, written
from collegium.library.queries.guard import examined
from collegium.library.stories import Written
from collegium.people.models import Person
from collegium.vault.models import Buried
from collegium.vault.rows import own_identity
from collegium.vault.tombstones import bury, unbury


class Obstacle(StrEnum):
    """Why a story cannot take the step that was asked for."""

    IS_PUBLISHED = "is_published"
    NOT_ASKED = "not_asked"
    NOT_ALL_AGREE = "not_all_agree"
    HAS_CHANGED = "has_changed"
    NAMES_OTHERS = "names_others"
    CONCERNS_MORE = "concerns_more"


class ObstacleError(Exception):
    """The step is not possible now; nothing was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@transaction.atomic
def write_story(room: Room, story: Written, *, once: UUID) -> UUID:
    """Keep a new draft, sealed; the same `once` makes one draft only."""
    take_turn(room)
    draft, _ = StoryDraft.objects.get_or_create(
        pk=own_identity(StoryDraft, once, author=room.member),
        group=room.group,
        author=room.member,
        defaults=_columns(story),
    )
    return draft.pk


@transaction.atomic
def change_story(room: Room, draft_id: UUID, story: Written) -> None:
    """Replace what a draft says. Consent is to a text, so whoever was asked is asked anew."""
    draft = _own(room, draft_id)
    if draft.state == DraftState.PUBLISHED:
        raise ObstacleError(Obstacle.IS_PUBLISHED)
    for name, value in _columns(story).items():
        setattr(draft, name, value)
    draft.state = DraftState.WRITING
    draft.save()
    _unanswered(draft)


@transaction.atomic
def ask_consent(room: Room, draft_id: UUID, members: Collection[UUID]) -> None:
    """Ask the members chosen by the author, and in any case those named and those asked before.

    Raises `ObstacleError` where it names somebody outside the group: asking them would tell them
    what is said in it.
    """
    draft = _own(room, draft_id)
    if draft.state != DraftState.WRITING:
        return
    others = colleagues(room)
    found = examined(room, written(room, draft), others)
    if found.must_go:
        raise ObstacleError(Obstacle.NAMES_OTHERS)
    wanted = found.concerned | {*members} | asked_before(draft.pk)
    draft.consents.all().delete()  # each text is asked about under identities of its own
    Consent.objects.bulk_create(
        Consent(draft=draft, member=member) for member in others if member.pk in wanted
    )
    _become(draft, DraftState.ASKING)


@transaction.atomic
def answer(room: Room, draft_id: UUID, *, given: bool, asked: UUID | None, now: datetime) -> None:
    """Say yes or no to a story that concerns the member. A late no takes it back at once.

    A yes is to the text as it stood when `asked` was; raises `ObstacleError` where the author has
    changed it since, `Consent.DoesNotExist` for a member who was not asked, and
    `StoryDraft.DoesNotExist` while nobody is.
    """
    draft = _locked().get(pk=draft_id, group_id=room.group.pk, state__in=ASKED)
    consent = draft.consents.get(member_id=room.member.pk)
    if given and consent.pk != asked:
        raise ObstacleError(Obstacle.HAS_CHANGED)
    _say(draft, consent, given=given, now=now)


@transaction.atomic
def answer_outside(person: Person, asked: UUID, *, given: bool, now: datetime) -> None:
    """The same for somebody who has left the group.

    Raises `Consent.DoesNotExist` for anybody else's question, and for one that was put anew.
    """
    mine = Consent.objects.filter(
        member__person_id=person.pk,
        member__left_at__isnull=False,
        member__forgotten_at=None,
        draft__state__in=ASKED,
    )
    draft = _locked().get(pk=mine.get(pk=asked).draft_id)
    _say(draft, mine.get(pk=asked), given=given, now=now)


def _say(draft: StoryDraft, consent: Consent, *, given: bool, now: datetime) -> None:
    if consent.given == given:
        return
    consent.given, consent.answered_at = given, now
    consent.save()
    if not given and draft.state == DraftState.PUBLISHED:
        Story.objects.filter(draft=draft).delete()
        _become(draft, DraftState.ASKING)
        _note(Verb.STORY_WITHDRAWN, consent.member)
        bury(Buried.STORY, draft.pk)


@transaction.atomic
def let_out(room: Room, draft_id: UUID, *, today: date) -> UUID:
    """Publish a draft to the organisation once everybody concerned has agreed; its story's id.

    Readers find it from the day on which it appears. The guard looks once more, as people may have
    come since the asking; raises `ObstacleError` where the story names one of them.
    """
    draft = _own(room, draft_id)
    if draft.state == DraftState.PUBLISHED:
        return draft.story.pk
    if draft.state != DraftState.ASKING:
        raise ObstacleError(Obstacle.NOT_ASKED)
    if draft.consents.exclude(given=True).exists():
        raise ObstacleError(Obstacle.NOT_ALL_AGREE)
    found = examined(room, written(room, draft), colleagues(room))
    if found.must_go:
        raise ObstacleError(Obstacle.NAMES_OTHERS)
    if found.concerned - asked_before(draft.pk):
        raise ObstacleError(Obstacle.CONCERNS_MORE)
    _become(draft, DraftState.PUBLISHED)
    story = _publish(room, draft, today)
    _note(Verb.STORY_PUBLISHED, room.member, story.pk)
    unbury(Buried.STORY, draft.pk)
    return story.pk


@transaction.atomic
def withdraw(person: Person, draft_id: UUID) -> None:
    """Take one's own story out of the library at once, also after having left the group."""
    draft = _locked().get(pk=draft_id, author__person_id=person.pk)
    gone, _ = Story.objects.filter(draft=draft).delete()
    _unanswered(draft)
    _become(draft, DraftState.WITHDRAWN)
    if gone:
        _note(Verb.STORY_WITHDRAWN, draft.author)
        bury(Buried.STORY, draft.pk)


@transaction.atomic
def take_down(draft_id: UUID) -> None:
    """Take a story out again that a backup has brought back; it must be asked about anew."""
    draft = _locked().filter(pk=draft_id, state=DraftState.PUBLISHED).first()
    if draft is not None:
        Story.objects.filter(draft=draft).delete()
        _unanswered(draft)
        _become(draft, DraftState.WITHDRAWN)


def _publish(room: Room, draft: StoryDraft, today: date) -> Story:
    story = written(room, draft)
    published = Story.objects.create(
        organisation_id=room.group.organisation_id,
        draft=draft,
        kind=story.kind,
        topic=story.topic,
        language=story.language,
        signed_by=room.person if story.signed else None,
        appears_on=appears_on(today, signed=story.signed),
        **story.text.parts(),
    )
    put(of_story(published))
    return published


def _note(verb: Verb, member: Member, story: UUID | None = None) -> None:
    """Whose story it is, and from which group it came, is told to nobody but who did it."""
    note(verb, member.person.organisation_id, by=member.person_id, subject=story)


def _unanswered(draft: StoryDraft) -> None:
    """What was said was said to the text as it stood; whoever was asked stays known."""
    draft.consents.update(given=None, answered_at=None)


def _columns(story: Written) -> dict[str, str | bool]:
    return {
        "kind": story.kind,
        "topic": story.topic,
        "language": story.language,
        "signed": story.signed,
        **story.text.parts(),
    }


def _own(room: Room, draft_id: UUID) -> StoryDraft:
    return _locked().get(pk=draft_id, group_id=room.group.pk, author_id=room.member.pk)


def _locked() -> QuerySet[StoryDraft]:
    return StoryDraft.objects.select_for_update()


def _become(draft: StoryDraft, state: DraftState) -> None:
    draft.state = state
    draft.save(update_fields=["state", "changed_at"])
