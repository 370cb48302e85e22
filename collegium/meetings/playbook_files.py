"""From what somebody hands in to a playbook: the engine's rules, and what a site asks beyond them.

Works without a database.
"""

import re
from collections.abc import Iterator
from unicodedata import category

from collegium.domain.datafile import Fault, FaultCode
from collegium.domain.playbook import Playbook, PlaybookError, Wording, parse

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{1,59}")
LONGEST_ITEM = 30  # the column that keeps answers
TAKEN = "new"  # the address at which playbooks are brought
UNPRINTABLE = {"Cc", "Cs"}  # YAML can write a NUL or half a character, which no page can show


def unified(text: str) -> str:
    """Return a text as it is kept: without a byte order mark, its lines ending alike."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return plain.strip("\n") + "\n"


def read(text: str) -> Playbook:
    """Return the playbook that a unified text describes.

    Raises:
        PlaybookError: with one fault for each thing that is wrong.

    """
    book = parse(text)
    faults = tuple(_faults(book, text))
    if faults:
        raise PlaybookError(faults)
    return book


def _faults(book: Playbook, text: str) -> Iterator[Fault]:
    if not KEY.fullmatch(book.key) or book.key == TAKEN:
        listed = "a–z 0–9 _ -, 2–60"
        yield Fault("playbook", FaultCode.NOT_A_CHOICE, listed, _line(text, "playbook:"))
    for step in book.steps:
        for question in step.questions:
            if len(question.item) > LONGEST_ITEM:
                where, line = f"step '{step.key}', item", _line(text, question.item)
                yield Fault(where, FaultCode.TOO_LONG, f"≤ {LONGEST_ITEM}", line)
    for where, words in _texts(book):
        if any(category(one) in UNPRINTABLE and one not in "\n\t" for one in words):
            yield Fault(where, FaultCode.NOT_A_CHOICE, "a–z, …")


def _texts(book: Playbook) -> Iterator[tuple[str, str]]:
    """Every text that a page may show, and where it stands."""
    yield from (("playbook", words) for words in (book.author, book.licence))
    yield from (("playbook", words) for words in _spoken(book.title, book.aim))
    for step in book.steps:
        named = f"step '{step.key}'"
        asked = (question.wording for question in step.questions)
        items = (question.item for question in step.questions)
        spoken = _spoken(step.title, step.prompt, *step.cues.values(), *asked)
        yield from ((named, words) for words in (step.key, *items, *spoken))


def _spoken(*wordings: Wording) -> Iterator[str]:
    for one in wordings:
        yield from one.by_language.keys()
        yield from one.by_language.values()


def _line(text: str, words: str) -> int:
    before, found, _after = text.partition(words)
    return before.count("\n") + 1 if found else 0
