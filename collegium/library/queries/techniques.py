"""What is known of techniques in an organisation, and the order that follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Topic
from collegium.library.catalogue import Technique
from collegium.library.models import TechniqueFigure

ALL = 10
MOSTLY = 5
NEARLY_ALL = "near_the_top"
NEARLY_NOBODY = "near_the_bottom"


@dataclass(frozen=True, slots=True)
class Share:
    """How a technique fared, in one kind of situation or in all; so many of ten people.

    `same` and `worse` are missing where they would tell of single people.
    """

    topic: Topic | None
    people: int
    helped: float
    same: float | None
    worse: float | None
    low: float | None
    high: float | None
    attempts: float | None

    @property
    def bars(self) -> list[tuple[str, float]]:
        """The parts by the name of the effect, as far as they may be shown."""
        parts = {"helped": self.helped, "same": self.same, "worse": self.worse}
        return [(name, part) for name, part in parts.items() if part is not None]


@dataclass(frozen=True, slots=True)
class Known:
    """All that may be said of one technique."""

    total: Share | None
    situations: tuple[Share, ...]
    left_out: int
    reason: str

    @property
    def nearly_all(self) -> bool:
        """Nearly everybody says that it helped, which is all that can be told."""
        return self.reason == NEARLY_ALL

    @property
    def nearly_nobody(self) -> bool:
        """Nearly nobody says that it helped."""
        return self.reason == NEARLY_NOBODY

    @property
    def speaks_for_it(self) -> bool | None:
        """Whether it mostly helped; None where that is not known."""
        if self.total:
            return self.total.helped >= MOSTLY
        return self.nearly_all if self.reason else None

    @property
    def surely(self) -> float:
        """How many of ten it helped at least."""
        if self.total:
            return self.total.helped if self.total.low is None else self.total.low
        return ALL if self.nearly_all else 0


def known_of(organisation_id: UUID) -> Mapping[str, Known]:
    """What is known, by the technique's slug, of those that enough was said about (1 query)."""
    found: dict[str, list[TechniqueFigure]] = {}
    for row in TechniqueFigure.objects.filter(organisation=organisation_id):
        found.setdefault(row.technique, []).append(row)
    return {slug: _known(rows) for slug, rows in found.items()}


def best_first(techniques: Iterable[Technique], known: Mapping[str, Known]) -> list[Technique]:
    """Those that mostly helped, the surest first; those not known; those that mostly did not."""

    def place(one: Technique) -> tuple[int, float]:
        told = known.get(one.slug)
        if told is None or told.speaks_for_it is None:
            return 1, 0
        return (0, -told.surely) if told.speaks_for_it else (2, -told.surely)

    return sorted(techniques, key=place)


def _known(rows: list[TechniqueFigure]) -> Known:
    whole = next((row for row in rows if not row.topic), None)
    parts = [_share(row) for row in rows if row.topic]
    return Known(
        total=_share(whole) if whole else None,
        situations=tuple(share for share in parts if share),
        left_out=whole.left_out if whole else 0,
        reason=whole.reason if whole else "",
    )


def _share(row: TechniqueFigure) -> Share | None:
    if row.helped is None or row.people is None:
        return None
    return Share(
        topic=Topic(row.topic) if row.topic else None,
        people=row.people,
        helped=round(row.helped * ALL, 1),
        same=_of_ten(row.same),
        worse=_of_ten(row.worse),
        low=_of_ten(row.low),
        high=_of_ten(row.high),
        attempts=row.attempts,
    )


def _of_ten(share: float | None) -> float | None:
    return None if share is None else round(share * ALL, 1)
