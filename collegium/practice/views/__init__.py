"""The pages of practice."""

from collegium.practice.views.buddies import check_in, worksheet
from collegium.practice.views.goals import goal_step, goals, group_goal
from collegium.practice.views.home import brief, group, snooze, today
from collegium.practice.views.item_sets import (
    ask_item_set,
    bring_item_set,
    item_set_file,
    item_sets,
)
from collegium.practice.views.log import entry, log, withdraw
from collegium.practice.views.pulse import progress, pulse
from collegium.practice.views.sponsor import sponsor
from collegium.practice.views.thread import edit_post, follow, post, seen, take_back, thread
from collegium.practice.views.week import plan, tip

__all__ = [
    "ask_item_set",
    "brief",
    "bring_item_set",
    "check_in",
    "edit_post",
    "entry",
    "follow",
    "goal_step",
    "goals",
    "group",
    "group_goal",
    "item_set_file",
    "item_sets",
    "log",
    "plan",
    "post",
    "progress",
    "pulse",
    "seen",
    "snooze",
    "sponsor",
    "take_back",
    "thread",
    "tip",
    "today",
    "withdraw",
    "worksheet",
]
