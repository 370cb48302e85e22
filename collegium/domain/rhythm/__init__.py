"""Rhythm: what is due to whom and when, and the times that a whole group can make."""

from collegium.domain.rhythm.deciding import Held, Proposal, answer_by, borne, decided, enough
from collegium.domain.rhythm.diary import Diary
from collegium.domain.rhythm.duties import asked_before, due, foreseen, waiting
from collegium.domain.rhythm.glance import Glance, Item, now_next_later
from collegium.domain.rhythm.participants import Due, Meeting, Participant, Recurring
from collegium.domain.rhythm.placing import put_off
from collegium.domain.rhythm.policy import STEP, USUAL, Ahead, Kind, Policy, Weekly
from collegium.domain.rhythm.slots import Slot, slots
from collegium.domain.rhythm.thirds import Talks, Third, thirds
from collegium.domain.rhythm.wallclock import comes_twice, exists, instant, same_clock, wall_clock
from collegium.domain.rhythm.weeks import PracticeSpan, practice_span
from collegium.domain.rhythm.wishes import Wishes, may_come, open_time

__all__ = [
    "STEP",
    "USUAL",
    "Ahead",
    "Diary",
    "Due",
    "Glance",
    "Held",
    "Item",
    "Kind",
    "Meeting",
    "Participant",
    "Policy",
    "PracticeSpan",
    "Proposal",
    "Recurring",
    "Slot",
    "Talks",
    "Third",
    "Weekly",
    "Wishes",
    "answer_by",
    "asked_before",
    "borne",
    "comes_twice",
    "decided",
    "due",
    "enough",
    "exists",
    "foreseen",
    "instant",
    "may_come",
    "now_next_later",
    "open_time",
    "practice_span",
    "put_off",
    "same_clock",
    "slots",
    "thirds",
    "waiting",
    "wall_clock",
]
