"""Stories inside the group: their author sees them, and those concerned once they are asked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from collegium.groups.models import PUBLISHED, Member
from collegium.groups.rooms import Room
from collegium.library.models import ASKED, Consent, DraftState, Story, StoryDraft
from collegium.library.stories import PARTS, StoryText, Written
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class Answer:
    """What one concerned member says; None while they have not answered."""

    id: UUID  # of the question, which is to one wording of the story
    name: str
    given: bool | None
    mine: bool


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A draft as one reader inside the group sees it."""

    id: UUID
    group_id: UUID
    state: DraftState
    written: Written
    author: str
    mine: bool
    answers: tuple[Answer, ...]
    story_id: UUID | None
    appears_on: date | None  # in the library, once it was let out

    @property
    def is_there(self) -> bool:
        """Whether readers find it."""
        return self.appears_on is not None and self.appears_on <= timezone.now().date()

    @property
    def my_answer(self) -> Answer | None:
        """The reader's own answer, where they are concerned."""
        return next((answer for answer in self.answers if answer.mine), None)

    @property
    def ready(self) -> bool:
        """Whether everybody concerned has said yes."""
        return self.state == DraftState.ASKING and all(one.given for one in self.answers)

    @property
    def refused(self) -> bool:
        """Whether somebody concerned would rather not."""
        return any(one.given is False for one in self.answers)


@dataclass(frozen=True, slots=True)
class WaitingConsent:
    """A question that waits for a person's answer; tells nothing of the story."""

    consent_id: UUID
    draft_id: UUID
    group_id: UUID
    group: str
    asked_at: datetime
    has_left: bool  # the group: they answer on a page of their own

    @property
    def address(self) -> str:
        """Where to read and answer."""
        if self.has_left:
            return reverse("library:asked")
        return reverse("library:draft", args=(self.group_id, self.draft_id))


def draft_for(room: Room, draft_id: UUID) -> Draft:
    """A draft for its author or somebody concerned; `StoryDraft.DoesNotExist` otherwise."""
    return _view(room, _visible(room).get(pk=draft_id))


def drafts_of(room: Room) -> tuple[Draft, ...]:
    """All drafts that the member wrote or is asked about, the youngest first."""
    return tuple(_view(room, row) for row in _visible(room))


def colleagues(room: Room) -> tuple[Member, ...]:
    """The other members of the group, former ones too: a story may be about them."""
    others = Member.objects.filter(group_id=room.group.pk, forgotten_at=None)
    others = others.filter(person__is_active=True).exclude(pk=room.member.pk)
    return tuple(others.select_related("person").order_by("left_at", "person__name"))


def asked_before(draft_id: UUID) -> frozenset[UUID]:
    """The members who were ever asked about a draft, however it read then (one query)."""
    asked = Consent.objects.filter(draft=draft_id).values_list("member_id", flat=True)
    return frozenset(asked)


def waiting_consents(person: Person) -> tuple[WaitingConsent, ...]:
    """The stories about which a person has been asked and has not answered (one query)."""
    waiting = Consent.objects.filter(
        given=None,
        member__person_id=person.pk,
        member__forgotten_at=None,
        draft__state=DraftState.ASKING,
        draft__group__state__in=PUBLISHED,
    ).order_by("asked_at")
    rows = waiting.values_list(
        "pk", "draft", "draft__group", "draft__group__name", "asked_at", "member__left_at"
    )
    return tuple(
        WaitingConsent(pk, draft, group, name, asked, left is not None)
        for pk, draft, group, name, asked, left in rows
    )


def _visible(room: Room) -> QuerySet[StoryDraft]:
    asked = Prefetch("consents", Consent.objects.select_related("member__person"))
    return (
        StoryDraft.objects.filter(group_id=room.group.pk)
        .filter(
            Q(author_id=room.member.pk) | Q(consents__member_id=room.member.pk, state__in=ASKED)
        )
        .select_related("author__person", "story")
        .prefetch_related(asked)
        .distinct()
    )


def _view(room: Room, row: StoryDraft) -> Draft:
    story = _story_of(row)
    return Draft(
        id=row.pk,
        group_id=row.group_id,
        state=DraftState(row.state),
        written=written(room, row),
        author=row.author.person.name,
        mine=row.author_id == room.member.pk,
        answers=tuple(_answer(room, consent) for consent in row.consents.all()),
        story_id=story.pk if story else None,
        appears_on=story.appears_on if story else None,
    )


def written(room: Room, row: StoryDraft) -> Written:
    """What the author handed in, opened."""
    text = StoryText(**{part: room.read(row, part) for part in PARTS})
    return Written(text, row.kind, row.topic, row.language, row.signed)


def _answer(room: Room, consent: Consent) -> Answer:
    mine = consent.member_id == room.member.pk
    return Answer(consent.pk, consent.member.person.name, consent.given, mine)


def _story_of(row: StoryDraft) -> Story | None:
    try:
        return row.story
    except Story.DoesNotExist:
        return None
