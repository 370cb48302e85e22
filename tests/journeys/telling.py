"""A story on its way: out of a group, past the guard, to somebody who needs it, and back."""

import re

from playwright.sync_api import expect

from tests.journeys.cycle import press
from tests.journeys.walking import Walker

TITLE = "I came along to help and spoke for an hour"
# As it comes to mind, with whom and where; and as it may leave.
SITUATION = "%(name)s was to lead the talks in %(place)s for the first time, on a Monday."
BLURRED = "A colleague was to lead the talks with a large customer alone, on a Monday."
DID = "I sat down beside them and answered every question before they could."
HAPPENED = "From then on the customer spoke only to me, and my colleague asked for other work."
NOW = "Stay away from the first meeting, and agree beforehand on what may be promised."
OTHER_WORDS = "Ich wollte nur helfen und habe selbst die ganze Zeit geredet"
OWN_WORDS = "answered every question"
WAITS = "Readers find it from Mon 14 December on"


def begin_with_the_log(author: Walker, group: str, name: str, place: str) -> str:
    """From a line in one's log to a draft, which names somebody and somewhere; its address."""
    page = author.page
    author.go(f"{group}log/")
    author.look()
    page.get_by_role("link", name=re.compile("Let this out as a story")).first.click()
    did = page.get_by_label("What did you do?")
    expect(did).not_to_have_value("")  # it begins with what stands in the log
    author.look()
    page.get_by_label("What was going on?").fill(SITUATION % {"name": name, "place": place})
    did.fill(DID)
    page.get_by_label("What happened?").fill(HAPPENED)
    page.get_by_label("What would you do now?").fill(NOW)
    page.get_by_label("A title").fill(TITLE)
    press(page, "Save and look at it")
    return author.path


def heed_the_guard(author: Walker, name: str, place: str) -> None:
    """The name cannot stay, since nobody outside can be asked; without it the rest is looked at."""
    page = author.page
    marks = page.locator("main mark")
    expect(marks.filter(has_text=name).first).to_be_visible()
    expect(marks.filter(has_text=place).first).to_be_visible()
    expect(page.get_by_text("so the words have to go")).to_be_visible()
    expect(page.get_by_role("button", name="Ask for consent")).to_have_count(0)
    author.look()
    author.picture("story-guard", whole=True)
    press(page, "Change the story")
    page.get_by_label("What was going on?").fill(BLURRED)
    press(page, "Save and look at it")
    expect(page.locator("main")).not_to_contain_text(name)
    expect(page.locator("main")).not_to_contain_text(place)
    expect(marks.filter(has_text="Monday").first).to_be_visible()
    author.look()


def ask(author: Walker, concerned: str) -> None:
    """Somebody is concerned whom the story does not name. What is marked has to be looked at."""
    page = author.page
    page.get_by_label(concerned).check()
    press(page, "Ask for consent")
    expect(page.get_by_text("Please look at the marked passages, then tick this.")).to_be_visible()
    expect(page.get_by_label(concerned)).to_be_checked()
    author.complaints.clear()  # the browser reports every answer that is not a 200
    author.look()
    page.get_by_label("I have looked at every marked passage").check()
    press(page, "Ask for consent")
    expect(page.get_by_role("heading", name="Waiting for an answer")).to_be_visible()
    expect(page.get_by_role("button", name="Let the story out")).to_have_count(0)
    author.look()


def agree(concerned: Walker) -> None:
    """Whoever is asked finds the question in the library and sees what readers would."""
    page = concerned.page
    concerned.go("/library/")
    concerned.look()
    press(page, "Read it and answer")
    expect(page.locator("main")).to_contain_text(BLURRED)
    concerned.look()
    press(page, "Yes, it may")
    expect(page.get_by_text("Your answer is kept")).to_be_visible()


def let_out(author: Walker, draft: str) -> None:
    """It goes, and comes with others of its week."""
    author.go(draft)
    author.look()
    press(author.page, "Let the story out")
    expect(author.page.get_by_text(WAITS)).to_be_visible()
    author.look()


def look_for(reader: Walker, words: str, *, found: bool) -> None:
    """Look in the library for the story."""
    page = reader.page
    reader.go("/library/")
    page.get_by_label("What are you looking for?").fill(words)
    press(page, "Search the library")
    expect(page.get_by_role("heading", level=1, name="Search the library")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(int(found))


def read(reader: Walker, author: str) -> str:
    """Read what was found; who wrote it is not to be seen. The story's address."""
    page = reader.page
    reader.look()
    reader.picture("library-search", height=1050)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("Told by a colleague, December 2026")).to_be_visible()
    expect(page.locator("main")).to_contain_text(NOW)
    expect(page.get_by_role("button", name="Take the story back")).to_have_count(0)
    assert not [one for one in author.split() if one in page.content()]
    reader.look()
    return reader.path


def look_around(reader: Walker) -> None:
    """What came of techniques here, and what colleagues recommend."""
    page = reader.page
    reader.go("/library/techniques/")
    reader.look()
    page.get_by_role("link", name="Agree when you will look").click()
    expect(page.get_by_text("people in this organisation said after a cycle")).to_be_visible()
    reader.look()
    reader.picture("library-technique", height=1600)
    reader.go("/library/resources/")
    reader.look()
    reader.picture("resources", whole=True)


def take_back(author: Walker, story: str) -> None:
    """The author alone finds a button for it on the story's page."""
    page = author.page
    author.go(story)
    author.look()
    press(page, "Take the story back")
    expect(page.get_by_text("Nobody finds it any more")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
