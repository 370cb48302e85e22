"""A file with rows, and how its columns are to be read: what all imports have in common."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from collegium.people.roster import DateOrder, Table, Unreadable, read_table
from collegium.people.roster.cells import clean
from collegium.people.roster.files import refuse_size
from collegium.people.roster.table import UPLOAD, Limits
from collegium.people.words import fault_text
from collegium.ui.forms import FormLook, OnceForm

ORDERS = (
    (DateOrder.DAY_FIRST.value, _("Day first: 31/03/2024")),
    (DateOrder.MONTH_FIRST.value, _("Month first: 03/31/2024")),
)
EXAMPLES = 20  # rows from the top


class TableFileForm(OnceForm):
    """A file that can be read as a table, within its limits."""

    limits: ClassVar[Limits] = UPLOAD
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Export it again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "CSV or Excel (.xlsx), at most %(size)s MB. Nothing is written yet."
        ) % {"size": self.limits.size // 1024**2}

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by size before a byte is looked at, then by content."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            refuse_size(file.size or 0, self.limits)
            read_table(file.read(), self.limits)
        except Unreadable as fault:
            raise ValidationError(self.fault_text(fault)) from None
        file.seek(0)
        return file

    def fault_text(self, fault: Unreadable) -> str:
        """Why the file cannot be read, and what to do."""
        return fault_text(fault)


class ColumnChoices(FormLook, forms.Form):
    """One choice of column for each field."""

    def offer[F: StrEnum](
        self,
        table: Table,
        names: Mapping[F, str | Promise],
        helps: Mapping[F, str | Promise] | None = None,
    ) -> None:
        """Add a choice among the columns for each of these."""
        choices = [("", _("— not in the file —")), *_column_choices(table)]
        for name, label in names.items():
            self.fields[column(name)] = forms.TypedChoiceField(
                label=str(label),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                help_text=str((helps or {}).get(name, "")),
            )

    def chosen[F: StrEnum](self, names: Iterable[F]) -> dict[F, int]:
        """Which column feeds which field."""
        data = self.cleaned_data
        return {name: data[key] for name in names if data.get(key := column(name)) is not None}

    def refuse_twice[F: StrEnum](self, index: Mapping[F, int]) -> None:
        """No column feeds two fields."""
        used: set[int] = set()
        for name, at in index.items():
            if at in used:
                self.add_error(column(name), _("This column is chosen twice. Choose another."))
            used.add(at)


def column(name: StrEnum) -> str:
    """The form's field in which the column for something is chosen."""
    return f"column_{name.value}"


def _column_choices(table: Table) -> list[tuple[int, str]]:
    """Each column by its heading, with its first cells to know it by."""
    choices = []
    for index in range(len(table.header)):
        cells = (text for cell in table.column(index) if (text := clean(cell)))
        examples = Truncator(", ".join(dict.fromkeys(islice(cells, EXAMPLES)))).chars(40)
        heading = table.heading(index)
        choices.append((index, f"{heading} ({examples})" if examples else heading))
    return choices
