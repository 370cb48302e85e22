"""The rows of programmes and of groups."""

from collegium.groups.models.change import BoardChange, ChangeKind
from collegium.groups.models.composition import (
    UNDER_WAY,
    Composition,
    Effort,
    RunState,
    Trouble,
)
from collegium.groups.models.group import (
    PUBLISHED,
    Agreement,
    Buddies,
    Cycle,
    Group,
    GroupRow,
    GroupState,
    Member,
    Signature,
)
from collegium.groups.models.notice import Notice, NoticeState
from collegium.groups.models.pool import (
    Answer,
    Asked,
    NotAsked,
    OwnChallenge,
    RaisedChallenge,
    RaisedState,
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
from collegium.groups.models.rather_not import RatherNot
from collegium.groups.models.support import MOST_GROUPS, Support
from collegium.groups.models.vouch import Vouch

__all__ = [
    "MOST_GROUPS",
    "PUBLISHED",
    "UNDER_WAY",
    "Agreement",
    "Answer",
    "Asked",
    "BoardChange",
    "Buddies",
    "Challenge",
    "ChangeKind",
    "Composition",
    "Cycle",
    "Effort",
    "Group",
    "GroupRow",
    "GroupState",
    "Member",
    "Mix",
    "NotAsked",
    "Notice",
    "NoticeState",
    "OwnChallenge",
    "PairKind",
    "PairRule",
    "Participant",
    "Programme",
    "ProgrammeState",
    "RaisedChallenge",
    "RaisedState",
    "RatherNot",
    "RunState",
    "Signature",
    "Support",
    "Topic",
    "Trouble",
    "Vouch",
]
