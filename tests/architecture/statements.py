"""Who may open what, as `docs/run/who-opens-what.md` says it: read from the page, not the code."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from collegium.people.access import Who
from tests.architecture import house, reading
from tests.architecture.addresses import Address

PAGE = "docs/run/who-opens-what.md"
BELOW = "…"
ROW = re.compile(r"^\| ([^|`]+) \| ((?:`[^`|]+` ?)+) \| ([^|`]+) \|$", re.MULTILINE)
WORDS: Mapping[str, Who] = {
    "anyone": Who.ANYONE,
    "whoever holds the link": Who.HOLDER,
    "everybody signed in": Who.PERSON,
    "everybody known": Who.KNOWN,
    "whose own it is": Who.OWNER,
    "facilitators": Who.FACILITATOR,
    "leads": Who.LEAD,
    "administrators": Who.ADMINISTRATOR,
    "members of the group": Who.GROUP_MEMBER,
    "the member whose own it is": Who.AUTHOR,
}
PART_OF: Mapping[Who, Who] = {
    Who.AUTHOR: Who.GROUP_MEMBER,
    **dict.fromkeys(
        (Who.KNOWN, Who.OWNER, Who.FACILITATOR, Who.LEAD, Who.ADMINISTRATOR), Who.PERSON
    ),
}
ONE_BY_ONE = frozenset({Who.ANYONE, Who.HOLDER, Who.PERSON, Who.KNOWN})
ONES_OWN = f"/me/{BELOW}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One address or mail of a row, and to whom it opens or goes."""

    about: str
    who: frozenset[Who]

    @property
    def place(self) -> str:
        """Where it begins to hold."""
        return self.about.removesuffix(BELOW)

    def covers(self, path: str) -> bool:
        """Whether it speaks of an address."""
        return path.startswith(self.place) if self.about.endswith(BELOW) else path == self.about


def statements(page: str | None = None) -> list[Statement]:
    """Every statement of the page; a word for people that nobody knows is an error."""
    return [
        Statement(about, frozenset(WORDS[one] for one in who.split(" or ")))
        for _what, abouts, who in ROW.findall(house.text_of(PAGE) if page is None else page)
        for about in reading.SPAN.findall(abouts)
    ]


def of_addresses(page: str | None = None) -> list[Statement]:
    """Those about addresses."""
    return [one for one in statements(page) if one.about.startswith("/")]


def of_mails() -> list[Statement]:
    """Those about kinds of mail."""
    return [one for one in statements() if not one.about.startswith("/")]


def faults(
    addresses: Iterable[Address], table: Mapping[str, frozenset[Who]], said: list[Statement]
) -> Iterator[str]:
    """Where the table opens an address to others than the page says, with what to do about it."""
    used = set()
    for address in addresses:
        closest = _closest(address.path, said)
        if closest is None:
            yield (
                f"{address.path} ({address.name}) stands in no row: decide who may open it and say"
                f" so in {PAGE}, in words that a works council reads; then let the table follow"
            )
            continue
        used.add(closest)
        found = table.get(address.name, frozenset())
        if found != closest.who:
            yield (
                f"{address.path} ({address.name}) opens to {_words(found)}, and {PAGE} says"
                f" {_words(closest.who)} in the row of {closest.about}: one of them is wrong"
            )
    yield from (f"{one.about} is said of no address any more" for one in said if one not in used)


def loose(said: list[Statement]) -> Iterator[str]:
    """Statements that let in more people than a row above them, or whoever comes, unseen."""
    if len({one.about for one in said}) < len(said):
        yield "an address stands in two rows"
    for one in said:
        if one.about.endswith(BELOW) and one.who & ONE_BY_ONE and one.about != ONES_OWN:
            yield f"{one.about} opens to {_words(one.who)}: name each address by itself"
        for wider in said:
            if wider != one and wider.about.endswith(BELOW) and wider.covers(one.place):
                more = {who for who in one.who if not {who, PART_OF.get(who)} & wider.who}
                if more:
                    yield f"{one.about} lets in {_words(more)}, {wider.about} does not"


def _closest(path: str, said: list[Statement]) -> Statement | None:
    fitting = [one for one in said if one.covers(path)]
    return max(fitting, key=lambda one: (one.about == path, len(one.place)), default=None)


def _words(who: Iterable[Who]) -> str:
    named = {one: word for word, one in WORDS.items()}
    return " or ".join(sorted(named.get(one, one) for one in who)) or "nobody"
