"""Bringing a file of outcomes, and how its columns are to be read."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from collegium.insights.outcomes import MEASURE_FIELDS, Columns, Decimal, Field
from collegium.insights.outcomes.columns import LONG
from collegium.insights.words.importing import FIELD_NAMES, fault_text
from collegium.people.roster import DateOrder, Table, Unreadable, read_table
from collegium.people.roster.cells import clean
from collegium.people.roster.files import refuse_size
from collegium.ui.forms import FormLook, OnceForm

DECIMALS = (
    (Decimal.POINT.value, _("A point stands before the decimals: 1,234.5")),
    (Decimal.COMMA.value, _("A comma stands before the decimals: 1.234,5")),
)
ORDERS = (
    (DateOrder.DAY_FIRST.value, _("Day first: 31/03/2026")),
    (DateOrder.MONTH_FIRST.value, _("Month first: 03/31/2026")),
)


class OutcomeFileForm(OnceForm):
    """A file of outcomes that can be read."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 10 MB. Nothing is written yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Export it again.")},
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


class ColumnsForm(FormLook, forms.Form):
    """One choice of column for each field, and how months and numbers are written."""

    decimal = forms.ChoiceField(
        label=_("Numbers such as 1,234"), choices=DECIMALS, widget=forms.RadioSelect
    )
    order = forms.ChoiceField(
        label=_("Dates such as 03/04/2026"), choices=ORDERS, widget=forms.RadioSelect
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, table: Table, columns: Columns
    ) -> None:
        super().__init__(data, initial=_initial(columns))
        choices = [("", _("— not in the file —")), *_column_choices(table)]
        for name in Field:
            self.fields[_column(name)] = forms.TypedChoiceField(
                label=str(FIELD_NAMES[name]),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
            )

    def sections(self) -> list[tuple[object, object, list[forms.BoundField]]]:
        """The choices of columns as the page shows them: heading, explanation, fields."""
        parts: tuple[tuple[object, object, tuple[Field, ...]], ...] = (
            (_("Whose team, and when"), "", (Field.EMAIL, Field.MONTH)),
            (
                _("A column for each measure"),
                _("Where one row holds all that is known of a team in a month."),
                tuple(MEASURE_FIELDS),
            ),
            (
                _("Or one value in each row"),
                _("Where a column names the measure, and another has its value."),
                LONG,
            ),
        )
        return [(title, help_, [self[_column(n)] for n in names]) for title, help_, names in parts]

    def rest(self) -> list[forms.BoundField]:
        """Everything that is not a choice of column."""
        return [self["decimal"], self["order"]]

    def clean(self) -> dict[str, object]:
        """Everything needed has a column, no column feeds two fields, and the layout is one."""
        data = cast(dict[str, object], super().clean() or self.cleaned_data)
        columns = self.columns()
        for gap in columns.gaps():
            self.add_error(_column(gap), _("Choose the column; nothing can be read without it."))
        if columns.is_long and columns.has_measures:
            chosen = next(name for name in LONG if name in columns.index)
            self.add_error(
                _column(chosen),
                _("Choose either a column for each measure, or one for measure and value."),
            )
        used: set[int] = set()
        for name, index in columns.index.items():
            if index in used:
                self.add_error(_column(name), _("This column is chosen twice. Choose another."))
            used.add(index)
        return data

    def columns(self) -> Columns:
        """The instructions to keep."""
        data = self.cleaned_data
        index = {name: data[key] for name in Field if data.get(key := _column(name)) is not None}
        return Columns(
            index,
            Decimal(data.get("decimal") or Decimal.POINT),
            DateOrder(data.get("order") or DateOrder.DAY_FIRST),
        )


def _column(name: Field) -> str:
    return f"column_{name.value}"


def _initial(columns: Columns) -> dict[str, object]:
    return {
        **{_column(name): index for name, index in columns.index.items()},
        "decimal": columns.decimal.value,
        "order": columns.order.value,
    }


def _column_choices(table: Table) -> list[tuple[int, str]]:
    """Each column by its heading, with its first cells to know it by."""
    choices = []
    for index in range(len(table.header)):
        cells = [text for cell in table.column(index)[:20] if (text := clean(cell))]
        examples = Truncator(", ".join(dict.fromkeys(cells))).chars(40)
        heading = table.heading(index)
        choices.append((index, f"{heading} ({examples})" if examples else heading))
    return choices
