"""The rows of programmes and of groups."""

from collegium.groups.models.composition import (
    UNDER_WAY,
    Composition,
    Effort,
    RunState,
    Trouble,
)
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
    Mix,
    PairKind,
    PairRule,
    Participant,
    Programme,
    ProgrammeState,
    Topic,
)

__all__ = [
    "UNDER_WAY",
    "Agreement",
    "Buddies",
    "Challenge",
    "Composition",
    "Cycle",
    "Effort",
    "Group",
    "GroupRow",
    "GroupState",
    "Member",
    "Mix",
    "PairKind",
    "PairRule",
    "Participant",
    "Programme",
    "ProgrammeState",
    "RunState",
    "Signature",
    "Topic",
    "Trouble",
]
