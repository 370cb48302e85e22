"""The rows of sessions: their dates, their event log and what they produced."""

from collegium.meetings.models.live import Outcome, Reading, SessionEvent
from collegium.meetings.models.session import Kind, Session, SessionState, Slot

__all__ = ["Kind", "Outcome", "Reading", "Session", "SessionEvent", "SessionState", "Slot"]
