"""The chapters of a practice month: by mail alone, by page, and from one side of an ocean."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.correspondence import (
    html_of,
    link_under,
    opened,
    pressed,
    reply,
    scan,
    text_of,
)
from tests.journeys.cycle import choose, press
from tests.journeys.driven import Arrived, DrivenSite
from tests.journeys.walking import Walker

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
TIMES, INVITATION = "When can you come? Session One", "Session One on"
TIP, TALK, LOG = (
    "A question for your week",
    "Have you talked with your buddy?",
    "Three lines for your log",
)
NUDGE, UNCLEAR, AHEAD = "In ten minutes", "Your reply could not be used", "Reminder: Session Two"
WIDTH = 360
PICTURED = {TIMES: ("mail-times", "light"), LOG: ("mail-log", "dark")}
REMINDERS = (TIP, TALK, LOG, NUDGE, AHEAD)

# What Ada writes, by mail program. None of it may come back in any mail.
LINES = {
    "Gmail": (
        "I gave Jonas the report and left the room.",
        "He rang twice, then no more.",
        "I am faster at taking back than at letting go.",
        "3 times",
        "40 %",
    ),
    "Outlook": (
        "Asked for the first step before I said mine.",
        "Ten long seconds, then a better idea than mine.",
        "Silence works for me.",
    ),
    "Apple Mail": ("Said what good enough looks like.", "Nobody asked me anything for a week."),
    "Thunderbird": (
        "Handed over the budget table.",
        "It came back with two mistakes and one find.",
        "The find was worth both.",
        "70 %",
    ),
    "Gmail in German": (
        "Das Ergebnis vereinbart, bevor jemand anfing.",
        "Der Weg war ein anderer als meiner.",
        "Meiner war länger.",
        "2 mal",
    ),
}
ANSWER = "Only the result has to be mine"
NOTE = "Grace counts to ten as well"
GRACES_LINES = "Let the intern run the stand-up"
GRACES_POST = "Who has handed on something they love doing?"
SHEET = "Tried it with the rota, and nobody noticed that I was gone"
SAID_BY_ADA = (*(said for lines in LINES.values() for said in lines if len(said) > 9), ANSWER, NOTE)
SAID = (*SAID_BY_ADA, GRACES_LINES, GRACES_POST, SHEET)


def at(day: str, clock: str, zone: str = BERLIN) -> datetime:
    """A moment of autumn 2026 on somebody's clock: `at("10-25", "09:00")`."""
    return datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=ZoneInfo(zone))


@dataclass
class Correspondent:
    """A member who has a mail program and nothing else."""

    site: DrivenSite
    email: str

    def newest(self, subject: str) -> Arrived:
        """The last mail whose subject begins so."""
        found = [one for one in self.site.mails_to(self.email) if _is(one, subject)]
        assert found, [one.mail["Subject"] for one in self.site.mails_to(self.email)]
        return found[-1]

    def read(self, subject: str) -> str:
        """The words of the newest such mail, in one line."""
        return " ".join(text_of(self.newest(subject).mail).split())

    def is_scanned(self, subject: str) -> None:
        """A scanner opens every link in their mail; afterwards everything is as it was."""
        before = self.site.do("written")
        assert scan(self.newest(subject).mail, self.site.address) >= 2
        assert self.site.do("written") == before

    def answer(self, subject: str, text: str, program: str) -> None:
        """Reply to the newest such mail."""
        self.site.send(reply(self.newest(subject).mail, text, program))

    def click(self, subject: str, label: str, button: str) -> str:
        """Follow a link in the newest such mail and press a button there."""
        link = link_under(self.newest(subject).mail, label)
        before = self.site.do("written")
        assert "Nothing happens until you press a button" in opened(link)
        assert self.site.do("written") == before
        return pressed(link, button)

    def reminded(self, zone: str) -> list[str]:
        """When reminders came, on the clock of a zone."""
        arrived = self.site.mails_to(self.email)
        return [one.on_the_clock_of(zone) for one in arrived for it in REMINDERS if _is(one, it)]


def find_a_date(ada: Correspondent, emmy: Correspondent, grace: Walker, page: str) -> None:
    """Three times are asked about; two answer from their mail, one on the page, one never."""
    ada.is_scanned(TIMES)
    assert "you can come" in ada.click(TIMES, "Time 2", "I can come")
    assert "cannot come" in ada.click(TIMES, "Time 1", "I cannot come")
    emmy.click(TIMES, "Time 2", "I can come")
    go(grace, page)
    grace.check()
    grace.picture("practice-times", whole=True)
    times = grace.page.locator("main li.card")
    expect(times).to_have_count(3)
    expect(times.nth(1)).to_contain_text("Can: Ada Byron, Emmy Noether")
    times.nth(1).locator("button[value=yes]").click()
    expect(times.nth(1)).to_contain_text("Grace Murray")
    grace.check()


def look_at_a_link(phone: Walker, ada: Correspondent) -> None:
    """What opens on a phone that nobody ever signed in on."""
    phone.page.goto(link_under(ada.newest(TIMES).mail, "Time 3"))
    expect(phone.page.get_by_role("button", name="I can come")).to_be_visible()
    phone.check()


def look_at_the_mails(phone: Walker, ada: Correspondent) -> None:
    """Each mail can be read on a narrow phone, by day and by night."""
    phone.page.goto("about:blank")  # a mail program knows nothing of our policy
    for subject in (TIMES, INVITATION, TIP, TALK, LOG, UNCLEAR, AHEAD):
        phone.page.set_content(html_of(ada.newest(subject).mail))
        for scheme in ("light", "dark"):
            phone.page.emulate_media(color_scheme=scheme)
            found = Axe().run(phone.page, options={"runOnly": ["wcag2a", "wcag2aa"]})
            assert found.response["violations"] == [], (subject, scheme)
            assert phone.page.evaluate("document.documentElement.scrollWidth") <= WIDTH
            if subject in PICTURED and scheme == PICTURED[subject][1]:
                phone.picture(PICTURED[subject][0], whole=True)


def receive_the_invitation(ada: Correspondent) -> None:
    """The date that most can make stands in a file that a calendar can read."""
    mail = ada.newest(INVITATION).mail
    file = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(file.get_content())
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("DTSTART") == at("10-06", "09:00")
    assert event["ATTENDEE"] == f"mailto:{ada.email}"
    ada.is_scanned(INVITATION)


def first_week(ada: Correspondent, grace: Walker, group: str) -> None:
    """Three lines from Gmail; on the page, lines for the whole group."""
    ada.answer(LOG, "\n".join(LINES["Gmail"]), "Gmail")
    go(grace, f"{group}log/")
    expect(grace.page.locator("main")).to_contain_text(LINES["Gmail"][2])
    grace.page.get_by_label("What I did").fill(GRACES_LINES)
    grace.page.get_by_label("How often I tried").fill("1")
    choose(grace.page, "My group")
    press(grace.page, "Keep these lines")
    expect(grace.page.locator("main")).to_contain_text(GRACES_LINES)
    grace.check()
    grace.picture("practice-log", whole=True)


def second_week(ada: Correspondent, emmy: Correspondent) -> None:
    """The question is answered in a sentence, the talk with a word and a note, or with a click."""
    ada.answer(TIP, ANSWER, "Outlook")
    ada.answer(TALK, f"We talked. {NOTE}", "Apple Mail")
    emmy.click(TALK, "We talked", "Yes, we talked")


def nothing_in_it(ada: Correspondent) -> None:
    """A reply with nothing in it comes back with what to do; the next one counts."""
    ada.answer(LOG, "", "Thunderbird")
    ada.site.do("work")
    assert "reply to the newest mail once more and write at the very top" in ada.read(UNCLEAR)
    ada.answer(LOG, "\n".join(LINES["Outlook"]), "Outlook")


def third_week(ada: Correspondent, grace: Walker, group: str) -> None:
    """The mail is scanned; the talk is confirmed with one click. The buddy writes a worksheet."""
    ada.is_scanned(TALK)
    assert "Good that you talked" in ada.click(TALK, "We talked", "Yes, we talked")
    go(grace, f"{group}check-in/")
    expect(grace.page.locator("main")).to_contain_text("You talked this week. Ada Byron confirmed")
    grace.check()
    press(grace.page, "Open the worksheet")
    grace.page.get_by_label("What I tried since the last time").fill(SHEET)
    press(grace.page, "Save")
    expect(grace.page.locator("main")).to_contain_text(SHEET)
    grace.check()
    go(grace, f"{group}thread/")
    grace.check()
    grace.page.get_by_label("What I want to say to the group").fill(GRACES_POST)
    press(grace.page, "Say it")
    expect(grace.page.locator("main")).to_contain_text(GRACES_POST)
    grace.check()
    grace.picture("practice-thread", whole=True)


def plan_for_a_meeting(grace: Walker, group: str) -> None:
    """The plan waits for a meeting that comes every Tuesday."""
    go(grace, f"{group}plan/")
    grace.page.get_by_label("Is that moment a meeting").select_option("1")
    grace.page.get_by_label("When it begins").fill("11:00")
    grace.page.locator("main form button[type=submit]").first.click()
    grace.check()


def move(emmy: Walker) -> None:
    """Say on one's own page that one's clock is another one now."""
    emmy.sign_in()
    emmy.go("/me/")
    emmy.page.get_by_label("Time zone").fill(NEW_YORK)
    emmy.page.locator("main form button[type=submit]").first.click()
    emmy.check()
    emmy.go("/me/")
    expect(emmy.page.get_by_label("Time zone")).to_have_value(NEW_YORK)


def fourth_week(ada: Correspondent, emmy: Correspondent) -> None:
    """One puts the talk off until tomorrow; the other will be asleep when Session Two begins."""
    assert "again tomorrow" in ada.click(TALK, "Remind me later", "Tomorrow")
    emmy.click("Session Two on", "I cannot come", "I cannot come")
    emmy.click(TALK, "We talked", "Yes, we talked")


def what_the_buddy_sees(grace: Walker, group: str, two: str) -> None:
    """All lines of the one who never came to a page, and the note of their talk."""
    go(grace, f"{group}log/")
    for lines in LINES.values():
        expect(grace.page.locator("main")).to_contain_text(lines[0])
    grace.check()
    go(grace, f"{group}check-in/")
    expect(grace.page.locator("main")).to_contain_text(NOTE)
    grace.check()
    go(grace, f"{group}tip/")
    expect(grace.page.locator("main")).not_to_contain_text(ANSWER)
    grace.check()
    go(grace, two)
    expect(grace.page.locator("main")).to_contain_text("Cannot come: Emmy Noether")
    grace.check()
    go(grace, "/today/")
    grace.check()


def what_the_group_sees(emmy: Walker, group: str) -> None:
    """What was said to everybody; of what a buddy was told, nothing."""
    for page, shown in (("log/", GRACES_LINES), ("thread/", GRACES_POST), ("", GRACES_LINES)):
        go(emmy, f"{group}{page}")
        expect(emmy.page.locator("main")).to_contain_text(shown)
        words = emmy.page.locator("main").inner_text()
        assert [one for one in (*SAID_BY_ADA, SHEET) if one in words] == []
        emmy.check()


def go(walker: Walker, path: str) -> None:
    """Open a page, signing in anew where the last time is too long ago."""
    walker.go(path)
    if walker.path != path:
        walker.sign_in()
        walker.go(path)


def _is(one: Arrived, subject: str) -> bool:
    return str(one.mail["Subject"]).startswith(subject)
