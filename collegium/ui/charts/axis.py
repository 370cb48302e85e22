"""From a number to a place between two edges."""

from dataclasses import dataclass
from math import floor, log10

from django.utils.translation import get_language_bidi


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value lies: 0 at `low`, 1 at `high`, never outside."""
        if self.high <= self.low:
            return 0.0
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def ticks(self) -> list[float]:
        """Three to seven round numbers on the scale."""
        step = _round_step((self.high - self.low) / 5)
        first = -(-self.low // step) * step
        count = floor((self.high - first) / step + 1e-9) + 1
        return [round(first + index * step, 10) for index in range(count)]


def _round_step(rough: float) -> float:
    if rough <= 0:
        return 1.0
    power: float = 10.0 ** floor(log10(rough))
    return next(power * lead for lead in (1, 2, 2.5, 5, 10) if power * lead >= rough * 0.999)


def across(share: float, *, start: float = 0, end: float = 100) -> str:
    """A horizontal place as a percentage, from the side where reading starts."""
    place = start + share * (end - start)
    return f"{100 - place if get_language_bidi() else place:.2f}%"
