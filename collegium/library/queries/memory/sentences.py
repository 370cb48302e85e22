"""The sentences in what a session left: what themes are made of, and what they mean."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from collegium.groups.rooms import Room
from collegium.library.index.encoder import encoder_in_use
from collegium.library.models import Sense

TALK = ("card", "cause", "alternative", "takeaway", "question", "report")
KINDS = (*TALK, "plan")
PARTS = ("text", "happened", "why")  # of what was said
SHORTEST = 12  # letters of a sentence that says something


def sentences(identity: UUID, kind: str, words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The sentences of one outcome by their own identities, as far as the group saw them.

    Nobody meets in a theme what is their own alone.
    """
    if kind in KINDS and words.get("shown", True):
        for part in ("will",) if kind == "plan" else PARTS:
            text = str(words.get(part) or "").strip()
            if len(text) >= SHORTEST:
                yield f"{identity}/{part}", text


def senses_of(room: Room) -> Mapping[str, bytes]:
    """What the group's sentences mean, as far as the worker has come (one query, none without it).

    By the sentences' identities.
    """
    encoder = encoder_in_use()
    rows = Sense.objects.filter(group=room.group, encoder=encoder) if encoder else ()
    found: dict[str, bytes] = {}
    for row in rows:
        vectors: Mapping[str, str] = room.read(row, "vectors") or {}
        found |= {key: b64decode(text) for key, text in vectors.items()}
    return found
