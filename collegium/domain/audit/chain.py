"""Whether a chain of entries is whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from collegium.domain.audit.marks import BEGINNING, MARK_BYTES, Act, mark_of

_ANCHOR = re.compile(r"\s*([0-9a-f-]{32,36}):(\d{1,18}):([0-9a-f]{64})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is stored, with its mark."""

    act: Act
    mark: bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """The mark of one entry, to be kept where nobody who can change the record can reach it."""

    organisation: UUID
    number: int
    mark: bytes

    def __str__(self) -> str:
        return f"{self.organisation}:{self.number}:{self.mark.hex()}"


class Fault(StrEnum):
    """What is wrong with the first broken entry."""

    MISSING = "missing"  # a number is left out
    CHANGED = "changed"  # the entry, or one before it, is not what it was
    ELSEWHERE = "elsewhere"  # it belongs to another organisation
    CUT = "cut"  # the record ends before this entry
    NOT_THE_ANCHOR = "not the anchor"  # the entry is not the one whose mark was kept
    BEYOND = "beyond"  # an entry after the last that was written


@dataclass(frozen=True, slots=True)
class Sound:
    """All is as it was written, up to this last entry."""

    head: Anchor


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not as it was written."""

    number: int
    fault: Fault


type Verdict = Sound | Broken


def anchor_in(text: str) -> Anchor:
    """An anchor as a person kept it; raises ValueError where it is none."""
    found = _ANCHOR.fullmatch(text)
    if found is None:
        raise ValueError("an anchor looks like ORGANISATION:NUMBER:MARK")
    return Anchor(UUID(found[1]), int(found[2]), bytes.fromhex(found[3]))


def verify(
    links: Iterable[Link], *, head: Anchor, kept: Anchor | None = None, since: bool = False
) -> Verdict:
    """Walk a chain in the order of its numbers and name the first entry that is broken.

    `head` is the last entry as the record itself remembers it, `kept` an anchor from elsewhere.
    With `since` the walk begins behind `kept` with its mark, so what stands before it is not
    looked at; otherwise the links are all there are, and pass the anchor.
    """
    if kept and head.number < kept.number:
        return Broken(head.number + 1, Fault.CUT)
    number, mark = (kept.number, kept.mark) if kept and since else (0, BEGINNING)
    for link in links:
        number += 1
        if fault := _fault(link, number, mark, head, kept):
            return Broken(number, fault)
        mark = link.mark
    if number < head.number:
        return Broken(number + 1, Fault.CUT)
    if mark != head.mark:
        return Broken(number, Fault.CHANGED)
    return Sound(Anchor(head.organisation, number, mark))


def _fault(
    link: Link, number: int, before: bytes, head: Anchor, kept: Anchor | None
) -> Fault | None:
    if link.act.organisation != head.organisation:
        return Fault.ELSEWHERE
    if link.act.number != number:
        return Fault.MISSING
    if len(link.mark) != MARK_BYTES or mark_of(link.act, before=before) != link.mark:
        return Fault.CHANGED
    if kept and kept.number == number and kept.mark != link.mark:
        return Fault.NOT_THE_ANCHOR
    return Fault.BEYOND if number > head.number else None
