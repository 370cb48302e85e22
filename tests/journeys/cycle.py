"""The chapters of a whole cycle, as its people walk them."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.walking import Walker

ROSTER = Path(__file__).parents[2] / "docs" / "use" / "sample-roster.csv"
CHALLENGE = "My experienced people don't want to be delegated to"


def press(page: Page | Locator, name: str) -> None:
    """Press the button or follow the link with this name."""
    place = page.locator("main") if isinstance(page, Page) else page
    place.get_by_role("button", name=name, exact=True).or_(
        place.get_by_role("link", name=name, exact=True)
    ).first.click()


def bring_the_roster(administrator: Walker) -> None:
    """Upload, check the columns, look at the changes, apply."""
    page = administrator.page
    administrator.go("/people/import/")
    administrator.check()
    page.get_by_label("Roster file").set_input_files(ROSTER)
    press(page, "Read the file")
    expect(page.get_by_role("heading", name="Check the columns")).to_be_visible()
    administrator.check()
    page.get_by_label("Some of the people: nobody is deactivated").check()
    press(page, "See the changes")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    administrator.check()
    press(page, "Apply these changes")
    administrator.go("/people/")
    expect(page.get_by_text("Johanna Brandt").first).to_be_visible()
    administrator.check()


def make_lead(administrator: Walker, name: str) -> None:
    """Give somebody the role."""
    administrator.page.get_by_role("link", name=name).first.click()
    administrator.check()
    press(administrator.page, "Grant: Programme lead")
    expect(administrator.page.get_by_role("button", name="Take away: Programme lead")).to_be_visible()


def read_english(walker: Walker) -> None:
    """Set one's pages to English; somebody's roster row may have begun with another language."""
    walker.go("/me/")
    walker.check()
    walker.page.locator("select[name=language]").select_option("en")
    walker.page.locator("main form button[type=submit]").first.click()
    expect(walker.page.locator("html")).to_have_attribute("lang", "en")


def set_up_a_programme(lead: Walker) -> None:
    """Say what it is for and who takes part."""
    page = lead.page
    lead.go("/programmes/")
    lead.check()
    press(page, "Begin the first programme")
    page.get_by_label("Name", exact=True).fill("Letting go")
    page.get_by_label("What it is for").fill("Team leads learn to hand on what they know best.")
    page.get_by_label("The goal of your organisation").fill("Decisions where the knowledge is")
    page.get_by_label("The challenge in one sentence").fill(CHALLENGE)
    page.get_by_label("Starts on").fill("2027-03-01")
    page.get_by_label("People in a group, at most").fill("4")
    page.get_by_label("Common working hours a day").fill("1")
    lead.check()
    press(page, "Create and choose participants")
    expect(page.get_by_role("heading", name="Letting go")).to_be_visible()
    lead.check()
    press(page, "Choose participants")
    page.get_by_label("Level").select_option("3")
    press(page, "Show")
    for box in page.locator("main table input[type=checkbox]").all()[:12]:
        box.check()
    press(page, "Add those I ticked")
    press(page, "Done choosing")
    lead.check()


def compose_and_publish(lead: Walker) -> None:
    """Form groups, look at them, publish."""
    page = lead.page
    press(page, "Form groups")
    lead.check()
    press(page, "Form groups")
    expect(page.locator(".group-column").first).to_be_visible()
    expect(page.locator(".group-column")).to_have_count(3)
    lead.check()
    lead.picture("board")
    press(page, "Publish the groups")
    lead.check()
    page.goto(re.sub(r"(/programmes/[^/]+/).*", r"\1dates/", page.url))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    lead.check()


def members_of_first_group(lead: Walker) -> list[str]:
    """The addresses of those in the first group, as its column on the board has their names."""
    lead.page.goto(re.sub(r"(/programmes/[^/]+/).*", r"\1board/", lead.page.url))
    column = lead.page.locator(".group-column").first.inner_text()
    with ROSTER.open(encoding="utf-8") as file:
        return [row["email"] for row in csv.DictReader(file) if row["name"] in column]


def everybody_enters(members: Sequence[Walker], kind: str) -> Walker:
    """All open the session from their group's page; the host starts it. Returns the host."""
    for member in members:
        to_the_group(member)
        press(member.page, kind)
        expect(member.page.get_by_role("heading", level=1)).to_contain_text(kind)
    start = "Start the session"
    host = next(one for one in members if one.page.get_by_role("button", name=start).count())
    host.check()
    press(host.page, start)
    for member in members:
        expect(member.page.locator("#live[data-phase=running]")).to_be_visible()
        # the page says by itself that it is here once it is connected
        expect(member.page.get_by_role("button", name="I am here")).to_have_count(0)
    return host


def to_the_group(member: Walker) -> None:
    """From one's day to the page of one's group."""
    member.go("/today/")
    member.check()
    group = member.page.locator("main a[href^='/groups/']").first.get_attribute("href") or ""
    member.go("/".join(group.split("/")[:3]) + "/")
    member.check()


def step_title(walker: Walker) -> str:
    """What everybody does now, as this browser has it."""
    return walker.page.locator("[data-part=stage] h1").inner_text()


def see(walkers: Sequence[Walker], text: str) -> None:
    """Everybody's page shows it, without a reload."""
    for walker in walkers:
        expect(walker.page.locator("#live")).to_contain_text(text)


def next_step(host: Walker, everybody: Sequence[Walker]) -> None:
    """Let everybody have their turn, then go on; all browsers follow."""
    before = step_title(host)
    page = host.page
    while (turn := page.get_by_role("button", name="Next person").or_(
        page.get_by_role("button", name="Done, next person"))).count():
        speaker = page.locator("[data-part=stage]").inner_text()
        turn.first.click()
        expect(page.locator("[data-part=stage]")).not_to_have_text(speaker)
    press(page, "Next step")
    for walker in everybody:
        expect(walker.page.locator("[data-part=stage] h1")).not_to_have_text(before)


def write(walker: Walker, **words: str) -> None:
    """Fill the sheet on one's desk, by the beginning of its labels, and hand it in."""
    desk = walker.page.locator("[data-part=desk]")
    for label, text in words.items():
        desk.get_by_label(label.replace("_", " ")).first.fill(text)
    desk.locator("form[data-event]", has=walker.page.locator("textarea, input[type=radio]")).first.get_by_role("button").last.click()
