"""What members do between two sessions."""

from collegium.practice.models.buddy import CheckIn, Worksheet
from collegium.practice.models.goal import Goal, GoalStep
from collegium.practice.models.log import Audience, LogEntry
from collegium.practice.models.plan import Plan
from collegium.practice.models.pulse import Contacts, ItemSetText, Moment, Pulse, PulseAnswer
from collegium.practice.models.sponsor import SponsorNote
from collegium.practice.models.thread import News, Post, ThreadSeat
from collegium.practice.models.tip import TipAnswer

__all__ = [
    "Audience",
    "CheckIn",
    "Contacts",
    "Goal",
    "GoalStep",
    "ItemSetText",
    "LogEntry",
    "Moment",
    "News",
    "Plan",
    "Post",
    "Pulse",
    "PulseAnswer",
    "SponsorNote",
    "ThreadSeat",
    "TipAnswer",
    "Worksheet",
]
