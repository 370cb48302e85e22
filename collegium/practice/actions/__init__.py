"""What members do between two sessions. Repeating a verb changes nothing."""

from collegium.practice.actions.check_ins import check_in
from collegium.practice.actions.goals import GoalStandsError, set_goal, set_group_goal, take_step
from collegium.practice.actions.log import Lines, change_entry, withdraw_entry, write_entry
from collegium.practice.actions.plans import Weekly, change_plan
from collegium.practice.actions.sponsor import (
    NoBossError,
    agree_to_sponsor_note,
    take_back_sponsor_note,
)
from collegium.practice.actions.thread import (
    Said,
    change_post,
    follow,
    mark_seen,
    reply,
    say,
    take_back,
)
from collegium.practice.actions.tips import answer_tip
from collegium.practice.actions.worksheets import Sheet, fill_worksheet

__all__ = [
    "GoalStandsError",
    "Lines",
    "NoBossError",
    "Said",
    "Sheet",
    "Weekly",
    "agree_to_sponsor_note",
    "answer_tip",
    "change_entry",
    "change_plan",
    "change_post",
    "check_in",
    "fill_worksheet",
    "follow",
    "mark_seen",
    "reply",
    "say",
    "set_goal",
    "set_group_goal",
    "take_back",
    "take_back_sponsor_note",
    "take_step",
    "withdraw_entry",
    "write_entry",
]
