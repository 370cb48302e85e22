"""Narrowing the roster, and bringing a new one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.people.forms.tables import TableFileForm
from collegium.people.queries import RosterFilter
from collegium.people.roster.table import ROSTER
from collegium.ui.forms import FormLook

STATUS = (
    ("active", _("Active")),
    ("inactive", _("Deactivated")),
    ("all", _("Everybody")),
)


class FilterForm(FormLook, forms.Form):
    """What the roster is narrowed to; anything unknown narrows nothing."""

    q = forms.CharField(
        label=_("Name, address or function"),
        required=False,
        max_length=200,
        widget=forms.SearchInput(),
    )
    department = forms.ChoiceField(label=_("Department"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=STATUS, required=False)

    def __init__(self, data: object, departments: list[str], levels: list[int]) -> None:
        super().__init__(data)
        everything = [("", _("All"))]
        choices: dict[str, list[tuple[str, object]]] = {
            "department": [*everything, *((name, name) for name in departments)],
            "level": [*everything, *((str(level), level) for level in levels)],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def wanted(self) -> RosterFilter:
        """The filter, as far as it is understood."""
        self.is_valid()
        data = self.cleaned_data
        level = data.get("level")
        return RosterFilter(
            text=data.get("q") or "",
            department=data.get("department") or "",
            level=int(level) if level else None,
            status=data.get("status") or "active",
        )


class UploadForm(TableFileForm):
    """A roster file that can be read."""

    limits = ROSTER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Roster file")
        self.fields["file"].error_messages["empty"] = _(
            "This file is empty. Export the roster again."
        )
