"""What a column of outcomes can mean, and the names that such columns bear.

Headings and measures are compared in their plain form: lower case, letters and digits only.
"""

from enum import StrEnum

from collegium.people.roster.cells import plain


class Outcome(StrEnum):
    """What is known of a team, in the order in which it is shown. More is always better."""

    ENGAGEMENT = "engagement"
    PRODUCTIVITY = "productivity"
    RETENTION = "retention"


class Field(StrEnum):
    """What a column can hold: one row for each value, or a column for each measure."""

    EMAIL = "email"
    MONTH = "month"
    MEASURE = "measure"
    VALUE = "value"
    ENGAGEMENT = "engagement"
    PRODUCTIVITY = "productivity"
    RETENTION = "retention"


MEASURE_FIELDS = {Field(outcome.value): outcome for outcome in Outcome}

_OUTCOMES = {
    Outcome.ENGAGEMENT: (
        "engagement engagementscore engagementindex teamengagement employeeengagement eindex "
        "mitarbeiterengagement engagementwert teambindung"
    ),
    Outcome.PRODUCTIVITY: (
        "productivity productivityindex teamproductivity output performance produktivitaet "
        "produktivitaetsindex leistung"
    ),
    Outcome.RETENTION: (
        "retention retentionrate teamretention staying bleibequote verbleib verbleibquote "
        "haltequote bindungsquote"
    ),
}
_HEADINGS = {
    Field.EMAIL: (
        "email emailaddress workemail mail leaderemail leader manageremail leadermail "
        "emailadresse mailadresse emailfuehrungskraft fuehrungskraft userprincipalname upn"
    ),
    Field.MONTH: "month period date yearmonth monat zeitraum datum periode berichtsmonat",
    Field.MEASURE: "measure metric kpi indicator outcome kennzahl messgroesse mass indikator",
    Field.VALUE: "value score result wert ergebnis",
}
HEADINGS: dict[Field, tuple[str, ...]] = {
    **{field: tuple(names.split()) for field, names in _HEADINGS.items()},
    **{field: tuple(_OUTCOMES[outcome].split()) for field, outcome in MEASURE_FIELDS.items()},
}
_BY_NAME = {name: outcome for outcome, names in _OUTCOMES.items() for name in names.split()}


def outcome_named(text: str) -> Outcome | None:
    """The measure that a cell names, in English or German."""
    return _BY_NAME.get(plain(text))
