"""The figures as files: the same as on the page, and nothing that a spreadsheet would calculate."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from tests.builders import a_lead, an_organisation
from tests.insights.conftest import a_full_programme, published, signed_in


def test_the_workbook_holds_what_the_table_holds_and_no_formula() -> None:
    organisation = an_organisation()
    formula = '=HYPERLINK("http://evil.example","x")'
    programme = published(a_full_programme(organisation, departments=[formula]))
    client = signed_in(a_lead(organisation))
    table = client.get(f"/insights/{programme.pk}/table.csv").content.decode("utf-8-sig")
    answer = client.get(f"/insights/{programme.pk}/figures.xlsx")
    book = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    rows = [["" if value is None else value for value in row] for row in book.worksheets[0].values]
    assert len(rows) > 5
    assert [[str(value) for value in row] for row in rows] == [
        [value.removesuffix(".0") if value[:1].isdigit() else value for value in row]
        for row in csv.reader(StringIO(table))
    ]
    assert any(cell.value == f"'{formula}" for cell in cells)


def test_all_programmes_have_their_files() -> None:
    organisation = an_organisation()
    published(a_full_programme(organisation, departments=["Sales", "Service"]))
    client = signed_in(a_lead(organisation))
    table = client.get("/insights/all/table.csv").content.decode("utf-8-sig")
    assert {row["Department"] for row in csv.DictReader(StringIO(table))} == {"All"}
    book = load_workbook(BytesIO(client.get("/insights/all/figures.xlsx").content))
    assert book.worksheets[1]["A1"].value == organisation.name
