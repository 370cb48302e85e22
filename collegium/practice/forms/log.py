"""The weekly log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.practice.actions import Lines
from collegium.practice.forms.line import line
from collegium.practice.models import Audience
from collegium.practice.queries.log import EntryView
from collegium.ui.forms import OnceForm, Scale


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
