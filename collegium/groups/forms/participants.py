"""Filtering the roster, choosing from it, and asking for pairs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import PairKind, Programme
from collegium.groups.queries import Criteria
from collegium.groups.queries.participants import RosterChoices
from collegium.people.models import Person
from collegium.ui.forms import FormLook

type Choices = list[tuple[str, str | Promise]]


class CriteriaForm(FormLook, forms.Form):
    """What to filter the roster by."""

    text = forms.CharField(label=_("Search"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("Department"), required=False)
    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country"), required=False)
    has_reports = forms.BooleanField(label=_("Leads somebody"), required=False)
    free = forms.BooleanField(label=_("Not in another running programme"), required=False)
    chosen = forms.BooleanField(label=_("Takes part already"), required=False)

    def __init__(self, data: Any, choices: RosterChoices) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        offered: dict[str, Iterable[object]] = {
            "department": choices.departments,
            "level": choices.levels,
            "country": choices.countries,
        }
        for name, values in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
            every: Choices = [("", _("All")), *((str(value), str(value)) for value in values)]
            field.choices = every

    def criteria(self) -> Criteria:
        """What was asked; a value that the roster does not have filters nothing."""
        self.is_valid()
        return Criteria(**self.cleaned_data)


class SelectionForm(forms.Form):
    """The people who are ticked."""

    person: "ModelMultipleChoiceField[Person]" = forms.ModelMultipleChoiceField(
        Person.objects.none(), required=False
    )

    def __init__(self, data: Any, programme: Programme) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, ModelMultipleChoiceField)  # noqa: S101 - narrows the type
        field.queryset = Person.objects.filter(organisation=programme.organisation_id)


class PairForm(FormLook, forms.Form):
    """Two participants to keep apart or together."""

    first: "ModelChoiceField[Person]" = forms.ModelChoiceField(
        Person.objects.none(), label=_("One person"), empty_label=_("Choose")
    )
    second: "ModelChoiceField[Person]" = forms.ModelChoiceField(
        Person.objects.none(), label=_("The other person"), empty_label=_("Choose")
    )
    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=PairKind,
        widget=forms.RadioSelect,
        initial=PairKind.APART,
    )

    def __init__(self, data: Any, programme: Programme) -> None:  # noqa: ANN401 - a request's
        super().__init__(data)
        people = Person.objects.filter(participant__programme=programme).order_by("name", "id")
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, ModelChoiceField)  # noqa: S101 - narrows the type for mypy
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Choose two different people."))
        return cleaned
