"""The verbs of programmes and groups."""

from collegium.groups.actions.adjusting import describe_group, move_person
from collegium.groups.actions.agreements import (
    Promise,
    adopt_agreements,
    propose_agreement,
    sign_agreement,
)
from collegium.groups.actions.composing import NobodyFits, compose_groups
from collegium.groups.actions.cycles import close_group, start_cycle
from collegium.groups.actions.pairs import add_pair_rule, remove_pair_rule
from collegium.groups.actions.participants import (
    add_matching,
    add_participants,
    remove_participants,
)
from collegium.groups.actions.programmes import (
    NotInPreparation,
    change_programme,
    create_programme,
)
from collegium.groups.actions.publishing import NothingToPublish, publish_groups

__all__ = [
    "NobodyFits",
    "NotInPreparation",
    "NothingToPublish",
    "Promise",
    "add_matching",
    "add_pair_rule",
    "add_participants",
    "adopt_agreements",
    "change_programme",
    "close_group",
    "compose_groups",
    "create_programme",
    "describe_group",
    "move_person",
    "propose_agreement",
    "publish_groups",
    "remove_pair_rule",
    "remove_participants",
    "sign_agreement",
    "start_cycle",
]
