"""What two or three buddies write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.practice.actions import Sheet
from collegium.practice.forms.line import line
from collegium.practice.queries.worksheets import WorksheetView
from collegium.ui.forms import FormLook


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
    step = line(_("… I will …"), required=False)

    def sheet(self) -> Sheet:
        """What was typed."""
        return Sheet(**self.cleaned_data)

    @staticmethod
    def initial_of(sheet: WorksheetView | None) -> dict[str, object]:
        """A worksheet as it stands in the form."""
        names = ("tried", "stuck", "moment", "step")
        return {name: getattr(sheet, name) for name in names} if sheet else {}
