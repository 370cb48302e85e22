"""My own settings."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from collegium.people.forms.fields import LanguagesField, TimeZoneField, WordsField
from collegium.people.models import Person
from collegium.people.tongues import language_names
from collegium.ui.forms import FormLook


class MeForm(FormLook, forms.Form):
    """How to reach me and what I bring."""

    language = forms.ChoiceField(
        label=_("Language of the pages"),
        choices=settings.LANGUAGES,
        help_text=_("Mails to you are written in it, too."),
    )
    time_zone = TimeZoneField(
        label=_("Time zone"),
        help_text=_("Every time on these pages is shown in it. Type a city to find yours."),
    )
    languages = LanguagesField(
        label=_("Languages I can meet in"),
        help_text=_("Separated by commas, such as: English, German."),
    )
    strengths = WordsField(
        label=_("What I am good at"),
        required=False,
        help_text=_("In your own words, separated by commas. Others may learn it from you."),
    )
    wants = WordsField(
        label=_("What I want to learn"),
        required=False,
        help_text=_("In your own words, separated by commas."),
    )

    @classmethod
    def of(cls, person: Person) -> "MeForm":
        """The form as it stands for somebody now."""
        return cls(
            initial={
                "language": person.language,
                "time_zone": person.time_zone,
                "languages": language_names(person.languages),
                "strengths": ", ".join(person.strengths),
                "wants": ", ".join(person.wants),
            }
        )
