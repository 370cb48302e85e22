"""Composition: people and rules in, groups, their proof and their reasons out."""

from collegium.domain.composition.buddies import pair_buddies
from collegium.domain.composition.checking import check, worth
from collegium.domain.composition.engine import VERSION, appraise, solve
from collegium.domain.composition.faults import Fault, Unsolvable, diagnose
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

__all__ = [
    "PRESETS",
    "VERSION",
    "WIDEST_MIX",
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
    "Result",
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
    "moved",
    "office_hours",
    "pair_buddies",
    "price",
    "prices",
    "solve",
    "worth",
]
