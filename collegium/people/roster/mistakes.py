"""Mistakes in the rows of a file that somebody brings, whatever its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Mistake[F: StrEnum, C: StrEnum]:
    """One mistake: spreadsheet row (1 is the first), the column's heading, the cell, the code."""

    row: int
    field: F
    code: C
    value: str = ""
    column: str = ""
    data: Mapping[str, str | int] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mistakes[F: StrEnum, C: StrEnum]:
    """The first `limit` mistakes in the order of the rows, and how many there are in all."""

    shown: tuple[Mistake[F, C], ...] = ()
    total: int = 0

    @classmethod
    def of(cls, found: list[Mistake[F, C]], *, limit: int = 200) -> "Mistakes[F, C]":
        """Sort by row and cut to what a person can read; nothing is left uncounted."""
        ordered = sorted(found, key=lambda mistake: mistake.row)
        return cls(tuple(ordered[:limit]), len(ordered))

    def __add__(self, other: "Mistakes[F, C]") -> "Mistakes[F, C]":
        both = Mistakes.of([*self.shown, *other.shown])
        return Mistakes(both.shown, self.total + other.total)

    def __bool__(self) -> bool:
        return self.total > 0


class Found[F: StrEnum, C: StrEnum]:
    """Mistakes as they are met, in any order: counted, and no more of them kept than are shown."""

    def __init__(self, *, limit: int = 200) -> None:
        self.rows: set[int] = set()
        self._limit = limit
        self._kept: list[Mistake[F, C]] = []
        self._total = 0

    def add(self, mistake: Mistake[F, C]) -> None:
        """Count one, and keep it unless enough of earlier rows are kept."""
        self._total += 1
        self.rows.add(mistake.row)
        self._kept.append(mistake)
        if len(self._kept) > 10 * self._limit:
            self._kept = [*Mistakes.of(self._kept, limit=self._limit).shown]

    def all(self) -> Mistakes[F, C]:
        """The first of them by row, and how many there are."""
        return Mistakes(Mistakes.of(self._kept, limit=self._limit).shown, self._total)


class Refused(Exception):  # noqa: N818 - a decision, not an accident
    """A file has mistakes, so nothing of it was written."""

    def __init__(self, mistakes: int) -> None:
        super().__init__(f"{mistakes} mistakes")
