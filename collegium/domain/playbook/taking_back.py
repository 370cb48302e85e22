"""Taking words back out of a log: their place stays, what stood there is gone.

An event keeps its number, key, author and everything but its texts, so that the log still means
the same to all: the entry is there, and says that something was left out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.playbook.events import EventKind
from collegium.domain.playbook.kinds import SLOTS

GONE = "[…]"

SPOKEN = frozenset({EventKind.CONTRIBUTE, EventKind.EDIT, EventKind.NAME_PILE})

type Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Spoken:
    """An event with words: `entry` is what it wrote or changed, `slot` is empty for a change."""

    key: str
    kind: str
    entry: str
    slot: str
    words: Words


def spoken(key: str, kind: str, data: Mapping[str, object]) -> Spoken | None:
    """Read an event of a log; None for one in which nothing was said."""
    words = data.get("words")
    if kind not in SPOKEN or not isinstance(words, Mapping):
        return None
    texts = {str(part): text for part, text in words.items() if isinstance(text, str) and text}
    entry = key if kind == EventKind.CONTRIBUTE else str(data.get("contribution", ""))
    return Spoken(key, kind, entry, str(data.get("slot", "")), texts) if texts else None


def without_words(data: Mapping[str, object]) -> dict[str, object]:
    """Return the data of an event with its texts taken back."""
    words = data.get("words")
    if not isinstance(words, Mapping):
        return dict(data)
    return {**data, "words": {part: GONE if text else text for part, text in words.items()}}


def behind(said: Sequence[Spoken], gone: Words, kept: Collection[Words]) -> frozenset[str]:
    """Return the keys of a member's events behind something they said, earlier versions too.

    `gone` is what stands now, `kept` what else of theirs the session left behind: where somebody
    has one entry only, each of its versions is an event of its own.
    """
    slots = {one.entry: one.slot for one in said if one.slot}
    entries = {one.entry for one in said if _says(one.words, gone)}
    single = {slot for entry in entries if (slot := slots.get(entry)) and not SLOTS[slot].many}
    return frozenset(
        one.key
        for one in said
        if one.kind != EventKind.NAME_PILE
        and (
            one.entry in entries
            or (slots.get(one.entry) in single and not any(_says(one.words, its) for its in kept))
        )
    )


def taken_out(body: Mapping[str, object], texts: Collection[str]) -> dict[str, object]:
    """Return what a session left behind, with each of these texts taken back wherever it stands."""
    return {
        part: GONE if isinstance(value, str) and value and value in texts else value
        for part, value in body.items()
    }


def texts_of(said: Sequence[Spoken]) -> frozenset[str]:
    """Return every text in these events, as it would stand in what the session left behind."""
    return frozenset(_stripped(said))


def _stripped(said: Sequence[Spoken]) -> Iterator[str]:
    for one in said:
        yield from (text.strip() for text in one.words.values())


def _says(words: Words, left: Words) -> bool:
    """Whether an event says what a session left behind, in the parts that were kept."""
    shared = {part: text.strip() for part, text in words.items() if part in left}
    return bool(shared) and all(left[part] == text for part, text in shared.items())
