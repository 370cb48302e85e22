"""The chapters of a whole cycle, as its people walk them."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.walking import Walker

ROSTER = Path(__file__).parents[2] / "docs" / "use" / "sample-roster.csv"
CHALLENGE = "My experienced people don't want to be delegated to"

# What members write inside the group. None of it may be found anywhere else afterwards.
CARDS = (
    "I handed the report over and took it back two days early",
    "I explained every step until nothing was left to think about",
    "I gave it to the one who never complains. Again",
    "I delegated by mail so that I would not see the face",
)
CAUSE = "I never said what good enough looks like"
IDEAS = ("Agree on the result before anybody starts", "Ask for their first step, then wait")
PLAN = "ask for the first step and count to ten"
TAKEAWAY = "Ten seconds of silence are long"
DID, HAPPENED = "Asked before I explained anything", "They knew a better way than mine"
TALK = "We speak about the moment before the moment"
GOAL = "Reports that went out untouched by me"
ANSWER = "Only the result has to be mine"
REPORTS = (
    "Three of four reports went out without me",
    "I opened the draft once, by night",
    "Nobody asked me anything for a week",
    "The face was about the tenth task, not about me",
)
COMPARED = "Naming the result beats explaining the way"
NEW_PLAN = "say the limit first and nothing else"
PROMISE = "Once a quarter we tell each other what we took back"
SAID = (
    *CARDS,
    CAUSE,
    *IDEAS,
    PLAN,
    TAKEAWAY,
    DID,
    HAPPENED,
    TALK,
    GOAL,
    ANSWER,
    *REPORTS,
    COMPARED,
    NEW_PLAN,
    PROMISE,
)


def press(page: Page | Locator, name: str) -> None:
    """Press the button or follow the link with this name."""
    place = page.locator("main") if isinstance(page, Page) else page
    place.get_by_role("button", name=name, exact=True).or_(
        place.get_by_role("link", name=name, exact=True)
    ).first.click()


def choose(page: Page, answer: str) -> None:
    """Choose one of several answers by clicking its words."""
    page.locator("main label", has_text=answer).click()
    expect(page.get_by_label(answer)).to_be_checked()


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
    expect(
        administrator.page.get_by_role("button", name="Take away: Programme lead")
    ).to_be_visible()


def read_english(walker: Walker) -> None:
    """Set one's pages to English; somebody's roster row may have begun with another language."""
    walker.go("/me/")
    walker.check()
    walker.page.locator("select[name=language]").select_option("en")
    walker.page.locator("main form button[type=submit]").first.click()
    expect(walker.page.locator("html")).to_have_attribute("lang", "en")
    for path in ("/me/kept/", "/me/wrong/", "/me/erase/"):
        walker.go(path)
        walker.check()


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
    expect(page.get_by_role("heading", name="Participants")).to_be_visible()
    lead.check()
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
    # a process of its own loads the engine first, and perhaps compiles it
    expect(page.locator(".group-column").first).to_be_visible(timeout=120_000)
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
    return [email for email, name in people().items() if name in column]


def people() -> dict[str, str]:
    """Everybody's name by address, as the roster file has them."""
    with ROSTER.open(encoding="utf-8") as file:
        return {row["email"]: row["name"] for row in csv.DictReader(file)}


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
    stage = host.page.locator("[data-part=stage]")
    turn = host.page.get_by_role("button", name=re.compile("next person", re.IGNORECASE))
    speaking = stage.get_by_text(re.compile("speaks$"))
    while speaking.count():
        speaker = speaking.inner_text()
        turn.click()
        expect(stage).not_to_contain_text(speaker)
    press(host.page, "Next step")
    for walker in everybody:
        expect(walker.page.locator("[data-part=stage] h1")).not_to_have_text(before)


def add(walker: Walker, sheet: str, words: Mapping[str, str]) -> None:
    """Fill a sheet on one's desk, by the labels of its fields, and hand it in."""
    form = walker.page.locator(f"[data-part=desk] form[data-key={sheet}]")
    for label, text in words.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button").last.click()


def score(walker: Walker, points: int) -> None:
    """Score every alternative on one's desk alike on all four questions."""
    forms = walker.page.locator("[data-part=desk] form:has(input[type=radio])")
    for index in range(forms.count()):
        form = forms.nth(index)
        for box in form.locator(".scale").all():
            box.locator(f"input[value='{points}']").check(force=True)
        form.get_by_role("button").last.click()
        expect(form).to_contain_text("Saved")


def hold_session_one(host: Walker, members: Sequence[Walker]) -> None:
    """From the welcome to the takeaways, everybody writing and seeing the same."""
    others = [one for one in members if one is not host]
    next_step(host, members)
    for number, member in enumerate(members):
        add(member, "card", {"Your card": CARDS[number]})
        expect(member.page.locator("[data-part=desk]")).to_contain_text(CARDS[number])
    for member in members:
        expect(member.page.locator("#live")).to_contain_text("4 people have written")
    mine, theirs = CARDS[0], CARDS[1]
    expect(members[0].page.locator("#live")).to_contain_text(mine)
    expect(members[0].page.locator("#live")).not_to_contain_text(theirs)
    host.check()
    press(host.page, "Show everybody")
    see(members, theirs)
    others[0].page.reload()
    see(others[:1], theirs)
    host.check()
    next_step(host, members)
    add(
        host,
        "cause",
        {"The cause you end up with": CAUSE},
    )
    press(host.page, "Show everybody")
    see(members, CAUSE)
    host.check()
    next_step(host, members)
    weigh(host, members)
    next_step(host, members)
    plan(host, members)
    next_step(host, members)
    next_step(host, members)
    take_away_and_end(host, members)


def weigh(host: Walker, members: Sequence[Walker]) -> None:
    """Two alternatives, scored blind by all, shown with mean and spread."""
    for member, idea in zip(members, IDEAS, strict=False):
        add(member, "alternative", {"Another way to try": idea})
        see(members, idea)
    for number, member in enumerate(members):
        score(member, 2 + number % 3)
    members[0].check()
    press(host.page, "Show everybody")
    see(members, "on average")
    host.check()


def plan(host: Walker, members: Sequence[Walker]) -> None:
    """Everybody's if-then plan, with how sure they feel before."""
    for member in members:
        words = {
            "When this happens": "the report is due on Monday",
            "I will": PLAN,
        }
        add(member, "plan", words)
        expect(member.page.locator("[data-part=desk]")).to_contain_text("Saved")
    host.check()
    press(host.page, "Show everybody")
    see(members, PLAN)


def take_away_and_end(host: Walker, members: Sequence[Walker]) -> None:
    """One thing each, and the page tells what the session left."""
    for member in members:
        add(member, "takeaway", {"What you take away": TAKEAWAY})
        expect(member.page.locator("[data-part=desk]")).to_contain_text("Saved")
    press(host.page, "Show everybody")
    see(members, TAKEAWAY)
    press(host.page, "End the session")
    for member in members:
        expect(member.page.get_by_role("heading", level=1)).to_contain_text("is over")
    host.check()


def practise(member: Walker) -> None:
    """Three lines, a talk with the buddy, a goal, the question of the week."""
    page = member.page
    to_the_group(member)
    group = member.path
    member.go(f"{group}log/")
    member.check()
    page.get_by_label("What I did").fill(DID)
    page.get_by_label("What happened").fill(HAPPENED)
    page.get_by_label("How often I tried").fill("2")
    choose(page, "My group")
    press(page, "Keep these lines")
    expect(page.locator("main")).to_contain_text(DID)
    member.go(f"{group}check-in/")
    member.check()
    page.get_by_label("What we want to remember").fill(TALK)
    talked = page.get_by_text("You talked this week").count()  # when the buddy was here first
    press(page, "Add to our note" if talked else "We talked")
    expect(page.locator("main")).to_contain_text("You talked this week")
    member.go(f"{group}goals/")
    page.get_by_label("What I want to reach").fill(GOAL)
    page.get_by_label("What I count").fill("reports")
    page.get_by_label("Where it should stand").fill("4")
    press(page, "Set this goal")
    expect(page.locator("main")).to_contain_text(GOAL)
    member.check()
    member.go(f"{group}tip/")
    member.check()
    page.get_by_label("My answer").fill(ANSWER)
    press(page, "Keep my answer")
    member.go("/today/")
    member.check()


def hold_session_two(host: Walker, members: Sequence[Walker]) -> None:
    """Reports, comparison, a new plan, a promise, takeaways."""
    next_step(host, members)
    for number, member in enumerate(members):
        add(
            member,
            "report",
            {"What happened?": REPORTS[number]},
        )
        expect(member.page.locator("[data-part=desk]")).to_contain_text("Saved")
    reveal_if_hidden(host)
    see(members, REPORTS[1])
    host.check()
    next_step(host, members)
    add(host, "card", {"Your card": COMPARED})
    press(host.page, "Show everybody")
    see(members, COMPARED)
    next_step(host, members)
    for member in members:
        words = {"When this happens": "the budget round begins", "I will": NEW_PLAN}
        add(member, "plan", words)
        expect(member.page.locator("[data-part=desk]")).to_contain_text("Saved")
    reveal_if_hidden(host)
    next_step(host, members)
    add(host, "agreement", {"A promise you propose": PROMISE})
    see(members, PROMISE)
    press(members[1].page, "I will keep this")
    see(members, "Signed:")
    next_step(host, members)
    take_away_and_end(host, members)


def reveal_if_hidden(host: Walker) -> None:
    """Show what was written where the step hides it until then."""
    button = host.page.get_by_role("button", name="Show everybody")
    if button.count():
        button.click()


def tell_a_story(author: Walker, concerned: Walker, title: str) -> None:
    """Written in the group, agreed to by a colleague, read by everybody."""
    page = author.page
    to_the_group(author)
    author.go(f"{author.path}stories/write/")
    author.check()
    page.get_by_label("What was going on?").fill("An experienced colleague knew the report best.")
    page.get_by_label("What did you do?").fill("I handed it over without a picture of the result.")
    page.get_by_label("What happened?").fill("I took it back at the last moment.")
    page.get_by_label("What would you do now?").fill("Agree early on what is good enough.")
    page.get_by_label("A title").fill(title)
    page.get_by_label("Sign it with my name").check()  # appears at once
    press(page, "Save and look at it")
    author.check()
    page.get_by_label(people()[concerned.email]).check()
    press(page, "Ask for consent")
    draft = author.path
    concerned.go(draft)
    concerned.check()
    press(concerned.page, "Yes, it may")
    author.go(draft)
    press(page, "Let the story out")
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(page.get_by_role("link", name="See it there")).to_be_visible()
