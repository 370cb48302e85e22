"""Fields that several forms share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collegium.people.roster.cells import several
from collegium.people.roster.languages import languages
from collegium.people.roster.places import time_zone

MAX_WORDS = 12
MAX_WORD = 80


class TimeZoneField(forms.CharField):
    """A time zone, written or picked out of a list that the page has under `zone-names`."""

    widget = forms.TextInput(
        attrs={"list": "zone-names", "autocomplete": "off", "spellcheck": "false"}
    )

    def clean(self, value: object) -> str:
        """The zone's own name; raises `ValidationError`."""
        text = str(super().clean(value))
        found = time_zone(text) if text else ""
        if found is None:
            raise ValidationError(
                _("No time zone has this name. Pick one from the list, such as Europe/Berlin.")
            )
        return found


class LanguagesField(forms.CharField):
    """Languages as names or codes, separated by commas."""

    def clean(self, value: object) -> list[str]:
        """Their codes; raises `ValidationError` naming what is not understood."""
        codes, unknown = languages(str(super().clean(value)))
        if unknown:
            raise ValidationError(
                _("We do not know %(words)s. Write names or two-letter codes, such as: en, de."),
                params={"words": ", ".join(f"“{word}”" for word in unknown)},
            )
        return list(codes)


class WordsField(forms.CharField):
    """A few own words, separated by commas."""

    def clean(self, value: object) -> list[str]:
        """Each once; raises `ValidationError` when there are too many or too long ones."""
        words = list(several(str(super().clean(value))))
        if len(words) > MAX_WORDS or any(len(word) > MAX_WORD for word in words):
            raise ValidationError(
                _("At most %(count)s entries of %(length)s characters each, please."),
                params={"count": MAX_WORDS, "length": MAX_WORD},
            )
        return words
