"""What somebody who has left a group is asked about: the one text, and nothing else of it."""

from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import PUBLISHED
from collegium.library.models import ASKED, Consent
from collegium.library.stories import PARTS, StoryText
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.fields import read


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """A story as it would leave, and what they said to it."""

    id: UUID
    group: str
    author: str
    text: StoryText
    language: str
    given: bool | None


def questions_outside(person: Person) -> tuple[Question, ...]:
    """What a person is asked by groups they have left (one query and one of keys).

    Its author shows them this text by asking; the question is the proof that opens it.
    """
    asked = Consent.objects.filter(
        member__person_id=person.pk,
        member__left_at__isnull=False,
        member__forgotten_at=None,
        draft__state__in=ASKED,
        draft__group__state__in=PUBLISHED,
    )
    rows = list(asked.select_related("draft__group", "draft__author__person").order_by("asked_at"))
    keys = keyring.keys_of([row.draft.vault_scope for row in rows]) if rows else {}
    found = []
    for row in rows:
        draft = row.draft
        if key := keys.get(draft.vault_scope):
            text = StoryText(**{part: read(draft, part, key=key) for part in PARTS})
            author = draft.author.person.name
            found.append(
                Question(row.pk, draft.group.name, author, text, draft.language, row.given)
            )
    return tuple(found)
