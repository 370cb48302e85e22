"""Which part of a reply is its writer's own: what stands above our line, quotes and signature."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from collegium.mailing.inbound.words import (
    ATTRIBUTIONS,
    CLOSINGS,
    FORWARDED,
    FROM,
    ORIGINAL,
    OTHER_HEADERS,
    SENT_FROM,
)

MARK = "##-"  # begins our line in every language; see `marker` in the letters
LONGEST = 60_000  # characters that are looked at
MOST_LINES = 2_000
WRAPPED = 3  # lines over which "On Monday … wrote:" may be spread
HEADER_LINES = 5
DATE = 4  # digits at least
INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f]"
)
SPACES = re.compile("[\u00a0\u202f\u2007\u3000\t]")
RULE = re.compile(r"_{10,}|-{20,}")
DASHES = re.compile(r"(?:--|—|__) ?")


@dataclass(frozen=True, slots=True)
class Own:
    """The writer's own words; `is_forward` if they passed something on instead of answering."""

    text: str
    is_forward: bool = False


def own_words(text: str, ours: Collection[str] = ()) -> Own:
    """What its writer added to a mail of ours. `ours` are addresses that our mails come from."""
    lines = [line.rstrip() for line in tidy(text).split("\n")[:MOST_LINES]]
    known = tuple(address.casefold() for address in ours if address)
    cut = next((at for at in range(len(lines)) if _begins_quote(lines, at, known)), len(lines))
    is_forward = cut < len(lines) and any(
        FORWARDED.fullmatch(line.strip()) for line in lines[cut : cut + 1]
    )
    own = _unsigned(_before(lines, cut))
    if not own and not is_forward:
        own = _unsigned(_below(lines, cut))
    return Own("\n".join(own).strip(), is_forward)


def tidy(text: str) -> str:
    """A text with plain line ends and spaces and without what cannot be seen."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return SPACES.sub(" ", INVISIBLE.sub("", text))


def _begins_quote(lines: Sequence[str], at: int, ours: Collection[str]) -> bool:
    line = lines[at].strip()
    if not line:
        return False
    return (
        line.startswith((">", MARK))
        or MARK in line
        or RULE.fullmatch(line) is not None
        or ORIGINAL.fullmatch(line) is not None
        or FORWARDED.fullmatch(line) is not None
        or _is_attribution(lines, at, ours)
        or _is_header(lines, at)
    )


def _is_attribution(lines: Sequence[str], at: int, ours: Collection[str]) -> bool:
    """A line that says who wrote what follows, by its words or by our address with a date."""
    joined = ""
    for more in lines[at : at + WRAPPED]:
        if not more.strip():
            return False
        joined = f"{joined} {more.strip()}".strip()
        if any(pattern.fullmatch(joined) for pattern in ATTRIBUTIONS):
            return True
        if joined[:1].isalnum() and joined.endswith((":", "：")) and _names(joined, ours):
            return True
    return False


def _names(line: str, ours: Collection[str]) -> bool:
    lowered = line.casefold()
    return any(char.isdigit() for char in line) and any(address in lowered for address in ours)


def _is_header(lines: Sequence[str], at: int) -> bool:
    if not FROM.match(lines[at].strip()):
        return False
    following = lines[at + 1 : at + HEADER_LINES]
    return any(OTHER_HEADERS.match(line.strip()) for line in following)


def _before(lines: Sequence[str], cut: int) -> list[str]:
    """The lines above a cut, without an attribution in a language that we do not know."""
    above = list(lines[:cut])
    while above and not above[-1].strip():
        above.pop()
    begin = len(above)
    while begin and above[begin - 1].strip():
        begin -= 1
    last = " ".join(above[begin:])
    quoted = cut < len(lines) and (MARK in lines[cut] or lines[cut].lstrip().startswith(">"))
    says_who = last.endswith((":", "：")) and sum(char.isdigit() for char in last) >= DATE
    return above[:begin] if quoted and says_who and len(above) - begin <= WRAPPED else above


def _below(lines: Sequence[str], cut: int) -> list[str]:
    """What stands below a quote with marks, for those who answer at the bottom."""
    quoted = [at for at in range(cut, len(lines)) if lines[at].startswith(">")]
    return list(lines[quoted[-1] + 1 :]) if quoted else []


def _unsigned(lines: Sequence[str]) -> list[str]:
    """The lines above a signature. A closing word ends the text unless it is all there is."""
    kept: list[str] = []
    for line in lines:
        bare = line.strip()
        closing = any(kept) and CLOSINGS.fullmatch(bare)
        if DASHES.fullmatch(bare) or SENT_FROM.fullmatch(bare) or closing:
            break
        kept.append(line)
    return kept if any(line.strip() for line in kept) else []
