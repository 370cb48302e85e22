"""A day and a time on the reader's own clocks, and where to meet."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.domain.rhythm import comes_twice, exists, instant
from collegium.ui.forms import FormLook
from collegium.ui.moments import zone_words

AROUND = 10  # years; what lies beyond is a slip of the finger


class LinkField(forms.URLField):
    """Where a group meets: the address of a video call, or nothing for a room."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Link to the meeting"),
            required=False,
            max_length=500,
            assume_scheme="https",
            error_messages={"invalid": _("Please give a valid URL that begins with https://.")},
            help_text=_(
                "Of the call you use: Jitsi, Teams, Zoom, Meet or another. Leave it empty when you "
                "meet in a room. It opens beside this page, and nobody records: not Collegium, "
                "and please not you."
            ),
        )

    default_validators = [URLValidator(schemes=["https"])]


class MomentForm(FormLook, forms.Form):
    """A day and a time, as the reader's clocks show it: like every time on the page."""

    day = forms.DateField(
        label=_("Another day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def say_zone(self, now: datetime) -> None:
        """Say at the field whose clocks are meant, in the words that stand behind other times."""
        place = zone_words(timezone.localtime(now))
        self.fields["at"].label = _("Time (%(zone)s)") % {"zone": place}
        self.fields["at"].help_text = _("On your own clock. Everybody sees it on theirs.")

    def typed_instant(self, cleaned: dict[str, Any], *, now: datetime) -> datetime | None:
        """Return the instant that was typed; None, with the reason at the field, if it is none."""
        day, at = cleaned.get("day"), cleaned.get("at")
        zone = timezone.get_current_timezone_name()
        for name, value in (("day", day), ("at", at)):
            if value is None and name not in self.errors:
                self.add_error(name, _("Please say the day and the time."))
        if day is None or at is None:
            return None
        if not now.year - AROUND <= day.year <= now.year + AROUND:
            self.add_error("day", _("Please check the year of this day."))
            return None
        if not exists(day, at, zone):
            self.add_error("at", _("Clocks go forward then; this time does not exist."))
        elif comes_twice(day, at, zone):
            self.add_error("at", _("Clocks go back then; this time comes twice. Choose another."))
        return instant(day, at, zone)
