"""Reads of programmes and groups. What a person may reach is decided here."""

from collegium.groups.queries.agreements import AgreementView, agreements_of
from collegium.groups.queries.asking import company_asked, names_in, placing_offered
from collegium.groups.queries.board import (
    Board,
    Column,
    board_of,
    draft_groups,
    shape_in,
    summary_of,
)
from collegium.groups.queries.moving import Destination, destinations
from collegium.groups.queries.outside import GroupFromOutside, facilitated_by, published_in
from collegium.groups.queries.participants import Candidate, Criteria, candidates, choices_of
from collegium.groups.queries.pins import Pins, pins
from collegium.groups.queries.problem import composition_problem
from collegium.groups.queries.programmes import (
    ProgrammeLine,
    Progress,
    Step,
    programme_of,
    programmes_of,
    progress_of,
)
from collegium.groups.queries.rooms import (
    buddies_in,
    buddies_of,
    current_cycle,
    enter,
    enter_all,
    members_of,
    rooms_of,
    trios_of,
)
from collegium.groups.queries.runs import (
    account_of,
    earlier_runs,
    people_in,
    run_of,
    run_under_way,
    seconds_left,
    seconds_of,
)

__all__ = [
    "AgreementView",
    "Board",
    "Candidate",
    "Column",
    "Criteria",
    "Destination",
    "GroupFromOutside",
    "Pins",
    "ProgrammeLine",
    "Progress",
    "Step",
    "account_of",
    "agreements_of",
    "board_of",
    "buddies_in",
    "buddies_of",
    "candidates",
    "choices_of",
    "company_asked",
    "composition_problem",
    "current_cycle",
    "destinations",
    "draft_groups",
    "earlier_runs",
    "enter",
    "enter_all",
    "facilitated_by",
    "members_of",
    "names_in",
    "people_in",
    "pins",
    "placing_offered",
    "programme_of",
    "programmes_of",
    "progress_of",
    "published_in",
    "rooms_of",
    "run_of",
    "run_under_way",
    "seconds_left",
    "seconds_of",
    "shape_in",
    "summary_of",
    "trios_of",
]
