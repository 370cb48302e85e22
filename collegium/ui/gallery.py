"""What the gallery shows: made-up people, words and numbers for every component."""

from datetime import UTC, date, datetime
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from collegium.ui.forms import OnceForm, Scale

WORDS: dict[str, str | Promise] = {
    "weeks_logged": pgettext_lazy("gallery", "Weeks logged"),
    "save": pgettext_lazy("gallery", "Save"),
    "confidence_before_and": pgettext_lazy("gallery", "Confidence before and after"),
    "1_to_5": pgettext_lazy("gallery", "1 to 5"),
    "what_changed_and": pgettext_lazy("gallery", "What changed, and how sure we are"),
    "who_was_there": pgettext_lazy("gallery", "Who was there"),
    "people": pgettext_lazy("gallery", "people"),
    "how_openly": pgettext_lazy("gallery", "How openly we speak"),
    "whom_we_could_call": pgettext_lazy("gallery", "Whom we could call"),
    "in_the_group": pgettext_lazy("gallery", "In the group"),
    "elsewhere": pgettext_lazy("gallery", "Elsewhere"),
    "broken_rule": pgettext_lazy("gallery", "Broken rule"),
    "published": pgettext_lazy("gallery", "Published"),
    "draft": pgettext_lazy("gallery", "Draft"),
    "done": pgettext_lazy("gallery", "Done"),
    "attention": pgettext_lazy("gallery", "Attention"),
    "problem": pgettext_lazy("gallery", "Problem"),
    "waiting": pgettext_lazy("gallery", "Waiting"),
    "not_now": pgettext_lazy("gallery", "Not now"),
    "delete_the_group": pgettext_lazy("gallery", "Delete the group"),
    "no_entry_yet": pgettext_lazy("gallery", "No entry yet"),
}


class ExampleForm(OnceForm):
    """One field of every kind."""

    name = forms.CharField(
        label=pgettext_lazy("gallery", "Your name"),
        help_text=pgettext_lazy("gallery", "As your peers know you."),
    )
    email = forms.EmailField(label=pgettext_lazy("gallery", "E-mail"))
    challenge = forms.CharField(
        label=pgettext_lazy("gallery", "The challenge in one sentence"),
        widget=forms.Textarea,
        required=False,
    )
    rhythm = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Rhythm"),
        choices=[
            ("4", pgettext_lazy("gallery", "Every four weeks")),
            ("6", pgettext_lazy("gallery", "Every six weeks")),
        ],
    )
    reader = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Who may read this entry?"),
        choices=[
            ("me", pgettext_lazy("gallery", "Only me")),
            ("buddy", pgettext_lazy("gallery", "My buddy")),
            ("group", pgettext_lazy("gallery", "My group")),
        ],
        widget=forms.RadioSelect,
        initial="buddy",
    )
    days = forms.MultipleChoiceField(
        label=pgettext_lazy("gallery", "Days that suit me"),
        choices=[
            ("1", pgettext_lazy("gallery", "Monday")),
            ("2", pgettext_lazy("gallery", "Tuesday")),
            ("3", pgettext_lazy("gallery", "Wednesday")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    confidence = forms.TypedChoiceField(
        label=pgettext_lazy("gallery", "How confident are you today?"),
        choices=[(number, str(number)) for number in range(1, 6)],
        widget=Scale(pgettext_lazy("gallery", "not at all"), pgettext_lazy("gallery", "very")),
    )
    progress = forms.IntegerField(
        label=pgettext_lazy("gallery", "How far are you?"),
        widget=Scale(
            pgettext_lazy("gallery", "nothing yet"),
            pgettext_lazy("gallery", "done"),
            first=0,
            last=100,
            step=10,
        ),
        required=False,
    )
    remind = forms.BooleanField(
        label=pgettext_lazy("gallery", "Remind me on Friday"), required=False
    )


def gallery_context() -> dict[str, object]:
    """Everything that `ui/gallery.html` needs."""
    return {
        "words": WORDS,
        "form": ExampleForm(),
        "refused_form": ExampleForm(
            data={"name": "", "email": "mara@", "progress": 70, "once": uuid4()}
        ),
        "moment": datetime(2026, 11, 24, 13, 0, tzinfo=UTC),
        "day": date(2027, 1, 14),
        "people": ["Mara Okonkwo", "Jonas Weiß", "Leïla Haddad", "Tomasz Zieliński"],
        "trend": [("1", 3.5), ("2", 4.0), ("3", None), ("4", 4.5)],
        "network": [
            ("Ada Byron", ["Grace Murray"], {"Legal": 1, "Sales": 3}),
            ("Grace Murray", [], {"Sales": 1}),
        ],
        "places": ["Legal", "Sales"],
        "slopes": [
            (pgettext_lazy("gallery", "Handing over a task"), 2.4, 3.9),
            (pgettext_lazy("gallery", "Naming a problem early"), 3.1, 3.4),
            (pgettext_lazy("gallery", "Asking before telling"), 2.9, 4.2),
            (pgettext_lazy("gallery", "Saying no"), 3.3, 3.2),
        ],
        "intervals": [
            (pgettext_lazy("gallery", "Confidence"), 0.8, 0.3, 1.3),
            (pgettext_lazy("gallery", "Attempts a week"), 0.4, -0.2, 1.0),
            (pgettext_lazy("gallery", "People I could call"), 1.6, 0.9, 2.3),
        ],
        "bars": [
            (pgettext_lazy("gallery", "Session One"), 7),
            (pgettext_lazy("gallery", "Practice month"), 5),
            (pgettext_lazy("gallery", "Session Two"), 6),
        ],
    }
