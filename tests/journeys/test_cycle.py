"""One walk through a whole cycle: a lead, four members at once, real mail, real browsers."""

from contextlib import ExitStack

from playwright.sync_api import Browser, expect

from tests.faults.figures import Figure
from tests.journeys import cycle
from tests.journeys.searching import SEARCHED, nothing_leaked
from tests.journeys.serving import Site
from tests.journeys.walking import Walker, walker

ADMINISTRATOR = "olga.ops@halyard.example"
LEAD = "graham.holt@halyard.example"
WIDTHS = (1280, 360, 820, 1440)


def test_a_whole_cycle(browser: Browser, site: Site, record_property: Figure) -> None:
    with ExitStack() as windows:
        site.command("found", "Halyard", "--email", ADMINISTRATOR, "--name", "Olga Ops")
        administrator = _enter(windows, browser, site, ADMINISTRATOR)
        cycle.bring_the_roster(administrator)
        cycle.make_lead(administrator, "Graham Holt")
        lead = _enter(windows, browser, site, LEAD)
        cycle.set_up_a_programme(lead)
        cycle.compose_and_publish(lead)
        members = [
            _enter(windows, browser, site, email, width=width)
            for email, width in zip(cycle.members_of_first_group(lead), WIDTHS, strict=True)
        ]
        _live_a_cycle(members)
        title = "The report I took back"
        cycle.tell_a_story(members[0], members[1], title)
        _outsiders_read(lead, title)
        record_property(SEARCHED, nothing_leaked(site, cycle.SAID))


def _enter(
    windows: ExitStack, browser: Browser, site: Site, email: str, *, width: int = 1280
) -> Walker:
    person = windows.enter_context(walker(browser, site, email, width=width))
    person.sign_in()
    cycle.read_english(person)
    return person


def _live_a_cycle(members: list[Walker]) -> None:
    host = cycle.everybody_enters(members, "Session One")
    cycle.hold_session_one(host, members)
    for member in members[:2]:
        cycle.practise(member)
    host = cycle.everybody_enters(members, "Session Two")
    cycle.hold_session_two(host, members)
    cycle.to_the_group(members[0])
    expect(members[0].page.get_by_role("link", name="Decide how it goes on")).to_be_visible()


def _outsiders_read(lead: Walker, title: str) -> None:
    lead.go("/library/")
    expect(lead.page.get_by_text(title)).to_be_visible()
    lead.check()
    lead.page.get_by_label("What are you looking for?").fill("reports that somebody took back")
    lead.page.get_by_role("button", name="Search the library").click()
    expect(lead.page.get_by_role("link", name=title)).to_be_visible()
    assert "reports" not in lead.page.url
    lead.check()
    lead.go("/insights/")
    lead.check()
    lead.page.locator("main li a[href^='/insights/']").first.click()
    expect(lead.page.get_by_role("heading", level=1)).to_contain_text("Letting go")
    lead.check()
