"""From a person's own words to what they mean: three lines of a log, a talk, an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from collegium.mailing.inbound.words import (
    GREETINGS,
    LABELS,
    NOT_YET,
    ONCE,
    SURE,
    TALKED,
    TIMES,
)

LONGEST_LINE = 2000  # characters, as in the forms
ROOM = 72  # characters that mail programs leave a line at least before they break it
WIDTH = 79  # and at most
ITEM = re.compile(r"(?:[1-3][.):]|[-*•–])\s+")


class UnclearError(Exception):
    """Nothing can be made of the words; they are too few or too many."""


@dataclass(frozen=True, slots=True)
class ThreeLines:
    """What a reply says for the log. `sure` is 0 to 100; `attempts` None where nothing was said."""

    did: str
    happened: str = ""
    learned: str = ""
    attempts: int | None = None
    sure: int | None = None


class Talk(Enum):
    """What a reply says about a talk of buddies."""

    TALKED = auto()
    NOT_YET = auto()


def three_lines(text: str) -> ThreeLines:
    """Read lines as did, happened, learned; one line is what they did; raises `UnclearError`.

    A line with nothing but "3 times" says how often, one with nothing but "70 %" how sure.
    """
    said: dict[str, list[str]] = {"did": [], "happened": [], "learned": []}
    attempts = sure = None
    place = iter(("did", "happened", "learned"))
    field = "did"
    for line in paragraphs(text):
        if (count := times(line)) is not None:
            attempts = count
        elif (share := _sureness(line)) is not None:
            sure = share
        else:
            label = _label(line)
            field = label or next(place, "learned")
            said[field].append(LABELS[label].sub("", line, count=1) if label else line)
    kept = {name: "\n".join(lines) for name, lines in said.items()}
    if not any(kept.values()) or any(len(one) > LONGEST_LINE for one in kept.values()):
        raise UnclearError
    return ThreeLines(**kept, attempts=attempts, sure=sure)


def sentence(text: str) -> str:
    """The words as one text; raises `UnclearError` when there are none or too many."""
    whole = "\n".join(paragraphs(text))
    if not whole or len(whole) > LONGEST_LINE:
        raise UnclearError
    return whole


def talk(text: str) -> tuple[Talk, str]:
    """Whether buddies talked, and what else is said; raises `UnclearError`.

    Only a clear yes or no at the beginning counts.
    """
    found = paragraphs(text)
    for meaning, pattern in ((Talk.TALKED, TALKED), (Talk.NOT_YET, NOT_YET)):
        if found and (match := pattern.match(found[0])):
            rest = found[0][match.end() :].lstrip(" .,!:;،–—-")
            note = "\n".join(line for line in (rest, *found[1:]) if line)
            if len(note) > LONGEST_LINE:
                raise UnclearError
            return meaning, note
    raise UnclearError


def paragraphs(text: str) -> list[str]:
    """The lines that their writer meant, wrapped ones joined, without greeting and list marks."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    found = [line for block in blocks for line in _lines(block)]
    if len(found) > 1 and GREETINGS.fullmatch(found[0]):
        found = found[1:]
    return [bare for line in found if (bare := ITEM.sub("", line, count=1).strip())]


def times(line: str) -> int | None:
    """How often, if a line says nothing else."""
    if found := ONCE.fullmatch(line):
        return 1 if found[1] else 2
    found = TIMES.fullmatch(line)
    return int(found[1]) if found else None


def _sureness(line: str) -> int | None:
    found = SURE.fullmatch(line)
    return int(found[1]) if found and int(found[1]) <= 100 else None


def _label(line: str) -> str | None:
    return next((name for name, label in LABELS.items() if label.match(line)), None)


def _lines(block: str) -> Iterator[str]:
    """The lines of a block, joined where a mail program broke them for want of room."""
    lines = [line.strip() for line in block.split("\n")]
    may_be_wrapped = all(len(line) <= WIDTH for line in lines)
    current = last = lines[0]
    for line in lines[1:]:
        if may_be_wrapped and _had_no_room(last, line):
            current = f"{current} {line}"
        else:
            yield current
            current = line
        last = line
    yield current


def _had_no_room(line: str, following: str) -> bool:
    """Whether the next line's first word did not fit; a sentence that ends there ends a line."""
    word = following.split(" ", maxsplit=1)[0]
    return len(line) + 1 + len(word) > ROOM and not line.endswith((".", "!", "?", "…", "؟", ":"))
