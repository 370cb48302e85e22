"""Bringing a file of outcomes, and how its columns are to be read."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.insights.outcomes import MEASURE_FIELDS, Columns, Decimal, Field
from collegium.insights.outcomes.columns import LONG
from collegium.insights.words.importing import FIELD_NAMES, fault_text
from collegium.people.forms.tables import ORDERS, ColumnChoices, TableFileForm, column
from collegium.people.roster import DateOrder, Table, Unreadable

DECIMALS = (
    (Decimal.POINT.value, _("A point stands before the decimals: 1,234.5")),
    (Decimal.COMMA.value, _("A comma stands before the decimals: 1.234,5")),
)


class OutcomeFileForm(TableFileForm):
    """A file of outcomes that can be read."""

    def fault_text(self, fault: Unreadable) -> str:
        """Why the file cannot be read, and what to do."""
        return fault_text(fault)


class ColumnsForm(ColumnChoices):
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
        self.offer(table, FIELD_NAMES)

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
        return [(title, help_, [self[column(n)] for n in names]) for title, help_, names in parts]

    def rest(self) -> list[forms.BoundField]:
        """Everything that is not a choice of column."""
        return [self["decimal"], self["order"]]

    def clean(self) -> dict[str, object]:
        """Everything needed has a column, no column feeds two fields, and the layout is one."""
        data = cast(dict[str, object], super().clean() or self.cleaned_data)
        columns = self.columns()
        for gap in columns.gaps():
            self.add_error(column(gap), _("Choose the column; nothing can be read without it."))
        if columns.is_long and columns.has_measures:
            chosen = next(name for name in LONG if name in columns.index)
            self.add_error(
                column(chosen),
                _("Choose either a column for each measure, or one for measure and value."),
            )
        self.refuse_twice(columns.index)
        return data

    def columns(self) -> Columns:
        """The instructions to keep."""
        data = self.cleaned_data
        return Columns(
            self.chosen(Field),
            Decimal(data.get("decimal") or Decimal.POINT),
            DateOrder(data.get("order") or DateOrder.DAY_FIRST),
        )


def _initial(columns: Columns) -> dict[str, object]:
    return {
        **{column(name): index for name, index in columns.index.items()},
        "decimal": columns.decimal.value,
        "order": columns.order.value,
    }
