"""The verbs of programmes and groups."""

from collegium.groups.actions.adjusting import (
    BoardMoved,
    change_board,
    describe_group,
    move_person,
    pin_people,
    redo_change,
    undo_change,
)
from collegium.groups.actions.agreements import (
    Promise,
    adopt_agreements,
    propose_agreement,
    sign_agreement,
)
from collegium.groups.actions.asking import AlreadyForming, Wish, ask_for_groups, stop_run
from collegium.groups.actions.composing import (
    Limit,
    NobodyFits,
    compose_groups,
    explain_run,
    run_composition,
)
from collegium.groups.actions.cycles import close_group, start_cycle
from collegium.groups.actions.joining import NotRunning, add_latecomer, join_groups
from collegium.groups.actions.leasing import claim_run, release_run, renew_run
from collegium.groups.actions.leaving import end_membership, leave_group, take_out
from collegium.groups.actions.pairs import add_pair_rule, add_pair_rules, remove_pair_rule
from collegium.groups.actions.participants import (
    add_matching,
    add_participants,
    mark_hosts,
    remove_participants,
)
from collegium.groups.actions.programmes import (
    NotInPreparation,
    change_programme,
    create_programme,
)
from collegium.groups.actions.publishing import NothingToPublish, publish_groups
from collegium.groups.actions.supports import set_supports
from collegium.groups.actions.vouching import NotYours, vouch
from collegium.groups.actions.watching import watch_groups

__all__ = [
    "AlreadyForming",
    "BoardMoved",
    "Limit",
    "NobodyFits",
    "NotInPreparation",
    "NotRunning",
    "NotYours",
    "NothingToPublish",
    "Promise",
    "Wish",
    "add_latecomer",
    "add_matching",
    "add_pair_rule",
    "add_pair_rules",
    "add_participants",
    "adopt_agreements",
    "ask_for_groups",
    "change_board",
    "change_programme",
    "claim_run",
    "close_group",
    "compose_groups",
    "create_programme",
    "describe_group",
    "end_membership",
    "explain_run",
    "join_groups",
    "leave_group",
    "mark_hosts",
    "move_person",
    "pin_people",
    "propose_agreement",
    "publish_groups",
    "redo_change",
    "release_run",
    "remove_pair_rule",
    "remove_participants",
    "renew_run",
    "run_composition",
    "set_supports",
    "sign_agreement",
    "start_cycle",
    "stop_run",
    "take_out",
    "undo_change",
    "vouch",
    "watch_groups",
]
