"""The rows of sessions: their dates, playbooks, their event log and what they produced."""

from collegium.meetings.models.extra import ExtraMeeting
from collegium.meetings.models.live import Outcome, Reading, SessionEvent
from collegium.meetings.models.playbook import ChosenPlaybook, PlaybookText
from collegium.meetings.models.presence import Presence
from collegium.meetings.models.session import CYCLE_KINDS, Kind, Session, SessionState, Slot

__all__ = [
    "CYCLE_KINDS",
    "ChosenPlaybook",
    "ExtraMeeting",
    "Kind",
    "Outcome",
    "PlaybookText",
    "Presence",
    "Reading",
    "Session",
    "SessionEvent",
    "SessionState",
    "Slot",
]
