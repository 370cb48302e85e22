"""Narrowing the record."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from collegium.audit.verbs import AREAS, Area
from collegium.groups.queries.record import Narrowed
from collegium.ui.forms import FormLook


class RecordForm(FormLook, forms.Form):
    """A kind of act and a month; anything unknown narrows nothing."""

    area = forms.ChoiceField(label=_("Kind of act"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, data: object, months: Sequence[date]) -> None:
        super().__init__(data)
        areas = [("", _("All")), *((area.value, label) for area, label in AREAS.items())]
        times = [("", _("All")), *((f"{one:%Y-%m}", date_format(one, "F Y")) for one in months)]
        for name, options in (("area", areas), ("month", times)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def wanted(self) -> Narrowed:
        """The filter, as far as it is understood."""
        self.is_valid()
        area, month = self.cleaned_data.get("area"), self.cleaned_data.get("month")
        return Narrowed(
            area=Area(area) if area else None,
            month=date.fromisoformat(f"{month}-01") if month else None,
        )
