"""What the gallery shows: made-up people, words and numbers for every component."""

from datetime import UTC, date, datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import OnceForm, Scale, Slider


class ExampleForm(OnceForm):
    """One field of every kind."""

    name = forms.CharField(label=_("Your name"), help_text=_("As your peers know you."))
    email = forms.EmailField(label=_("E-mail"))
    challenge = forms.CharField(
        label=_("The challenge in one sentence"), widget=forms.Textarea, required=False
    )
    rhythm = forms.ChoiceField(
        label=_("Rhythm"), choices=[("4", _("Every four weeks")), ("6", _("Every six weeks"))]
    )
    reader = forms.ChoiceField(
        label=_("Who may read this entry?"),
        choices=[("me", _("Only me")), ("buddy", _("My buddy")), ("group", _("My group"))],
        widget=forms.RadioSelect,
        initial="buddy",
    )
    days = forms.MultipleChoiceField(
        label=_("Days that suit me"),
        choices=[("1", _("Monday")), ("2", _("Tuesday")), ("3", _("Wednesday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    confidence = forms.TypedChoiceField(
        label=_("How confident are you today?"),
        choices=[(number, str(number)) for number in range(1, 6)],
        widget=Scale(_("not at all"), _("very")),
    )
    progress = forms.IntegerField(
        label=_("How far are you?"), widget=Slider(_("nothing yet"), _("done")), initial=40
    )
    remind = forms.BooleanField(label=_("Remind me on Friday"), required=False)


def gallery_context() -> dict[str, object]:
    """Everything that `ui/gallery.html` needs."""
    return {
        "form": ExampleForm(),
        "refused_form": ExampleForm(
            data={"name": "", "email": "mara@", "progress": 70, "once": uuid4()}
        ),
        "moment": datetime(2026, 11, 24, 13, 0, tzinfo=UTC),
        "day": date(2027, 1, 14),
        "people": ["Mara Okonkwo", "Jonas Weiß", "Leïla Haddad", "Tomasz Zieliński"],
        "slopes": [
            (_("Handing over a task"), 2.4, 3.9),
            (_("Naming a problem early"), 3.1, 3.4),
            (_("Asking before telling"), 2.9, 4.2),
            (_("Saying no"), 3.3, 3.2),
        ],
        "intervals": [
            (_("Confidence"), 0.8, 0.3, 1.3),
            (_("Attempts a week"), 0.4, -0.2, 1.0),
            (_("People I could call"), 1.6, 0.9, 2.3),
        ],
        "bars": [(_("Session One"), 7), (_("Practice month"), 5), (_("Session Two"), 6)],
    }
