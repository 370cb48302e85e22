"""A part of a parsed file that notes what is wrong instead of failing at the first fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.datafile.faults import Fault, FaultCode
from collegium.domain.datafile.loading import Lined
from collegium.domain.datafile.wording import FALLBACK_LANGUAGE, Wording

LONGEST_WORDING = 2000


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping somewhere in the file; faults land in the list that all nodes share."""

    value: object
    where: str
    faults: list[Fault]

    def renamed(self, where: str) -> "Node":
        """Return the same part under a name that a reader recognises."""
        return Node(self.value, where, self.faults)

    def fault(self, part: str, code: FaultCode, detail: str = "") -> None:
        """Note a fault."""
        where = f"{self.where}, {part}" if part else self.where
        self.faults.append(Fault(where, code, detail, self._line(part)))

    def has(self, part: str) -> bool:
        """Return whether the part is there."""
        return self._get(part) is not None

    def know_only(self, parts: tuple[str, ...]) -> None:
        """Note parts that nobody knows, and those that are there twice."""
        if not isinstance(self.value, Mapping):
            self.fault("", FaultCode.NOT_A_MAPPING)
            return
        for part in self.value:
            if part not in parts:
                self.fault(str(part), FaultCode.UNKNOWN_PART)
        for part in self.value.doubled if isinstance(self.value, Lined) else ():
            self.fault(part, FaultCode.SAME_KEY)

    def text(self, part: str) -> str:
        """Return a text that has to be there."""
        value = self._get(part)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(part, FaultCode.MISSING_TEXT)
        return ""

    def number(self, part: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number from `low` to `high`; it may be absent where it has a default."""
        value = self._get(part)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault(part, FaultCode.NOT_A_NUMBER, f"{low}–{high}")
        return low

    def yes_or_no(self, part: str, *, default: bool) -> bool:
        """Return a truth value."""
        value = self._get(part)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(part, FaultCode.NOT_YES_OR_NO)
            return default
        return value

    def choice[E: StrEnum](self, part: str, default: E, *, needed: FaultCode | None = None) -> E:
        """Return one of the values that `default` is of.

        Where the part is `needed`, that is the fault of one that is absent or unknown.
        """
        value = self._get(part)
        if value is None and needed is None:
            return default
        known = type(default)
        if isinstance(value, str) and value in set(known):
            return known(value)
        self.fault(part, needed or FaultCode.NOT_A_CHOICE, ", ".join(known))
        return default

    def wording(self, part: str, languages: tuple[str, ...] = ()) -> Wording:
        """Return a text in English and in each of `languages`."""
        value = self._get(part)
        texts = dict(value) if isinstance(value, Mapping) else {}
        if FALLBACK_LANGUAGE not in texts:
            self.fault(part, FaultCode.MISSING_ENGLISH)
        for code in languages:
            if code not in texts and code != FALLBACK_LANGUAGE:
                self.fault(part, FaultCode.MISSING_LANGUAGE, code)
        for code, text in texts.items():
            if not isinstance(text, str) or not text.strip():
                self.fault(part, FaultCode.MISSING_TEXT, str(code))
            elif len(text) > LONGEST_WORDING:
                self.fault(part, FaultCode.TOO_LONG, f"{code}: ≤ {LONGEST_WORDING}")
        return Wording({str(code): str(text).strip() for code, text in texts.items()})

    def within(self, part: str) -> "Node":
        """Return a mapping inside this one, an empty one when it is absent."""
        value = self._get(part)
        return Node({} if value is None else value, f"{self.where}, {part}", self.faults)

    def listed(self, part: str) -> "list[Node]":
        """Return the parts of a list, none when it is absent."""
        value = self._get(part)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(part, FaultCode.NOT_A_MAPPING)
            return []
        named = f"{self.where}, {part}" if self.where != "playbook" else part
        return [Node(one, f"{named} {n}", self.faults) for n, one in enumerate(value, 1)]

    def _get(self, part: str) -> object:
        return self.value.get(part) if isinstance(self.value, Mapping) else None

    def _line(self, part: str) -> int:
        if not isinstance(self.value, Lined):
            return 0
        return self.value.lines.get(part, self.value.line)
