"""An after-action review, and what it says of techniques."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.library.actions.reviews import Tried
from collegium.library.catalogue import Technique
from collegium.library.forms.offering import by_topic
from collegium.library.models import Effect
from collegium.library.queries.reviews import Answers
from collegium.practice.forms.line import line
from collegium.ui.forms import FormLook

ANOTHER = "another"


class ReviewForm(FormLook, forms.Form):
    """The four questions."""

    expected = line(_("What did you expect?"), _("When you made the plan."), required=False, rows=3)
    happened = line(_("What happened?"), _("As a camera would have seen it."), rows=3)
    why = line(
        _("Why?"),
        _("What in the situation, what in how you did it?"),
        required=False,
        rows=3,
    )
    next = line(_("What next?"), _("What you keep, and what you change."), required=False, rows=3)

    @property
    def answers(self) -> Answers:
        """What was typed."""
        return Answers(**{part: self.cleaned_data[part] for part in Answers.__dataclass_fields__})


class ResultForm(FormLook, forms.Form):
    """What came of one technique."""

    technique = forms.ChoiceField(label=_("What did you try?"))
    effect = forms.ChoiceField(
        label=_("What came of it?"), choices=Effect, widget=forms.RadioSelect
    )
    attempts = forms.IntegerField(
        label=_("How often did you try it?"),
        help_text=_("In the weeks of practice, all in all."),
        min_value=1,
        max_value=99,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        techniques: Iterable[Technique],
        first: str,
        attempts: int,
    ) -> None:
        """Offer the techniques by topic, those of the topic `first` at the head."""
        super().__init__(data, initial={"attempts": attempts or None})
        topics = by_topic(techniques, first=first)
        choices = [("", _("Choose one")), *topics, (ANOTHER, _("Something else"))]
        field = self.fields["technique"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = choices

    @property
    def tried(self) -> Tried:
        """What was said."""
        said = self.cleaned_data
        slug = "" if said["technique"] == ANOTHER else said["technique"]
        return Tried(slug, Effect(said["effect"]), said["attempts"])
