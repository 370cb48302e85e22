"""How long the years are that are invented, and who is in them. No Django here."""

from dataclasses import dataclass

MONTHS = 36
FIRST = 2023 * 12  # January


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody with a team, the number of their group, and the month in which it began."""

    email: str
    group: int | None
    starts: int | None
