"""What a roster says about people: one frozen record for one person."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Particulars:
    """Everything that a roster can say about one person; "" or () or None where it is silent.

    `manager` is the manager's e-mail address, `level` counts from the top of the organisation
    where the roster has no column for it (1 is the top).
    """

    name: str
    email: str
    number: str = ""
    manager: str = ""
    department: str = ""
    function: str = ""
    level: int | None = None
    site: str = ""
    country: str = ""
    time_zone: str = ""
    languages: tuple[str, ...] = ()
    started_on: date | None = None
    gender: str = ""
    strengths: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    promotion_pool: str = ""


PARTICULARS = tuple(field.name for field in fields(Particulars))


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person as the file has them, and the spreadsheet row they stand in."""

    row: int
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class StandingPerson:
    """One person as the organisation has them now; `key` is ours."""

    key: UUID
    active: bool
    particulars: Particulars
