"""Rhythm: what is due to whom and when, and the times that a whole group can make."""

from collegium.domain.rhythm.duties import Due, Meeting, Participant, due, foreseen
from collegium.domain.rhythm.glance import Glance, Item, now_next_later
from collegium.domain.rhythm.policy import USUAL, Ahead, Kind, Policy, Weekly
from collegium.domain.rhythm.slots import Diary, Slot, slots
from collegium.domain.rhythm.wallclock import comes_twice, exists, instant, same_clock, wall_clock
from collegium.domain.rhythm.weeks import PracticeSpan, practice_span, week_of_practice

__all__ = [
    "USUAL",
    "Ahead",
    "Diary",
    "Due",
    "Glance",
    "Item",
    "Kind",
    "Meeting",
    "Participant",
    "Policy",
    "PracticeSpan",
    "Slot",
    "Weekly",
    "comes_twice",
    "due",
    "exists",
    "foreseen",
    "instant",
    "now_next_later",
    "practice_span",
    "same_clock",
    "slots",
    "wall_clock",
    "week_of_practice",
]
