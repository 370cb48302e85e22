"""The playbook engine: a session as data, and as a fold over its events.

`parse` reads a playbook file's text; `advance` and `replay` run a session; `visible` says what
one member may see of it; `outcomes` what it leaves behind. `rota`, `hosts` and `owners` share
out parts.
"""

from collegium.domain.datafile import DataFileError as PlaybookError
from collegium.domain.datafile import Wording
from collegium.domain.playbook.engine import advance, passed_over, relive, replay
from collegium.domain.playbook.events import Event, EventKind, from_json, to_json
from collegium.domain.playbook.outcomes import Outcomes, outcomes
from collegium.domain.playbook.overview import View
from collegium.domain.playbook.parsing import parse
from collegium.domain.playbook.playbook import Moment, Playbook, Question, Step, StepKind
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.rota import Roles, hosts, owners, rota
from collegium.domain.playbook.state import Contribution, Phase, State
from collegium.domain.playbook.view import visible, visible_to_all

SHIPPED = (
    "orientation",
    "session_one",
    "session_two",
    "troika",
    "case_clinic",
    "peer_consulting",
    "action_learning",
    "issue_processing",
    "after_action_review",
    "failure_and_win",
    "buddy_check_in",
    "safety_repair",
)

__all__ = [
    "SHIPPED",
    "Contribution",
    "Event",
    "EventKind",
    "Moment",
    "Outcomes",
    "Phase",
    "Playbook",
    "PlaybookError",
    "Question",
    "Reason",
    "Refused",
    "Roles",
    "State",
    "Step",
    "StepKind",
    "View",
    "Wording",
    "advance",
    "from_json",
    "hosts",
    "outcomes",
    "owners",
    "parse",
    "passed_over",
    "relive",
    "replay",
    "rota",
    "to_json",
    "visible",
    "visible_to_all",
]
