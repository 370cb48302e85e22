"""Files as people export them, right and wrong."""

from uuid import UUID, uuid4

import pytest

from collegium.insights.outcomes import (
    Code,
    Decimal,
    Field,
    Outcome,
    Reading,
    guess_columns,
    read_outcomes,
)
from collegium.insights.outcomes.cells import month_text, parse_month, parse_number
from collegium.people.roster import DateOrder, Fault, Unreadable, read_table

ADA, BEA = uuid4(), uuid4()
PEOPLE: dict[str, UUID] = {"ada@north.example": ADA, "bea@north.example": BEA}
NOW = 2026 * 12 + 2  # March 2026


def read(content: str | bytes) -> Reading:
    data = content if isinstance(content, bytes) else content.encode()
    table = read_table(data)
    return read_outcomes(table, guess_columns(table), people=PEOPLE, latest=NOW)


def told(reading: Reading) -> list[tuple[int, Field, Code]]:
    return [(problem.row, problem.field, problem.code) for problem in reading.problems.shown]


def values(reading: Reading) -> list[tuple[UUID, Outcome, str, float]]:
    return [(e.person, e.outcome, month_text(e.month), e.value) for e in reading.entries]


def test_one_row_for_each_value() -> None:
    reading = read(
        "Email,Month,Measure,Value\n"
        "ada@north.example,2026-01,Engagement,71.5\n"
        "BEA@north.example,2026-02,retention,98%\n"
    )
    assert not reading.problems
    assert values(reading) == [
        (ADA, Outcome.ENGAGEMENT, "2026-01", 71.5),
        (BEA, Outcome.RETENTION, "2026-02", 98),
    ]


def test_a_column_for_each_measure_and_german_ways() -> None:
    reading = read(
        "E-Mail;Monat;Engagement;Produktivität;Bleibequote\n"
        "ada@north.example;31.01.2026;71,5;1.234,5;97,25\n"
        "bea@north.example;März 2026;;88,0;\n"
    )
    assert not reading.problems
    assert values(reading) == [
        (ADA, Outcome.ENGAGEMENT, "2026-01", 71.5),
        (ADA, Outcome.PRODUCTIVITY, "2026-01", 1234.5),
        (ADA, Outcome.RETENTION, "2026-01", 97.25),
        (BEA, Outcome.PRODUCTIVITY, "2026-03", 88),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_any_usual_encoding(encoding: str) -> None:
    text = "E-Mail;Monat;Produktivität\nada@north.example;2026-01;3,5\n"
    reading = read(text.encode(encoding))
    assert values(reading) == [(ADA, Outcome.PRODUCTIVITY, "2026-01", 3.5)]


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (",2026-01,engagement,1", Field.EMAIL, Code.MISSING_EMAIL),
        ("who@north.example,2026-01,engagement,1", Field.EMAIL, Code.UNKNOWN_PERSON),
        ("ada@north.example,,engagement,1", Field.MONTH, Code.MISSING_MONTH),
        ("ada@north.example,soon,engagement,1", Field.MONTH, Code.BAD_MONTH),
        ("ada@north.example,2026-13,engagement,1", Field.MONTH, Code.BAD_MONTH),
        ("ada@north.example,2026-04,engagement,1", Field.MONTH, Code.FUTURE_MONTH),
        ("ada@north.example,2026-01,,1", Field.MEASURE, Code.MISSING_MEASURE),
        ("ada@north.example,2026-01,mood,1", Field.MEASURE, Code.UNKNOWN_MEASURE),
        ("ada@north.example,2026-01,engagement,", Field.VALUE, Code.MISSING_VALUE),
        ("ada@north.example,2026-01,engagement,high", Field.VALUE, Code.NOT_A_NUMBER),
        ("ada@north.example,2026-01,engagement,inf", Field.VALUE, Code.NOT_A_NUMBER),
        ("ada@north.example,2026-01,engagement,1e9", Field.VALUE, Code.NOT_A_NUMBER),
        ("ada@north.example,2026-01,engagement,=1+1", Field.VALUE, Code.NOT_A_NUMBER),
        ("ada@north.example,2026-01,engagement,99999999999", Field.VALUE, Code.TOO_LARGE),
        ("ada@north.example,2026-01,retention,101", Field.VALUE, Code.NOT_PER_CENT),
        ("ada@north.example,2026-01,retention,0.95", Field.VALUE, Code.A_FRACTION),
        ("ada@north.example,2026-01,retention,1", Field.VALUE, Code.A_FRACTION),
    ],
)
def test_a_bad_row_is_named_with_its_field(row: str, field: Field, code: Code) -> None:
    good = "bea@north.example,2026-01,engagement,70\n"
    assert told(read(f"email,month,measure,value\n{good}{row}\n")) == [(3, field, code)]


def test_a_team_of_which_nobody_stayed_is_no_fraction() -> None:
    rows = "ada@north.example,2026-01,0.5,0\nbea@north.example,2026-01,1,1.5\n"
    assert not read(f"email,month,engagement,retention\n{rows}").problems


def test_a_second_row_of_the_same_is_told_of_the_first() -> None:
    reading = read(
        "email,month,engagement\n"
        "ada@north.example,2026-01,70\n"
        "bea@north.example,2026-01,70\n"
        "ada@north.example,01/2026,71\n"
    )
    assert told(reading) == [(4, Field.ENGAGEMENT, Code.DUPLICATE)]
    assert reading.problems.shown[0].data == {"other_row": 2}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \n\n", Fault.EMPTY),
        (b"email,month,measure,value\n", Fault.NO_ROWS),
        (b"email,month,value\n" + b"a@b.example,2026-01,1\n" * 100_000, Fault.TOO_MANY_ROWS),
        (b'email,month,value\n"a@b.example,2026-01,1\n', Fault.OPEN_QUOTE),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(content)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-03", "2026-03"),
        ("2026/3", "2026-03"),
        ("202603", "2026-03"),
        ("2026M03", "2026-03"),
        ("03/2026", "2026-03"),
        ("3.2026", "2026-03"),
        ("Mar 2026", "2026-03"),
        ("März 2026", "2026-03"),
        ("Mar-26", "2026-03"),
        ("2026-03-31", "2026-03"),
        ("2026-03-31 00:00:00", "2026-03"),
        ("05.03.2026", "2026-03"),
        ("05/03/2026", "2026-03"),
        ("1999-12", None),
        ("2026", None),
        ("0", None),
        ("Q1 2026", None),
    ],
)
def test_months_as_they_are_written(text: str, month: str | None) -> None:
    found = parse_month(text, DateOrder.DAY_FIRST)
    assert (found if found is None else month_text(found)) == month


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("71.5", 71.5, 71.5),
        ("71,5", 71.5, 71.5),
        ("1,234", 1234, 1.234),
        ("1.234", 1.234, 1234),
        ("1,234.5", 1234.5, 1234.5),
        ("1.234,5", 1234.5, 1234.5),
        ("-3", -3, -3),
        ("−3", -3, -3),
        ("1 234", 1234, 1234),
        ("98 %", 98, 98),
        ("1,2,3", None, None),
        ("0x10", None, None),
        ("٣", None, None),
        ("nan", None, None),
        ("1_000", 1000, 1000),
    ],
)
def test_numbers_as_they_are_written(text: str, point: float | None, comma: float | None) -> None:
    assert parse_number(text, Decimal.POINT) == point
    assert parse_number(text, Decimal.COMMA) == comma


def test_the_whole_column_says_what_a_comma_is() -> None:
    table = read_table(
        b"email;month;engagement\na@b.example;2026-01;1,234\na@b.example;2026-02;3,5"
    )
    assert guess_columns(table).decimal is Decimal.COMMA
    assert (
        guess_columns(read_table(b"email;month;engagement\na@b.c;1;1,234")).decimal is Decimal.POINT
    )


def test_a_value_stands_in_no_representation() -> None:
    assert "71.5" not in repr(read("email,month,engagement\nada@north.example,2026-01,71.5\n"))
