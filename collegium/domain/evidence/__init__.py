"""What changed, how sure one can be of it, and what of it may be seen."""

from collegium.domain.evidence.cube import (
    Cell,
    Cube,
    Figure,
    Grain,
    Published,
    Reason,
    Row,
    Threshold,
    Withheld,
)
from collegium.domain.evidence.estimates import Estimate, Method, TooFew, estimate, mean_of
from collegium.domain.evidence.gate import publish

__all__ = [
    "Cell",
    "Cube",
    "Estimate",
    "Figure",
    "Grain",
    "Method",
    "Published",
    "Reason",
    "Row",
    "Threshold",
    "TooFew",
    "Withheld",
    "estimate",
    "mean_of",
    "publish",
]
