"""The steps of Session One, as six people take them."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.sitting import Sitter, at_step, see
from tests.meetings.cutting import Cable

CARDS = {
    "Amara Okafor": "I handed the report over and took it back two days early",
    "Bruno Keller": "Ich habe erklärt, bis nichts mehr zu denken blieb",
    "Chiara Russo": "I gave it to the one who never complains",
    "Daniel Weber": "I took it back in the night before",
    "Elif Demir": "I asked for a daily report, and got one",
}
CAUSES = (
    "I never said what good enough looks like",
    "I did not know it myself before I saw the draft",
    "Nobody had ever asked me for less than perfect",
)
IDEAS = ("Agree on the result before anybody starts", "Ask for their first step, then wait")
DARK = "Give it away in halves"
WHEN, WILL = "the report is due on Monday", "ask for the first step and count to ten"
TAKEAWAY = "Ten seconds of silence are long"
QUESTION = "Woran merkt mein Team, dass ich es ernst meine?"


@dataclass
class Table:
    """Who sits around it. `far` is behind a cable that can be cut, `late` is not there yet."""

    host: Sitter
    phone: Sitter
    keys: Sitter
    far: Sitter
    late: Sitter
    sixth: Sitter
    cable: Cable

    @property
    def early(self) -> tuple[Sitter, ...]:
        """Everybody who came in time."""
        return (self.host, self.phone, self.keys, self.far, self.sixth)

    @property
    def all(self) -> tuple[Sitter, ...]:
        """Everybody."""
        return (*self.early, self.late)

    def look(self) -> None:
        """The phone and one large screen: nothing to find fault with."""
        self.phone.walker.check()
        self.host.walker.check()


def enter(table: Table, path: str) -> None:
    """Five open the page; the host starts."""
    for one in table.early:
        one.walker.go(path)
    table.look()
    table.host.act("open")
    at_step(table.early, "welcome")
    for one in table.early:
        expect(one.page.locator("#live[data-connected]")).to_be_visible()
    see([table.host], "Host", "Timekeeper", "Scribe")
    see([table.phone], "Amara Okafor moderiert")


def welcome(table: Table) -> None:
    """A round: each says by themselves that they are done."""
    table.look()
    expect(table.host.part("stage").get_by_text("not here")).to_have_count(1)  # the late one
    for _ in table.early:
        speaker = table.host.part("stage").locator("strong").inner_text()
        one = next(one for one in table.early if speaker.startswith(one.name))
        one.act("next_speaker", "[data-part=desk]")
        expect(table.host.part("stage")).not_to_contain_text(speaker)
    see([table.keys], "Everybody has had their turn")
    go_on(table.host, table.early, "did_not_work")


def what_did_not_work(table: Table, path: str) -> None:
    """Cards in silence; somebody comes late; the rest is planned anew; cards become a pile."""
    for one in table.early[:-1]:
        one.write("card", CARDS[one.name])
        see([one], CARDS[one.name])
    see(table.early, "4")
    mine, theirs = CARDS[table.phone.name], CARDS[table.keys.name]
    expect(table.phone.live).not_to_contain_text(theirs)
    _come_late(table, path)
    table.look()
    table.host.act("reveal")
    see(table.all, mine, theirs, CARDS["Elif Demir"])
    table.late.page.reload()
    see([table.late], mine, theirs)
    _pile_up(table)
    _breathe(table)
    table.look()
    go_on(table.host, table.all, "root_causes")


def _come_late(table: Table, path: str) -> None:
    table.late.walker.go(path)
    expect(table.host.part("stage").get_by_text("not here")).to_have_count(0)
    table.late.write("card", CARDS[table.late.name])
    see([table.late], CARDS[table.late.name])
    rest = table.host.page.locator("details[data-key=replan]")
    table.host.act("replan")
    expect(rest).to_have_count(0)  # the plan fits


def _pile_up(table: Table) -> None:
    """Two cards that say the same, put together by keyboard; the host gives the pile a name."""
    keys = table.keys
    grips = keys.part("wall").locator("button[data-grip], .grip")
    taken = keys.part("wall").locator("li", has_text=CARDS["Daniel Weber"]).locator(".grip")
    expect(grips.first).to_be_visible()
    keys.press(taken)
    keys.page.keyboard.press("Home")
    keys.page.keyboard.press("Enter")
    together = table.phone.part("wall").locator("section", has_text=CARDS["Daniel Weber"])
    expect(together.first).to_contain_text(CARDS["Amara Okafor"])
    naming = table.host.sheet("name_pile")
    table.host.press(table.host.page.locator("details[data-key=sort] summary"))
    naming.get_by_label("is about").fill("Taking it back")
    table.host.press(naming.locator("button"))
    see(table.all, "Taking it back")


def _breathe(table: Table) -> None:
    """A hand, and a break in which the clocks stand still."""
    table.sixth.act("hand")
    see([table.phone], table.sixth.name)
    expect(table.host.part("stage")).to_contain_text("Would like to say something: Farah Haddad")
    table.host.act("pause")
    see([table.keys], "You have a break")
    table.host.act("resume")
    expect(table.keys.live).not_to_contain_text("You have a break")


def root_causes(table: Table) -> None:
    """A why-tree two deep, by three people."""
    one, two, three = (table.sixth, table.late, table.keys)
    one.write("cause", CAUSES[0])
    see([one], CAUSES[0])
    table.host.act("reveal")
    for writer, above, below in ((two, 0, 1), (three, 1, 2)):
        see([writer], CAUSES[above])
        _ask_why(writer, CAUSES[above], CAUSES[below])
    expect(table.phone.part("wall").locator(".why-2")).to_contain_text(CAUSES[2])
    table.look()
    go_on(table.host, table.all, "alternatives")


def _ask_why(writer: Sitter, above: str, below: str) -> None:
    form = writer.sheet("cause")
    writer.choose(form.locator("select"), above)
    writer.tick(form.get_by_label("This lies in our own hands"))
    writer.write("cause", below)


def weigh(table: Table) -> None:
    """Two alternatives and one written in the dark; blind scores; the host's part is handed on."""
    for one, idea in zip((table.host, table.keys), IDEAS, strict=True):
        one.write("alternative", idea)
        see(table.all, idea)
    table.look()
    _in_the_dark(table)
    for number, one in enumerate(table.all):
        _score(one, 2 + number % 3)
    expect(table.sixth.part("wall")).not_to_contain_text("on average")
    _hand_over(table)
    table.sixth.act("reveal")
    see([table.host, table.keys, table.far], "on average", DARK)
    expect(table.phone.part("wall").locator("svg.spread")).to_have_count(12)
    table.look()
    go_on(table.sixth, table.all, "plan")


def _in_the_dark(table: Table) -> None:
    """The line breaks while somebody types; they go on, and it all arrives once."""
    far = table.far
    field = far.sheet("alternative").locator("textarea").first
    field.press_sequentially(DARK[:10])
    table.cable.cut()
    expect(far.page.locator("[data-connection]")).to_be_visible()
    field.press_sequentially(DARK[10:])
    expect(field).to_have_value(DARK)
    far.press(far.sheet("alternative").locator(".form-actions button"))
    waiting = far.page.locator("[data-waiting] li")
    expect(waiting).to_have_count(1)
    first = far.page.locator("form[data-key^=score-]").first
    far.rate(first, 5)
    far.press(first.locator(".form-actions button"))
    field.press_sequentially("half a thou")
    table.cable.mend()
    expect(waiting).to_have_count(0, timeout=20_000)
    expect(field).to_have_value("half a thou")
    field.fill("")
    far.walker.complaints.clear()  # the browser's, about the line
    see(table.all, DARK)
    for one in table.all:
        expect(one.page.locator("form[data-key^=score-]")).to_have_count(3)


def _score(one: Sitter, points: int) -> None:
    forms = one.page.locator("form[data-key^=score-]")
    for number in range(forms.count()):
        one.rate(forms.nth(number), points)
        one.press(forms.nth(number).locator(".form-actions button"))
        expect(forms.nth(number).locator(".form-actions .meta")).to_be_visible()


def _hand_over(table: Table) -> None:
    host = table.host
    host.press(host.page.locator("details[data-key=hand-over] summary"))
    host.page.get_by_label("Who hosts from now on").select_option(label=table.sixth.name)
    host.act("hand_over")
    expect(table.sixth.part("host")).to_contain_text("You are hosting")
    expect(host.part("host")).not_to_contain_text("You are hosting")


def plan(table: Table) -> None:
    """Everybody's if-then plan; the step waits for all of them."""
    for one in table.all[:-1]:
        _plan(one)
    table.sixth.act("reveal")
    table.sixth.act("next_step")
    expect(table.sixth.page.locator("[data-refusal]")).to_contain_text("done their part")
    table.look()
    _plan(table.late)
    see(table.all, WILL)
    go_on(table.sixth, table.all, "what_to_bring")


def _plan(one: Sitter) -> None:
    one.tick(one.sheet("plan").locator("input[name=rehearsed]"))
    one.write("plan", WHEN, WILL)
    expect(one.sheet("plan").locator(".form-actions .meta")).to_be_visible()


def what_to_bring(table: Table) -> None:
    """Nothing to write; everybody says that they are ready."""
    for one in table.all:
        one.act("ready", "[data-part=desk]")
    see([table.host], "6 of 6 are ready")
    table.look()
    go_on(table.sixth, table.all, "takeaways")


def takeaways(table: Table) -> None:
    """One thing each, a question that stays open, and the end."""
    for one in table.all:
        one.rate(one.sheet("takeaway"), 4)
        one.write("takeaway", TAKEAWAY)
        expect(one.sheet("takeaway").locator(".form-actions .meta")).to_be_visible()
    table.phone.write("question", QUESTION)
    table.sixth.act("reveal")
    see(table.all, TAKEAWAY, QUESTION)
    table.look()
    table.sixth.act("end")
    for one in table.all:
        expect(one.page.locator("#live")).to_have_count(0)


def afterwards(table: Table) -> None:
    """What it left is on everybody's page, in their own language."""
    expect(table.host.page.get_by_role("heading", level=1)).to_contain_text("is over")
    expect(table.phone.page.locator("html")).to_have_attribute("lang", "de")
    for one in table.all:
        for text in (WILL, TAKEAWAY, QUESTION):
            expect(one.page.locator("main")).to_contain_text(text)
    expect(table.host.page.get_by_text(WILL)).to_have_count(6)
    table.look()


def go_on(host: Sitter, everybody: Sequence[Sitter], step: str) -> None:
    """The host goes on; everybody follows."""
    host.act("next_step")
    at_step(everybody, step)
