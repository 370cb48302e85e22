"""Files become tables, whoever wrote them; files that cannot are refused with a reason."""

import csv
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from collegium.people.roster import Fault, Unreadable, read_table
from collegium.people.roster.cells import clean, harmless
from collegium.people.roster.encoding import decode
from collegium.people.roster.table import MAX_BYTES, MAX_ROWS, Limits, Rows, letter

GERMAN = "Name;E-Mail;Abteilung\r\nJürgen Groß;j@x.de;Vertrieb\r\nZoë Ñandú;z@x.de;Küche – Süd\r\n"
POLISH = "Nazwa;E-mail\n" + "Łukasz Żółć;l@x.pl\nMałgorzata Wiśniewska;m@x.pl\n" * 30


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """The workbook with one part of its archive exchanged."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return file.getvalue()


def fault(data: bytes) -> Fault:
    with pytest.raises(Unreadable) as caught:
        read_table(data)
    return caught.value.fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    table = read_table(GERMAN.encode(encoding))
    assert table.header == ("Name", "E-Mail", "Abteilung")
    assert table.rows[1] == (3, ("Zoë Ñandú", "z@x.de", "Küche – Süd"))


def test_a_mac_and_a_polish_file() -> None:
    assert decode(GERMAN.encode("mac_roman")) == GERMAN
    assert decode(POLISH.encode("cp1250")) == POLISH


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(
        [["Name", "Email"], ["Smith, John; Sir", "j@x.org"], ["Two\nlines", "t@x.org"]]
    )
    table = read_table(out.getvalue().encode())
    assert table.header == ("Name", "Email")
    assert [cells for _, cells in table.rows] == [
        ("Smith, John; Sir", "j@x.org"),
        ("Two\nlines", "t@x.org"),
    ]


def test_excels_own_first_line_counts_as_a_row() -> None:
    table = read_table(b"sep=;\r\nName;Email\r\nA;a@x.org\r\n")
    assert list(table.rows) == [(3, ("A", "a@x.org"))]


def test_the_header_is_found_below_a_title_and_rows_keep_their_numbers() -> None:
    data = b"Staff list 2026,,\n,,\nName,E-mail,Department\n\nAnna,a@x.org,IT\n"
    table = read_table(data)
    assert table.header == ("Name", "E-mail", "Department")
    assert list(table.rows) == [(5, ("Anna", "a@x.org", "IT"))]


def test_unknown_headings_and_cells_that_look_like_headings() -> None:
    assert read_table(b"Alpha,Beta\nAda,a@x.org\nStatus,b@x.org\n").header == ("Alpha", "Beta")
    assert read_table(b"Ask hr@x.org\nName,Email\nAda,a@x.org\n").header == ("Name", "Email")


def test_a_file_without_header_gets_letters() -> None:
    table = read_table(b"Anna,a@x.org\nBen,b@x.org\n")
    assert table.header == ("A", "B")
    assert len(table.rows) == 2
    assert [letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_workbook_keeps_dates_and_whole_numbers() -> None:
    table = read_table(
        workbook(
            [
                ["Number", "Name", "Email", "Hire date", "Seen"],
                [7.0, "Anna", "a@x.org", date(2020, 3, 4), datetime(2020, 3, 4, 5, 6)],  # noqa: DTZ001 - cells have no zone
            ]
        )
    )
    cells = ("7", "Anna", "a@x.org", "2020-03-04", "2020-03-04 05:06:00")
    assert list(table.rows) == [(2, cells)]


def test_the_sheet_with_the_roster_is_chosen() -> None:
    notes: list[list[object]] = [["Read me first"], ["Made by HR"], ["on Monday"]]
    people: list[list[object]] = [["Name", "Email"], ["Anna", "a@x.org"]]
    assert read_table(workbook(notes, people)).header == ("Name", "Email")


def test_formulas_are_not_run_and_stay_text() -> None:
    table = read_table(b'Name,Email\n"=HYPERLINK(""http://x"",""y"")",a@x.org\n')
    assert table.rows[0][1][0] == '=HYPERLINK("http://x","y")'
    book = workbook([["Name", "Email", "X"], ["Anna", "a@x.org", "=1+1"]])
    assert read_table(book).rows[0][1] == ("Anna", "a@x.org")


@given(st.text(max_size=20))
def test_an_exported_cell_never_starts_a_formula_and_comes_back(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    tidy = clean(text)
    if tidy and not tidy.startswith(("'", '="')):
        assert clean(harmless(tidy)) == tidy


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Fault.EMPTY),
        (b" \n\n", Fault.EMPTY),
        (b"x" * (MAX_BYTES + 1), Fault.TOO_LARGE),
        (b"%PDF-1.7 ...", Fault.NOT_A_TABLE),
        (b"\x00\x01\x02\x03" * 50, Fault.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.OLD_OR_LOCKED_WORKBOOK),
        (b"PK\x03\x04 and then nothing", Fault.DAMAGED_WORKBOOK),
        (b"Name,Email\n", Fault.NO_ROWS),
        (b'Name,Email\n"Anna,a@x.org\nBen,b@x.org\n', Fault.OPEN_QUOTE),
        (b"Name,Email\n" + b"A,a@x.org\n" * (MAX_ROWS + 5), Fault.TOO_MANY_ROWS),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else "",
)
def test_what_cannot_be_read(data: bytes, expected: Fault) -> None:
    assert fault(data) is expected


def test_fifty_megabytes_are_refused_before_parsing() -> None:
    assert fault(bytes(50 * 1024 * 1024)) is Fault.TOO_LARGE


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = repacked(workbook([["Name"]]), "xl/worksheets/sheet1.xml", bytes(60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert fault(bomb) is Fault.UNPACKS_TOO_LARGE


def test_a_zip_of_anything_else_is_no_table() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert fault(file.getvalue()) is Fault.NOT_A_TABLE


def test_entities_in_a_workbook_are_refused() -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData><row><c t='inlineStr'><is><t>&b;</t></is></c></row></sheetData></worksheet>"
    )
    assert fault(repacked(workbook([["Name"]]), "xl/worksheets/sheet1.xml", laughs)) is (
        Fault.DAMAGED_WORKBOOK
    )


def test_a_workbook_with_a_row_at_the_end_of_the_world() -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    assert fault(repacked(workbook([["Name"]]), "xl/worksheets/sheet1.xml", far)) is (
        Fault.TOO_MANY_ROWS
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Name,Email\n"):
        try:
            table = read_table(start + data)
        except Unreadable:
            continue
        assert table.rows


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
            st.just("a@x.org"),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_a_spreadsheet_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    out = StringIO()
    csv.writer(out).writerows([("Name", "Email"), *rows])
    assert [cells for _, cells in read_table(out.getvalue().encode("utf-8-sig")).rows] == rows


def test_rows_are_packed_without_loss() -> None:
    rows = Rows()
    given = [(2, ("Ada", "", "Łódź")), (5, ("a\x1fb", "\ud800")), (70_000, ("",))]
    for number, cells in given:
        rows.add(number, cells)
    assert list(rows) == [given[0], (5, ("a b", "\ud800")), given[2]]
    assert (rows[0], rows[-1], rows[:1]) == (given[0], given[2], (given[0],))
    assert list(rows.below(2)) == given[2:]


def test_a_letter_far_down_decides_how_a_large_file_is_written() -> None:
    text = "Name,Email\n" + "Ada,a@x.org\n" * 100_000 + "Zoë,z@x.org\n"
    for encoding in ("utf-8", "cp1252", "utf-16"):
        table = read_table(text.encode(encoding), Limits(rows=100_001))
        assert table.rows[-1] == (100_002, ("Zoë", "z@x.org"))
