"""When I want to hear from Collegium."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from collegium.domain.rhythm import STEP, USUAL, Kind, Wishes, instant, open_time
from collegium.people.actions.rhythm import Wish
from collegium.people.models import Person
from collegium.people.queries.rhythm import Said
from collegium.ui.forms import FormLook, OnceForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

type Words = str | StrPromise

KINDS = (
    (Kind.TIP.value, _("The question of the week")),
    (Kind.CHECK_IN.value, _("The talk with my buddy")),
    (Kind.LOG.value, _("Three lines for my log")),
    (Kind.NUDGE.value, _("Ten minutes before a meeting that my plan waits for")),
    (Kind.SESSION.value, _("The day before a session")),
)
EACH, TOGETHER = "each", "together"
ENOUGH = 60  # minutes of a day in which something may come
LONGEST = timedelta(days=366)


def clock(label: Words, *, required: bool = True) -> forms.TimeField:
    """A time of day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)


def day(label: Words, help_text: Words = "") -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class RhythmForm(FormLook, forms.Form):
    """Working hours, quiet hours, what comes and how."""

    days = forms.MultipleChoiceField(
        label=_("My working days"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing comes on the other days, nor on public holidays in your country."),
    )
    starts = clock(_("Work begins"))
    ends = clock(_("Work ends"))
    quiet_from = clock(_("Quiet from"), required=False)
    quiet_until = clock(_("Quiet until"), required=False)
    comes = forms.MultipleChoiceField(
        label=_("I want to be reminded of"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you take away here still waits for you on Today."),
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=(
            (EACH, _("Each in its time")),
            (TOGETHER, _("Question, talk and log of a week in one mail")),
        ),
        widget=forms.RadioSelect,
    )

    @classmethod
    def of(cls, said: Said) -> "RhythmForm":
        """The form as it stands for somebody now."""
        quiet = said.quiet or (None, None)
        return cls(
            initial={
                "days": [str(one) for one in said.hours.days],
                "starts": said.hours.starts,
                "ends": said.hours.ends,
                "quiet_from": quiet[0],
                "quiet_until": quiet[1],
                "comes": [kind for kind, _words in KINDS if kind not in said.stopped],
                "how": TOGETHER if said.weekly else EACH,
            }
        )

    def clean(self) -> dict[str, Any]:
        """Working hours have a length, quiet hours both ends, and the day an open hour."""
        said = super().clean() or {}
        if said.get("starts") and said["starts"] == said.get("ends"):
            self.add_error("ends", _("Working hours end at another time than they begin."))
        begins, ends = said.get("quiet_from"), said.get("quiet_until")
        if "quiet_from" in said and "quiet_until" in said:
            if (begins is None) != (ends is None):
                missing = "quiet_from" if begins is None else "quiet_until"
                self.add_error(missing, _("Say both when it gets quiet and when that ends."))
            elif begins is not None and ends is not None and _open(begins, ends) < ENOUGH:
                self.add_error(
                    "quiet_until", _("Leave at least one hour between 8:00 and 20:00 open.")
                )
        return said

    def wish(self, usual: frozenset[int]) -> Wish:
        """What was typed; `usual` are the working days of the person's country."""
        said = self.cleaned_data
        days = frozenset(int(one) for one in said["days"])
        quiet = (said["quiet_from"], said["quiet_until"])
        return Wish(
            days=None if days == usual else days,
            starts=said["starts"],
            ends=said["ends"],
            quiet=quiet if None not in quiet else None,
            stopped={Kind(kind) for kind, _words in KINDS if kind not in said["comes"]},
            weekly=said["how"] == TOGETHER,
        )


def _open(begins: time, ends: time) -> int:
    """How many minutes of a day are neither in these quiet hours nor in everybody's."""
    wishes = Wishes(quiet=(begins, ends) if begins != ends else (time(), time.max))
    times = [time(*divmod(minute, 60)) for minute in range(0, 24 * 60, STEP)]
    return STEP * sum(open_time(USUAL, wishes, at) == at for at in times)


class AwayForm(OnceForm):
    """Days on which I am away."""

    first = day(_("First day"))
    last = day(_("Last day"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and not a year later."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("A year at most, please."))
        return said


class RestForm(FormLook, forms.Form):
    """A day until which everything rests."""

    until = day(_("Until"), _("On this day reminders come again."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        """A day to come, within a year."""
        until: date = self.cleaned_data["until"]
        if not self.today < until <= self.today + LONGEST:
            raise ValidationError(_("A day from tomorrow on, within a year, please."))
        return until

    def moment(self, person: Person) -> datetime:
        """When that day begins for somebody."""
        return instant(self.cleaned_data["until"], time(), person.time_zone)
