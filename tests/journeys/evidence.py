"""Numbers on their way: from a member's page to what everybody sees, and values of teams."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from tests.journeys.cycle import press
from tests.journeys.walking import Walker

HEADINGS = "Team lead,Month,Pulse survey"  # one of which nobody can guess
VALUE = "2"  # the third column
UNKNOWN = "nobody.there@halden.example"
NOT_A_NUMBER = "seventy-one"
POINTS = 2  # on every scale, the third from below


def answer(member: Walker, group: str, colleague: str) -> None:
    """Two minutes of numbers, and whom one could call."""
    page = member.page
    member.go(group)
    member.look()
    press(page, "Answer now")
    expect(page.get_by_role("heading", level=1, name="Where do you stand now?")).to_be_visible()
    member.look()
    for scale in page.locator("form .scale-steps").all():
        scale.locator("label").nth(POINTS).click()
    page.get_by_label("Find a colleague by name").fill(colleague)
    press(page, "Look up")
    page.get_by_label(colleague).check()
    member.look()
    member.picture("pulse", height=1330)
    press(page, "Keep my answers")
    expect(page.get_by_text("Your answers are kept")).to_be_visible()
    member.look()


def open_the_report(reader: Walker, programme: str) -> Locator:
    """From the menu to what is published about a programme."""
    page = reader.page
    reader.go("/insights/")
    reader.look()
    page.locator(f"main a[href='{programme}']").click()
    expect(page.get_by_role("heading", level=1, name="Letting go")).to_be_visible()
    reader.look()
    return page.locator("main")


def bring(lead: Walker, values: str, folder: Path) -> None:
    """A file whose columns have to be told, up to the page that says what is new."""
    page = lead.page
    file = folder / "teams.csv"
    file.write_text(f"{HEADINGS}\n{values}\n", encoding="utf-8")
    lead.go("/insights/teams/")
    press(page, "Import team values")
    lead.look()
    page.get_by_label("File", exact=True).set_input_files(file)
    press(page, "Read the file")
    expect(page.get_by_role("heading", name="Check the columns")).to_be_visible()
    lead.look()
    page.get_by_label("Engagement").select_option(VALUE)
    press(page, "See what is new")


def bring_with_mistakes(lead: Walker, values: str, folder: Path) -> None:
    """Two rows of hundreds are wrong: both are named, and nothing at all is written."""
    page = lead.page
    bring(lead, f"{UNKNOWN},2026-03,71\n{_with_a_word(values)}", folder)
    expect(page.get_by_role("heading", name="What has to be corrected")).to_be_visible()
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Nobody on the roster has this address")
    expect(rows.first.get_by_role("rowheader")).to_have_text("2")
    expect(rows.first).to_contain_text(UNKNOWN)
    expect(rows.last.get_by_role("rowheader")).to_have_text("3")
    expect(rows.last).to_contain_text(NOT_A_NUMBER)
    expect(page.get_by_role("button", name="Apply these values")).to_have_count(0)
    lead.complaints.clear()  # the browser reports every answer that is not a 200
    lead.look()


def bring_well(lead: Walker, values: str, folder: Path) -> None:
    """All are read; once applied, the page says so."""
    page = lead.page
    bring(lead, values, folder)
    counted = page.locator("main .stat", has_text="Values in the file")
    expect(counted).to_contain_text(str(len(values.splitlines())))
    lead.look()
    press(page, "Apply these values")
    expect(page.get_by_role("heading", name="Values applied")).to_be_visible()
    lead.look()


def own_team(member: Walker, *, months: int) -> None:
    """What is known of one's own team, for oneself."""
    member.go("/insights/teams/mine/")
    expect(member.page.locator("main tbody tr")).to_have_count(months)
    member.look()


def see_the_effect(reader: Walker) -> Locator:
    """What it did for teams, in words and with its interval."""
    page = reader.page
    reader.go("/insights/teams/")
    expect(page.get_by_text("Teams did better than they would have")).to_be_visible()
    expect(page.get_by_text("The true difference likely lies between")).to_be_visible()
    reader.look()
    return page.locator("#figures")


def take_files(reader: Walker) -> None:
    """Workbook and table hold what the page shows."""
    page = reader.page
    with page.expect_download() as table:
        press(page, "Table (CSV)")
    with page.expect_download() as workbook:
        press(page, "Workbook (XLSX)")
    text = table.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) > 5
    book = load_workbook(BytesIO(workbook.value.path().read_bytes()))
    assert book.worksheets[0].max_row == len(rows) + 1


def _with_a_word(values: str) -> str:
    first, rest = values.split("\n", 1)
    return f"{first.rpartition(',')[0]},{NOT_A_NUMBER}\n{rest}"
