"""A part of a parsed file that notes what is wrong instead of failing at the first fault."""

from collections.abc import Mapping
from dataclasses import dataclass

from collegium.domain.playbook.faults import Fault, FaultCode
from collegium.domain.playbook.playbook import FALLBACK_LANGUAGE, Wording


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
        self.faults.append(Fault(where, code, detail))

    def know_only(self, parts: tuple[str, ...]) -> None:
        """Note parts that nobody knows."""
        if not isinstance(self.value, Mapping):
            self.fault("", FaultCode.NOT_A_MAPPING)
            return
        for part in self.value:
            if part not in parts:
                self.fault(str(part), FaultCode.UNKNOWN_PART)

    def text(self, part: str) -> str:
        """Return a text that has to be there."""
        value = self._get(part)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(part, FaultCode.MISSING_TEXT)
        return ""

    def number(self, part: str, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`."""
        value = self._get(part)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault(part, FaultCode.NOT_A_NUMBER, f"{low} to {high}")
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
        return Wording({str(code): str(text).strip() for code, text in texts.items()})

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
