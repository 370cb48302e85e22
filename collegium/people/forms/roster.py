"""Narrowing the roster, and bringing a new one."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from collegium.people.queries import RosterFilter
from collegium.people.roster import Unreadable, read_table
from collegium.people.roster.files import refuse_size
from collegium.people.words import fault_text
from collegium.ui.forms import FormLook, OnceForm

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


class UploadForm(OnceForm):
    """A roster file that can be read."""

    file = forms.FileField(
        label=_("Roster file"),
        help_text=_("CSV or Excel (.xlsx), at most 10 MB. Nothing is written yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Export the roster again.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by size before a byte is looked at, then by content."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            refuse_size(file.size or 0)
            read_table(file.read())
        except Unreadable as fault:
            raise ValidationError(fault_text(fault)) from None
        file.seek(0)
        return file
