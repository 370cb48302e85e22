"""Reading the words and numbers of an entry; a refusal names the part, never its content."""

from collections.abc import Mapping

from collegium.domain.playbook.kinds import Mark, Slot
from collegium.domain.playbook.refusal import Reason, Refused

LONGEST_TEXT = 4000
LONGEST_NAME = 80


def read_words(slot: Slot, given: object) -> dict[str, str]:
    """Return the texts of an entry, stripped; optional ones that are empty are left out."""
    words = _mapping(given, "words")
    _refuse_strangers(words, slot.words + slot.optional)
    read = {key: _text(words.get(key, ""), key) for key in slot.words + slot.optional}
    for key in slot.words:
        if not read[key]:
            raise Refused(Reason.MISSING, key)
    return {key: text for key, text in read.items() if text}


def read_marks(marks: tuple[Mark, ...], given: object) -> dict[str, int]:
    """Return the numbers of an entry; one that is not required may be absent."""
    numbers = _mapping(given, "marks")
    _refuse_strangers(numbers, tuple(mark.key for mark in marks))
    for mark in marks:
        if mark.required and mark.key not in numbers:
            raise Refused(Reason.MISSING, mark.key)
    return {mark.key: _number(mark, numbers[mark.key]) for mark in marks if mark.key in numbers}


def read_name(given: object) -> str:
    """Return the name of a pile, stripped; it may be empty."""
    words = _mapping(given, "words")
    _refuse_strangers(words, ("text",))
    name = _text(words.get("text", ""), "text")
    if len(name) > LONGEST_NAME:
        raise Refused(Reason.TOO_LONG, "text")
    return name


def _mapping(given: object, field: str) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise Refused(Reason.MALFORMED, field)
    return given


def _refuse_strangers(given: Mapping[str, object], known: tuple[str, ...]) -> None:
    if not set(given) <= set(known):
        raise Refused(Reason.MALFORMED)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise Refused(Reason.MALFORMED, key)
    if len(value) > LONGEST_TEXT:
        raise Refused(Reason.TOO_LONG, key)
    return value.strip()


def _number(mark: Mark, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(Reason.MALFORMED, mark.key)
    if not mark.low <= value <= mark.high:
        raise Refused(Reason.OUT_OF_RANGE, mark.key)
    return value
