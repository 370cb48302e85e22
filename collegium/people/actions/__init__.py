"""Verbs of the people app."""

from collegium.people.actions.brought import forget_undecided, read_differently
from collegium.people.actions.factors import forget_factors
from collegium.people.actions.organisations import (
    AddressTaken,
    create_organisation,
    set_call_server,
)
from collegium.people.actions.persons import save_own_settings
from collegium.people.actions.rhythm import (
    TooManyAbsences,
    Wish,
    add_away,
    keep_rhythm,
    remove_away,
    rest,
    snooze,
)
from collegium.people.actions.roles import (
    LastAdministrator,
    deactivate,
    grant,
    reactivate,
    revoke,
)
from collegium.people.actions.rosters import RosterRefused, apply_roster, keep_upload

__all__ = [
    "AddressTaken",
    "LastAdministrator",
    "RosterRefused",
    "TooManyAbsences",
    "Wish",
    "add_away",
    "apply_roster",
    "create_organisation",
    "deactivate",
    "forget_factors",
    "forget_undecided",
    "grant",
    "keep_rhythm",
    "keep_upload",
    "reactivate",
    "read_differently",
    "remove_away",
    "rest",
    "revoke",
    "save_own_settings",
    "set_call_server",
    "snooze",
]
