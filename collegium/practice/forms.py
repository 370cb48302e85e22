"""What members type between two sessions."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from collegium.practice.actions import Lines, Sheet, Weekly
from collegium.practice.models import Audience
from collegium.practice.queries.goals import GoalView
from collegium.practice.queries.log import EntryView
from collegium.practice.queries.plans import PlanView
from collegium.practice.queries.worksheets import WorksheetView
from collegium.ui.forms import FormLook, OnceForm, Scale

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

LINE = 2000
MOST = 1_000_000


type Words = str | StrPromise


def line(
    label: Words, help_text: Words = "", *, required: bool = True, rows: int = 2
) -> forms.CharField:
    """One of the short texts that members write."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LogForm(OnceForm):
    """The weekly log."""

    did = line(_("What I did"), _("One situation is enough."))
    happened = line(_("What happened"), required=False)
    learned = line(_("What I learned"), required=False)
    attempts = forms.IntegerField(label=_("How often I tried this week"), min_value=0, max_value=99)
    sure = forms.IntegerField(
        label=_("How sure I feel about doing it again"),
        min_value=0,
        max_value=100,
        required=False,
        widget=Scale(_("not at all"), _("completely"), first=0, last=100, step=10),
    )
    audience = forms.ChoiceField(
        label=_("Who may read this"),
        choices=Audience,
        initial=Audience.BUDDY,
        widget=forms.RadioSelect,
        help_text=_("Nobody outside your group ever reads it, whatever you choose."),
    )

    def lines(self) -> Lines:
        """What was typed."""
        said = self.cleaned_data
        return Lines(
            did=said["did"],
            happened=said["happened"],
            learned=said["learned"],
            attempts=said["attempts"],
            sure=said["sure"],
            audience=Audience(said["audience"]),
        )

    @staticmethod
    def initial_of(entry: EntryView) -> dict[str, object]:
        """An entry as it stands in the form."""
        names = ("did", "happened", "learned", "attempts", "sure", "audience")
        return {name: getattr(entry, name) for name in names} | {"once": entry.id}


DAYS = (
    ("", _("No, or not every week")),
    *((str(number), name) for number, name in WEEKDAYS.items()),
)


class PlanForm(OnceForm):
    """The if-then plan."""

    when = line(
        _("When this happens …"),
        _("A moment you will recognise: who is there, where, what do they say?"),
    )
    will = line(_("… I will do this"), _("One thing that others could see you do."))
    weekday = forms.ChoiceField(
        label=_("Is that moment a meeting that comes every week?"),
        help_text=_("Then Collegium reminds you of your plan ten minutes before it."),
        choices=DAYS,
        required=False,
    )
    at = forms.TimeField(
        label=_("When it begins"),
        help_text=_("On your own clock."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """A meeting has a day and a time."""
        cleaned = super().clean() or self.cleaned_data
        day, at = cleaned.get("weekday"), cleaned.get("at")
        if day and at is None and "at" in cleaned:
            self.add_error("at", _("Say when the meeting begins, or choose no day."))
        if at is not None and not day and "weekday" in cleaned:
            self.add_error("weekday", _("Say on which day it is, or leave the time empty."))
        return cleaned

    def meeting(self) -> Weekly | None:
        """The meeting that the plan waits for."""
        day, at = self.cleaned_data["weekday"], self.cleaned_data["at"]
        return Weekly(int(day), at) if day and at else None

    @staticmethod
    def initial_of(plan: PlanView | None) -> dict[str, object]:
        """A plan as it stands in the form."""
        if plan is None:
            return {}
        day = "" if plan.weekday is None else str(plan.weekday)
        return {"when": plan.when, "will": plan.will, "weekday": day, "at": plan.at}


class CheckInForm(FormLook, forms.Form):
    """The note of two buddies."""

    note = line(
        _("What we want to remember"),
        _("Only you and your buddies can read it. It may stay empty."),
        required=False,
        rows=4,
    )


class WorksheetForm(FormLook, forms.Form):
    """What a member writes to their buddies."""

    tried = line(
        _("What I tried since the last time, and what happened"),
        _("Nothing tried is an answer too."),
        rows=3,
    )
    stuck = line(
        _("Where it sticks, and what I would like from you"),
        _("A question, an ear, an idea: say which."),
        required=False,
        rows=3,
    )
    moment = line(_("My next step: when its moment comes …"), required=False)
    step = line(_("… I will do this"), required=False)

    def sheet(self) -> Sheet:
        """What was typed."""
        return Sheet(**self.cleaned_data)

    @staticmethod
    def initial_of(sheet: WorksheetView | None) -> dict[str, object]:
        """A worksheet as it stands in the form."""
        names = ("tried", "stuck", "moment", "step")
        return {name: getattr(sheet, name) for name in names} if sheet else {}


class TipForm(FormLook, forms.Form):
    """The answer to the question of the week."""

    text = line(_("My answer"), _("A sentence is enough. Nobody else reads it."), rows=3)


class GoalForm(OnceForm):
    """A goal with a number."""

    sentence = forms.CharField(
        label=_("What I want to reach"),
        max_length=300,
        help_text=_("Your group sees it, so that it can ask how it goes."),
    )
    unit = forms.CharField(
        label=_("What I count"), max_length=60, help_text=_("Tasks handed over, for example.")
    )
    start = forms.IntegerField(label=_("Where it stands"), min_value=0, max_value=MOST, initial=0)
    target = forms.IntegerField(label=_("Where it should stand"), min_value=0, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        """A goal is somewhere else than the start."""
        cleaned = super().clean() or self.cleaned_data
        if "target" in cleaned and cleaned.get("start") == cleaned["target"]:
            self.add_error("target", _("This is where it stands already. Aim for another number."))
        return cleaned


class GroupGoalForm(GoalForm):
    """The one goal of the whole group."""

    prefix = "ours"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentence"].label = _("What we want to reach together")
        self.fields["sentence"].help_text = _("Something that all of you can add to.")
        self.fields["unit"].label = _("What we count")
        self.fields["start"].label = _("Where we are")
        self.fields["target"].label = _("Where we want to be")

    @staticmethod
    def initial_of(goal: GoalView | None) -> dict[str, object]:
        """The group's goal as it stands in the form."""
        if goal is None:
            return {}
        names = ("sentence", "unit", "start", "target")
        return {name: getattr(goal, name) for name in names} | {"once": goal.id}


class StepForm(FormLook, forms.Form):
    """How far a goal has come."""

    value = forms.IntegerField(label=_("Where it stands today"), min_value=0, max_value=MOST)
