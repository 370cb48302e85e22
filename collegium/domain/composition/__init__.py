"""Composition: people and rules in, groups, their proof and their reasons out."""

from typing import TYPE_CHECKING, Any

from collegium.domain.composition.buddies import pair_buddies
from collegium.domain.composition.checking import check, worth
from collegium.domain.composition.conflicts import Conflict, explain_conflicts
from collegium.domain.composition.engine import VERSION, appraise, solve
from collegium.domain.composition.faults import Fault, Unsolvable, diagnose
from collegium.domain.composition.gathering import gather, who_may_join
from collegium.domain.composition.moving import moved, price, prices
from collegium.domain.composition.problem import (
    PRESETS,
    WIDEST_MIX,
    Facilitator,
    Groups,
    Pair,
    Participant,
    Problem,
    Rules,
    Sizes,
    Weights,
    office_hours,
)
from collegium.domain.composition.relaxing import Relaxation
from collegium.domain.composition.remarks import remarks
from collegium.domain.composition.result import (
    LeftOut,
    Move,
    Moves,
    Obstacle,
    Placement,
    Price,
    Progress,
    Reason,
    Result,
    Rule,
    Stop,
    Violation,
    Watch,
)
from collegium.domain.composition.rotation import Rotation, rotate
from collegium.domain.composition.scarcity import fewest_repeats

if TYPE_CHECKING:
    from collegium.domain.composition.by_distance import group_by_distance

__all__ = [
    "PRESETS",
    "VERSION",
    "WIDEST_MIX",
    "Conflict",
    "Facilitator",
    "Fault",
    "Groups",
    "LeftOut",
    "Move",
    "Moves",
    "Obstacle",
    "Pair",
    "Participant",
    "Placement",
    "Price",
    "Problem",
    "Progress",
    "Reason",
    "Relaxation",
    "Result",
    "Rotation",
    "Rule",
    "Rules",
    "Sizes",
    "Stop",
    "Unsolvable",
    "Violation",
    "Watch",
    "Weights",
    "appraise",
    "check",
    "diagnose",
    "explain_conflicts",
    "fewest_repeats",
    "gather",
    "group_by_distance",
    "moved",
    "office_hours",
    "pair_buddies",
    "price",
    "prices",
    "remarks",
    "rotate",
    "solve",
    "who_may_join",
    "worth",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as Python asks of a module
    """What would load numpy is loaded when it is asked for."""
    if name == "group_by_distance":
        from collegium.domain.composition.by_distance import (  # noqa: PLC0415 - loads numpy
            group_by_distance,
        )

        return group_by_distance
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
