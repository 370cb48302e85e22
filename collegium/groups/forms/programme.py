"""What a lead says about a programme."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import ModelChoiceField
from django.forms.boundfield import BoundWidget
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.models import Challenge, Programme, Topic
from collegium.groups.queries.pool import challenges_in
from collegium.groups.queries.values import SharedValue, shared_values
from collegium.groups.words.names import ATTRIBUTES
from collegium.people.models import Organisation
from collegium.ui.forms import OnceForm

type Pair = tuple[str, str]
type Choices = list[tuple[str, list[tuple[str, str]]]]


def pair_of(text: str) -> Pair:
    """An attribute and its value, out of what a tick box sends."""
    attribute, _colon, value = text.partition(":")
    return attribute, value


class ProgrammeForm(OnceForm):
    """A programme, new or still in preparation."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As people will talk about it.")
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Two or three sentences that every member will read."),
    )
    goal = forms.CharField(label=_("The goal of your organisation that it serves"), max_length=200)
    challenge: "ModelChoiceField[Challenge]" = forms.ModelChoiceField(
        Challenge.objects.none(),
        label=_("Challenge"),
        required=False,
        empty_label=_("A new one, which I write below"),
    )
    sentence = forms.CharField(
        label=_("The challenge in one sentence"),
        max_length=200,
        required=False,  # unless one is chosen above; `clean` sees to it
        help_text=_(
            "As a leader would say it, for example: “My experienced people don't want to be "
            "delegated to.”"
        ),
    )
    topic = forms.ChoiceField(
        label=_("What it is about"), choices=Topic, initial=Topic.DELEGATING, required=False
    )
    starts_on = forms.DateField(
        label=_("Starts on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(date(2000, 1, 1), _("Please check the year of this day.")),
            MaxValueValidator(date(2099, 12, 31), _("Please check the year of this day.")),
        ],
    )
    practice_weeks = forms.IntegerField(
        label=_("Weeks of practice between two sessions"), min_value=2, max_value=8, initial=4
    )
    smallest = forms.IntegerField(
        label=_("People in a group, at least"), min_value=4, max_value=8, initial=4
    )
    largest = forms.IntegerField(
        label=_("People in a group, at most"),
        min_value=4,
        max_value=8,
        initial=8,
    )
    levels_apart = forms.IntegerField(
        label=_("Levels between two members, at most"),
        min_value=0,
        max_value=20,
        required=False,
        help_text=_("Leave empty if the level does not matter."),
    )
    common_hours = forms.IntegerField(
        label=_("Common working hours a day, at least"),
        min_value=0,
        max_value=8,
        initial=2,
        help_text=_("Counted from nine to five in each member's own time zone."),
    )
    shared_language = forms.BooleanField(
        label=_("Everybody in a group speaks one common language"), required=False, initial=True
    )
    hosts = forms.IntegerField(
        label=_("Members of a group who can host its sessions, at least"),
        min_value=0,
        max_value=4,
        initial=0,
        required=False,
        help_text=_(
            "0 if it does not matter. With 1 or more, you mark on the participants’ page who can."
        ),
    )
    never_alone = forms.TypedMultipleChoiceField(
        label=_("Nobody is the only one of a kind"),
        coerce=pair_of,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A group then has nobody of those you tick, or at least two."),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - what a request holds
        *,
        organisation: Organisation,
        programme: Programme | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(programme))
        challenges = self.fields["challenge"]
        assert isinstance(challenges, ModelChoiceField)  # noqa: S101 - narrows the type for mypy
        known = challenges_in(organisation)
        challenges.queryset = known
        if not known.exists():
            del self.fields["challenge"]
        values = self.fields["never_alone"]
        assert isinstance(values, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        values.choices = _kinds(shared_values(organisation, programme), programme)

    def clean(self) -> dict[str, Any]:
        """One challenge, and sizes the right way round."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("challenge") and not cleaned.get("sentence"):
            choose = _("Choose a challenge above or write one here.")
            write = _("Write the challenge here, in one sentence.")
            self.add_error("sentence", choose if "challenge" in self.fields else write)
        smallest, largest = cleaned.get("smallest"), cleaned.get("largest")
        if smallest and largest and smallest > largest:
            self.add_error("largest", _("This must be at least as many as the smallest group."))
        return cleaned

    def kinds(self) -> list[tuple[str, list[BoundWidget], int]]:
        """The tick boxes of each attribute, and how many of them are ticked."""
        boxes: dict[str, list[BoundWidget]] = {}
        for box in self["never_alone"].subwidgets:
            boxes.setdefault(pair_of(str(box.data["value"]))[0], []).append(box)
        return [
            (capfirst(str(ATTRIBUTES[name])), found, sum(box.data["selected"] for box in found))
            for name, found in boxes.items()
        ]

    def facts(self) -> ProgrammeFacts:
        """What was said."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        topic = told["topic"] or Topic.OTHER
        told |= {"never_alone": tuple(told["never_alone"]), "hosts": told["hosts"] or 0}
        return ProgrammeFacts(**{"challenge": None} | told | {"topic": topic})


def _kinds(values: Iterable[SharedValue], programme: Programme | None) -> Choices:
    """What can be ticked, one list for each attribute."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for one in values:
        name = capfirst(str(ATTRIBUTES[one.attribute]))
        label = f"{one.value} · {_how_many(one, programme)}"
        kinds.setdefault(name, []).append((f"{one.attribute}:{one.value}", label))
    return list(kinds.items())


def _how_many(one: SharedValue, programme: Programme | None) -> str:
    if programme is None:
        return ngettext("%(count)s person", "%(count)s people", one.people) % {"count": one.people}
    return gettext("%(present)s of %(people)s take part") % {
        "present": one.present,
        "people": one.people,
    }


def _initial(programme: Programme | None) -> dict[str, Any]:
    if programme is None:
        return {}
    names = (name for name in ProgrammeFacts.__annotations__ if hasattr(programme, name))
    told = {name: getattr(programme, name) for name in names}
    return told | {"never_alone": [":".join(pair) for pair in programme.never_alone]}
