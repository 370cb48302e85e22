"""The small parts of the live page, each in a browser on a page of a few lines without a server."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live parts")]

PACKAGE = Path(__file__).resolve().parents[2] / "collegium"
ORIGIN = "https://room.test"
STYLES = "".join(
    f'<link rel="stylesheet" href="/ui/css/{name}.css">'
    for name in ("reset", "tokens", "base", "layout", "cards", "buttons", "people", "board")
)


def a_page(browser: Browser, body: str, script: str, **more: str) -> Page:
    """A page of `body` on which `script` runs; `more` are other addresses and what they answer."""
    html = f"<!doctype html><html lang=en data-reader=7>{STYLES}<body>{body}"
    html += f'<script type="module">{script}</script>'

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.strip("/")
        if path in {"", *more}:
            route.fulfill(body=more.get(path, html), content_type="text/html; charset=utf-8")
            return
        app = path.partition("/")[0]
        file = PACKAGE / app / "static" / path
        if file.is_file():
            route.fulfill(body=file.read_text(), content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=404)

    page = browser.new_page()
    page.set_default_timeout(5000)
    page.route("**/*", answer)
    page.goto(ORIGIN)
    return page


ADVICE = """<div id="live" data-advice-words="you should|why don't you|Sie sollten"
  data-advice-hint="What did you do yourself?"><form data-draft="one"><label>Card
  <textarea name="text"></textarea></label></form></div>"""


@pytest.mark.parametrize(
    ("text", "advises"),
    [
        ("Maybe You  should ask them", True),
        ("so why don’t you wait", True),
        ("Vielleicht sollten Sie; ja, Sie sollten!", True),
        ("I asked what you shouldered", False),
        ("I did it myself", False),
    ],
)
def test_advice_is_answered_by_a_question_that_stays_on_the_page(
    browser: Browser, text: str, advises: bool
) -> None:
    page = a_page(
        browser,
        ADVICE,
        'import { watchAdvice } from "/meetings/advice.js"; watchAdvice(live);',
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hint = page.get_by_role("status")
    page.get_by_label("Card").fill(text)
    expect(hint).to_have_text(["What did you do yourself?"] if advises else [])
    page.get_by_label("Card").fill("I waited")
    expect(hint).to_have_count(0)
    assert asked == []


CLOCK = """<div id="live"><p id="said" aria-live="polite"></p>
  <span class="step" data-ends="2026-03-02T09:06:00Z" hidden></span>
  <span class="turn" data-ends="2026-03-02T09:00:30Z" hidden></span></div>"""
RUNNING = """import { runClocks, serverSaid } from "/meetings/clock.js";
  window.serverSaid = serverSaid;
  window.tick = runClocks(live, [300, 60], (mark) => { said.textContent += ` ${mark}`; });"""


def test_clocks_keep_to_the_second_say_five_and_one_and_stand_still_in_a_break(
    browser: Browser,
) -> None:
    page = a_page(browser, "", "")
    page.clock.install(time="2026-03-02T08:59:00Z")
    page.clock.pause_at("2026-03-02T09:00:00Z")
    page.set_content(f"{CLOCK}<script type=module>{RUNNING}</script>")
    step, turn, said = page.locator(".step"), page.locator(".turn"), page.locator("#said")
    expect(step).to_have_text("6:00")
    page.clock.run_for(10_000)
    expect(step).to_have_text("5:50")
    expect(turn).to_have_text("0:20")
    page.clock.run_for(51_000)
    expect(step).to_have_text("4:59")
    expect(turn).to_have_text("+0:31")
    expect(said).to_have_text("300")
    page.evaluate("live.querySelector('.step').dataset.paused = '2026-03-02T09:01:01Z'")
    page.clock.run_for(250_000)
    expect(step).to_have_text("4:59")
    expect(said).to_have_text("300")
    page.evaluate("delete live.querySelector('.step').dataset.paused")
    page.clock.run_for(2000)
    expect(said).to_have_text("300 60")
    page.clock.run_for(60_000)
    expect(step).to_have_text("+0:13")


def test_the_server_is_believed_and_the_quickest_answer_most(browser: Browser) -> None:
    page = a_page(browser, "", "")
    page.clock.install(time="2026-03-02T07:59:00Z")
    page.clock.pause_at("2026-03-02T08:00:10Z")  # an hour behind
    page.set_content(f"{CLOCK}<script type=module>{RUNNING}</script>")
    page.wait_for_function("!!window.tick")
    server = "Date.parse('2026-03-02T09:00:10Z')"
    page.evaluate(f"serverSaid(Date.now() - 40, {server} - 20); tick()")
    expect(page.locator(".step")).to_have_text("5:50")
    page.evaluate(f"serverSaid(Date.now() - 9000, {server}); tick()")  # nine seconds on the way
    expect(page.locator(".step")).to_have_text("5:50")
    page.evaluate(f"serverSaid(Date.now() - 40, {server} + 7_200_000 - 20); tick()")  # set anew
    expect(page.locator(".turn")).to_have_text("+119:40")


REHEARSAL = """<form id="live"><p data-rehearsal hidden>
  <button type="button" data-rehearse="60">Rehearse</button><span data-rehearse-left></span>
  <span role="status" data-rehearse-said data-said-begin="Aloud." data-said-end="Over."></span></p>
  <label><input type="checkbox" name="rehearsed" value="1"> Rehearsed</label></form>"""


def test_a_minute_of_rehearsal_sets_its_own_mark(browser: Browser) -> None:
    page = a_page(browser, "", "")
    page.clock.install()
    page.set_content(
        f"""{REHEARSAL}<script type=module>
        import {{ equipRehearsals }} from "/meetings/rehearsal.js";
        equipRehearsals(document);</script>"""
    )
    page.get_by_role("button", name="Rehearse").press("Enter")
    mark, left = page.get_by_label("Rehearsed"), page.locator("[data-rehearse-left]")
    expect(page.get_by_role("status")).to_have_text("Aloud.")
    page.clock.run_for(30_000)
    expect(left).to_have_text("0:30")
    expect(mark).not_to_be_checked()
    page.clock.run_for(31_000)
    expect(mark).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("Over.")


SUGGESTIONS = """<form data-key="alternative"><textarea aria-label="Another way">mine</textarea>
  </form><details data-suggestions="/ideas" data-into="alternative"><summary>Ideas</summary>
  </details>"""
IDEAS = """<ul><li data-use><p class="quote">Ask &lt;b&gt;twice&lt;/b&gt;</p>
  <button type="button">Use this</button></li></ul>"""


def test_suggestions_come_when_asked_for_and_go_below_what_stands_there(browser: Browser) -> None:
    page = a_page(browser, SUGGESTIONS, 'import "/meetings/suggestions.js";', ideas=IDEAS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for _ in range(3):  # opened, closed, opened
        page.get_by_text("Ideas").click()
    page.get_by_role("button", name="Use this").click()
    expect(page.get_by_label("Another way")).to_have_value("mine\nAsk <b>twice</b>")
    expect(page.get_by_label("Another way")).to_be_focused()
    assert asked == ["/ideas"]


def pile(*cards: str) -> str:
    items = (f'<li class="card" data-card="{c}"><p class="quote">Card {c}</p></li>' for c in cards)
    return f"<section><ul>{''.join(items)}</ul></section>"


PILES = f"""<div id="live" data-said-grip="Move" data-said-up="Up" data-said-over="To"
  data-said-alone="Alone" data-said-back="Back">
  <div class="grid" data-piles>{pile("a")}{pile("b")}{pile("c", "d")}</div>
  <p role="status" id="said"></p></div>"""
CARRYING = """import { Piles } from "/meetings/piles.js";
  window.done = [];
  new Piles(live, (kind, data) => done.push([kind, data.contribution, data.onto]), (text) => {
    said.textContent = text; }).equip();"""


def test_cards_are_put_together_by_keyboard(browser: Browser) -> None:
    page = a_page(browser, PILES, CARRYING)
    grip, said = page.get_by_role("button", name="Move Card a"), page.get_by_role("status")
    grip.press("Enter")
    expect(said).to_have_text("Up")
    grip.press("ArrowDown")
    expect(said).to_have_text("To Card b")
    grip.press("Enter")
    assert page.evaluate("done") == [["group", "a", "b"]]
    grip.press(" ")
    grip.press("End")
    grip.press("Escape")
    expect(said).to_have_text("Back")
    taken = page.get_by_role("button", name="Move Card d")
    taken.press("Enter")
    taken.press("End")
    expect(said).to_have_text("Alone")
    taken.press("Enter")
    assert page.evaluate("done")[1:] == [["group", "d", ""]]
    grip.press("Enter")
    page.keyboard.press("Tab")
    expect(said).to_have_text("Back")


def test_cards_are_put_together_by_pointer(browser: Browser) -> None:
    page = a_page(browser, PILES, CARRYING)
    for name, target in (("b", "[data-card=c]"), ("c", "[data-card=d]")):
        grip, onto = page.get_by_role("button", name=f"Move Card {name}"), page.locator(target)
        start, end = grip.bounding_box(), onto.bounding_box()
        assert start
        assert end
        page.mouse.move(start["x"] + 5, start["y"] + 5)
        page.mouse.down()
        page.mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
        page.mouse.move(end["x"] + 20, end["y"] + 10, steps=4)
        page.mouse.up()
    assert page.evaluate("done") == [["group", "b", "c"]]  # c and d lie together already
    expect(page.locator(".ghost")).to_have_count(0)


MORPHED = """<div id="live"><ul><li data-key="1"><p>one</p></li></ul><form data-key="f">
  <textarea>old</textarea><button>Send</button></form><div data-local data-suggested></div></div>"""


def test_frames_leave_alone_what_scripts_and_writers_put_there(browser: Browser) -> None:
    page = a_page(browser, MORPHED, 'import { morph } from "/meetings/morph.js"; window.m = morph;')
    frame = MORPHED.removeprefix('<div id="live">').removesuffix("</div>").replace("one", "two")
    frame = frame.replace("<li", '<li data-key="0"><p>zero</p></li><li').replace("old", "new")
    page.wait_for_function("!!window.m")
    page.evaluate(
        """() => { const note = document.createElement("em"); note.dataset.local = "";
        note.textContent = "local"; live.querySelector("li").prepend(note);
        live.querySelector("form").setAttribute("aria-busy", "true");
        live.querySelector("[data-suggested]").textContent = "fetched"; }"""
    )
    page.locator("textarea").focus()
    page.evaluate("html => m(live, html)", frame)
    expect(page.locator("li")).to_have_text(["zero", "localtwo"])
    expect(page.locator("[data-suggested]")).to_have_text(["fetched"])
    expect(page.locator("form")).to_have_attribute("aria-busy", "true")
    expect(page.locator("textarea")).to_have_value("new")  # nothing had been written in it
    page.locator("textarea").fill("mine")
    page.evaluate("html => m(live, html)", frame.replace("new", "newer"))
    expect(page.locator("textarea")).to_have_value("mine")
    expect(page.locator("textarea")).to_be_focused()


LIST = """<div id="live"><label>Below <select><option value="">none</option>
  <option value="a">Card a</option></select></label></div>"""


def test_a_list_gets_what_is_new_and_keeps_what_was_chosen(browser: Browser) -> None:
    page = a_page(browser, LIST, 'import { morph } from "/meetings/morph.js"; window.m = morph;')
    page.wait_for_function("!!window.m")
    frame = LIST.removeprefix('<div id="live">').removesuffix("</div>")
    more = frame.replace("</select>", "<option value='b'>Card b</option></select>")
    below = page.get_by_label("Below")
    page.evaluate("html => m(live, html)", more)
    expect(below).to_have_value("")
    below.select_option(label="Card b")
    page.evaluate("html => m(live, html)", more.replace(">none<", ">alone<"))
    expect(below).to_have_value("b")
    page.evaluate("html => m(live, html)", frame)  # it has gone
    expect(below).to_have_value("")
    page.evaluate("html => m(live, html)", frame.replace('"a"', '"a" selected'))
    expect(below).to_have_value("a")
