"""Composition: people and rules in, groups, their proof and their reasons out."""

from collegium.domain.composition.buddies import pair_buddies
from collegium.domain.composition.checking import check, moved, price, prices, worth
from collegium.domain.composition.engine import VERSION, appraise, solve
from collegium.domain.composition.faults import Fault, Unsolvable, diagnose
from collegium.domain.composition.problem import (
    PRESETS,
    WIDEST_MIX,
    Groups,
    Pair,
    Participant,
    Problem,
    Rules,
    Sizes,
    Weights,
    office_hours,
)
from collegium.domain.composition.result import (
    LeftOut,
    Move,
    Obstacle,
    Placement,
    Price,
    Reason,
    Result,
    Rule,
    Stop,
    Violation,
)

__all__ = [
    "PRESETS",
    "VERSION",
    "WIDEST_MIX",
    "Fault",
    "Groups",
    "LeftOut",
    "Move",
    "Obstacle",
    "Pair",
    "Participant",
    "Placement",
    "Price",
    "Problem",
    "Reason",
    "Result",
    "Rule",
    "Rules",
    "Sizes",
    "Stop",
    "Unsolvable",
    "Violation",
    "Weights",
    "appraise",
    "check",
    "diagnose",
    "moved",
    "office_hours",
    "pair_buddies",
    "price",
    "prices",
    "solve",
    "worth",
]
