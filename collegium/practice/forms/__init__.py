"""What members type between two sessions."""

from collegium.practice.forms.buddies import CheckInForm, WorksheetForm
from collegium.practice.forms.goals import GoalForm, GroupGoalForm, StepForm
from collegium.practice.forms.log import LogForm
from collegium.practice.forms.plan import PlanForm
from collegium.practice.forms.thread import FeedbackForm, NewsForm, PostForm, ReplyForm, form_for
from collegium.practice.forms.tip import TipForm

__all__ = [
    "CheckInForm",
    "FeedbackForm",
    "GoalForm",
    "GroupGoalForm",
    "LogForm",
    "NewsForm",
    "PlanForm",
    "PostForm",
    "ReplyForm",
    "StepForm",
    "TipForm",
    "WorksheetForm",
    "form_for",
]
