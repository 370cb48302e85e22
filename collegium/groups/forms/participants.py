"""Filtering the roster and choosing from it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import ModelMultipleChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Programme
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
