"""The rows of programmes and of groups."""

from collegium.groups.models.group import (
    Agreement,
    Buddies,
    Cycle,
    Group,
    GroupRow,
    GroupState,
    Member,
    Signature,
)
from collegium.groups.models.programme import (
    Challenge,
    Composition,
    PairKind,
    PairRule,
    Participant,
    Programme,
    ProgrammeState,
    Topic,
)

__all__ = [
    "Agreement",
    "Buddies",
    "Challenge",
    "Composition",
    "Cycle",
    "Group",
    "GroupRow",
    "GroupState",
    "Member",
    "PairKind",
    "PairRule",
    "Participant",
    "Programme",
    "ProgrammeState",
    "Signature",
    "Topic",
]
