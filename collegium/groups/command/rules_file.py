"""`rules.yaml`: plain names in, the engine's rules and weights out, every mistake with its line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from collegium.domain.composition.problem import WIDEST_MIX, Pair, Rules, Sizes, Weights
from collegium.groups.command.entries import Entry, entries_of
from collegium.groups.command.mistakes import all_of, each, nearest
from collegium.groups.command.values import (
    ATTRIBUTES,
    Earlier,
    earlier,
    normal,
    preset,
    sizes,
    value,
)
from collegium.groups.command.weights import balance_of, weights_of
from collegium.people.roster.rows import address

WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What the lead asks for; people go by their e-mail addresses.

    `only` says which values of an attribute take part, `absent` who does not. `given` are the
    keys of the file.
    """

    sizes: Sizes = field(default_factory=Sizes)
    weights: Weights = WIDEST_MIX
    rules: Rules = field(default_factory=Rules)
    starts_on: date | None = None
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    facilitators: Mapping[str, int] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    pinned: tuple[frozenset[str], ...] = ()
    given: frozenset[str] = frozenset()


KEYS = (
    "sizes",
    "preset",
    "weights",
    "balance",
    "starts_on",
    "only",
    "absent",
    "shared_language",
    "common_hours_a_day",
    "common_hours_a_week",
    "levels_apart",
    "apart",
    "together",
    "vetoes",
    "never_alone",
    "hosts",
    "hosts_per_group",
    "facilitators",
    "earlier_groups",
    "pinned",
)


def read_rules(text: str, file: str, people: Collection[str]) -> RulesFile:
    """The rules of a file; `people` are the addresses on the roster. Raises `Mistakes`."""
    return _Reader(entries_of(text, file).keys(KEYS), people).read()


class _Reader:
    """Reads the keys of one file, each at most once."""

    def __init__(self, keys: Mapping[str, Entry], people: Collection[str]) -> None:
        self.keys = keys
        self.people = people

    def read(self) -> RulesFile:
        """Everything, or every mistake."""
        parts: dict[str, Callable[[], object]] = {
            "sizes": lambda: self.one("sizes", sizes, Sizes()),
            "weights": self.weights,
            "rules": self.rules,
            "starts_on": lambda: self.one("starts_on", Entry.day, None),
            "only": self.only,
            "absent": lambda: frozenset(self.listed("absent", self.person)),
            "hosts": self.hosts,
            "facilitators": self.facilitators,
            "earlier": lambda: tuple(self.listed("earlier_groups", earlier)),
            "pinned": self.pinned,
        }

        return RulesFile(given=frozenset(self.keys), **all_of(parts))  # type: ignore[arg-type]  # each part returns its field's type

    def one[Value](self, key: str, read: Callable[[Entry], Value], default: Value) -> Value:
        """The value of a key, or the default where it is missing or empty."""
        entry = self.keys.get(key)
        return default if entry is None or entry.empty else read(entry)

    def listed[Value](self, key: str, read: Callable[[Entry], Value]) -> list[Value]:
        """Everything in the list of a key."""
        entry = self.keys.get(key)
        return [] if entry is None else each(entry.items(), read)

    def person(self, entry: Entry) -> str:
        """Somebody on the roster, by address."""
        email = address(entry.text())
        if email in self.people:
            return email
        raise entry.wrong(
            _("nobody on the roster has the address “%(email)s”.") % {"email": email}
            + (nearest(email, self.people) or " " + _("Write it as it stands in the roster."))
        )

    def pair(self, entry: Entry) -> Pair:
        """Two different people."""
        people = each(entry.items(), self.person)
        if len(people) != 2 or people[0] == people[1]:
            raise entry.wrong(_("two different people are wanted: [one@…, other@…]."))
        return people[0], people[1]

    def weights(self) -> Weights:
        """A preset, with single weights changed."""
        start = self.one("preset", preset, WIDEST_MIX)
        return balance_of(self.keys.get("balance"), weights_of(self.keys.get("weights"), start))

    def rules(self) -> Rules:
        """The hard rules."""
        parts: dict[str, Callable[[], object]] = {
            "apart": lambda: frozenset(self.listed("apart", self.pair)),
            "together": lambda: frozenset(self.listed("together", self.pair)),
            "vetoes": lambda: frozenset(self.listed("vetoes", self.pair)),
            "shared_language": lambda: self.one("shared_language", Entry.flag, True),
            "levels_apart": lambda: self.one("levels_apart", Entry.whole, None),
            "common_hours": self.hours,
            "never_alone": lambda: frozenset(self.listed("never_alone", value)),
            "hosts": lambda: self.one("hosts_per_group", Entry.whole, 0),
        }
        return Rules(**all_of(parts))  # type: ignore[arg-type]  # each part returns its field's type

    def hours(self) -> float | None:
        """Common working hours of a week."""
        day, week = self.keys.get("common_hours_a_day"), self.keys.get("common_hours_a_week")
        if day and week:
            raise week.wrong(_("say the hours either a day or a week, not both."))
        entry = day or week
        if entry is None or entry.empty:
            return None
        hours, most = entry.number(0), 24 if day else 24 * WORKING_DAYS
        if hours > most:
            raise entry.wrong(
                _("there are only %(most)s hours, so nobody has %(hours)g in common.")
                % {"most": most, "hours": hours}
            )
        return (hours * WORKING_DAYS if day else hours) or None

    def only(self) -> dict[str, frozenset[str]]:
        """Who takes part, by values of attributes."""
        entry = self.keys.get("only")
        parts = entry.keys((*ATTRIBUTES, "level")) if entry else {}
        return {
            name: frozenset(normal(name, item.text()) for item in values.items())
            for name, values in parts.items()
        }

    def hosts(self) -> frozenset[str]:
        """Who can host; needed where each group needs a host."""
        hosts = frozenset(self.listed("hosts", self.person))
        needed = self.keys.get("hosts_per_group")
        if needed and needed.whole() and not hosts:
            raise needed.wrong(_("nobody is named who can host. Add “hosts” with their addresses."))
        return hosts

    def facilitators(self) -> dict[str, int]:
        """How many groups each facilitator can support."""
        found: dict[str, int] = {}

        def read(entry: Entry) -> None:
            parts = entry.keys(("email", "capacity"))
            if "email" not in parts:
                raise entry.wrong(_("“email” is missing: who is the facilitator?"))
            capacity = parts["capacity"].whole(1) if "capacity" in parts else 1
            found[self.person(parts["email"])] = capacity

        self.listed("facilitators", read)
        return found

    def pinned(self) -> tuple[frozenset[str], ...]:
        """People who stay together in one group each, nobody twice."""
        groups = self.listed("pinned", lambda entry: each(entry.items(), self.person))
        everybody = [email for group in groups for email in group]
        for email in everybody:
            if everybody.count(email) > 1:
                raise self.keys["pinned"].wrong(
                    _("%(email)s is pinned twice. Keep one.") % {"email": email}
                )
        return tuple(frozenset(group) for group in groups if group)
