"""The rows of sessions: their dates, playbooks, their event log and what they produced."""

from collegium.meetings.models.answers import Absence, Answer, Asking
from collegium.meetings.models.calendar import CalendarFeed, CalendarForm, CalendarSource
from collegium.meetings.models.extra import ExtraMeeting
from collegium.meetings.models.live import Outcome, Reading, SessionEvent
from collegium.meetings.models.playbook import ChosenPlaybook, PlaybookText
from collegium.meetings.models.presence import Presence
from collegium.meetings.models.session import CYCLE_KINDS, Kind, Session, SessionState, Slot

__all__ = [
    "CYCLE_KINDS",
    "Absence",
    "Answer",
    "Asking",
    "CalendarFeed",
    "CalendarForm",
    "CalendarSource",
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
