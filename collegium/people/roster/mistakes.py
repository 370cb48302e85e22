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


class Refused(Exception):  # noqa: N818 - a decision, not an accident
    """A file has mistakes, so nothing of it was written."""

    def __init__(self, mistakes: int) -> None:
        super().__init__(f"{mistakes} mistakes")
