"""A list of pairs as text: two addresses in each row, whatever stands around them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ADDRESS = re.compile(r"[^\s,;|<>()\"'=]+@[^\s,;|<>()\"']+")
TWO = 2


@dataclass(frozen=True, slots=True)
class PairFault:
    """What is wrong with one row, the first row being 1."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class PairList:
    """The pairs of a list, each once, and the rows that hold none."""

    pairs: tuple[tuple[UUID, UUID], ...]
    faults: tuple[PairFault, ...]


def read_pairs(text: str, people: Mapping[str, UUID]) -> PairList:
    """The pairs of people that a text names by address; a heading and empty rows are skipped."""
    pairs: dict[tuple[UUID, UUID], None] = {}
    faults: list[PairFault] = []
    lines = [(row, line) for row, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for at, (row, line) in enumerate(lines):
        addresses = [found.lower() for found in ADDRESS.findall(line)]
        if not addresses and at == 0 and len(lines) > 1:
            continue
        wrong = _wrong(addresses, people)
        if wrong:
            faults.append(PairFault(row, wrong))
        else:
            first, second = sorted(people[one] for one in addresses)
            pairs[first, second] = None
    return PairList(tuple(pairs), tuple(faults))


def _wrong(addresses: list[str], people: Mapping[str, UUID]) -> str:
    if len(addresses) != TWO:
        return ngettext(
            "Two addresses are needed; this row has %(count)s.",
            "Two addresses are needed; this row has %(count)s.",
            len(addresses),
        ) % {"count": len(addresses)}
    unknown = [one for one in addresses if one not in people]
    if unknown:
        return _("Nobody on the roster has the address %(address)s.") % {"address": unknown[0]}
    if addresses[0] == addresses[1]:
        return _("The same address stands there twice.")
    return ""
