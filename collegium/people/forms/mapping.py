"""How the columns of a file are to be read: the guess, open to correction."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collegium.people.forms.fields import LanguagesField, TimeZoneField
from collegium.people.forms.tables import ORDERS, ColumnChoices, column
from collegium.people.roster import Columns, DateOrder, Field, Table
from collegium.people.roster.stored import Stored, from_stored, to_stored
from collegium.people.tongues import language_names
from collegium.people.words import FIELD_NAMES

NAMES = (Field.NAME, Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME, Field.EMAIL)
PLACE = (Field.NUMBER, Field.MANAGER, Field.DEPARTMENT, Field.FUNCTION, Field.LEVEL)
MIX = (
    *(Field.SITE, Field.COUNTRY, Field.TIME_ZONE, Field.LANGUAGES, Field.STARTED_ON),
    *(Field.GENDER, Field.STRENGTHS, Field.WANTS, Field.PROMOTION_POOL),
)
HISTORY = (Field.CURRENT, Field.SAME_PERSON)
HELP = {
    Field.LEVEL: _("Without this column, levels follow the reporting lines; 1 is the top."),
    Field.MANAGER: _("The manager's number, address or name."),
    Field.CURRENT: _("For exports with history: the column that marks today's rows."),
    Field.SAME_PERSON: _("What stays the same when somebody's number changes. It is not kept."),
}


class MappingForm(ColumnChoices):
    """One choice of column for each field, and what the file does not say itself."""

    current_values = forms.CharField(label=_("Words that mark a current row"), required=False)
    date_order = forms.ChoiceField(
        label=_("Dates such as 03/04/2024"), choices=ORDERS, widget=forms.RadioSelect
    )
    time_zone = TimeZoneField(
        label=_("Time zone of rows that name none"),
        help_text=_("New people in a country with one clock get that one."),
    )
    languages = LanguagesField(
        label=_("Languages of rows that name none"),
        help_text=_("Separated by commas, such as: English, German."),
    )
    partial = forms.ChoiceField(
        label=_("Who is in this file?"),
        choices=(
            ("", _("Everybody: whoever is missing is deactivated")),
            ("1", _("Some of the people: nobody is deactivated")),
        ),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Mapping[str, object] | None, *, table: Table, stored: Stored) -> None:
        super().__init__(data, initial=_initial(stored))
        asked = (*NAMES, *PLACE, *MIX, *HISTORY)
        self.offer(table, {name: FIELD_NAMES[name] for name in asked}, HELP)
        self.fields["current_values"].help_text = _(
            "Separated by commas; %(empty)s for an empty cell."
        ) % {"empty": _empty()}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The choices of columns as the page shows them, by heading."""
        sections = (
            (gettext("Who they are"), NAMES),
            (gettext("Where they stand"), PLACE),
            (gettext("What makes a good mix"), MIX),
            (gettext("Rows of the past"), HISTORY),
        )
        return [(title, [self[column(name)] for name in names]) for title, names in sections]

    def rest(self) -> list[forms.BoundField]:
        """Everything that is not a choice of column."""
        names = ("current_values", "date_order", "time_zone", "languages", "partial")
        return [self[name] for name in names]

    def clean(self) -> dict[str, object]:
        """A name and an address have to come from somewhere, and no column feeds two fields."""
        data: dict[str, object] = super().clean() or self.cleaned_data
        for gap in self._columns().gaps():
            self.add_error(column(gap), _("Choose the column; nobody can be added without it."))
        self.refuse_twice(self._columns().index)
        if Field.CURRENT in self._columns().index and not self._marks():
            self.add_error("current_values", _("Write the word that stands in today's rows."))
        return data

    def stored(self) -> Stored:
        """The instructions to keep."""
        data = self.cleaned_data
        return to_stored(
            self._columns(),
            time_zone=data["time_zone"],
            languages=data["languages"],
            partial=bool(data["partial"]),
        )

    def _columns(self) -> Columns:
        order = self.cleaned_data.get("date_order") or DateOrder.DAY_FIRST
        return Columns(self.chosen(Field), self._marks(), DateOrder(order))

    def _marks(self) -> frozenset[str]:
        words = [
            word.strip() for word in (self.cleaned_data.get("current_values") or "").split(",")
        ]
        empty = {_empty(), "(empty)"}
        return frozenset("" if word in empty else word.casefold() for word in words if word)


def _initial(stored: Stored) -> dict[str, object]:
    columns = from_stored(stored)
    marks = [mark or _empty() for mark in sorted(columns.current_values)]
    return {
        **{column(name): index for name, index in columns.index.items()},
        "current_values": ", ".join(marks),
        "date_order": columns.date_order.value,
        "time_zone": stored["time_zone"],
        "languages": language_names(stored["languages"]),
        "partial": "1" if stored["partial"] else "",
    }


def _empty() -> str:
    return gettext("(empty)")
