"""A new step and what is shown come into view on a phone, in a browser without a server."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.meetings.test_live_parts_browser import a_page

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live parts")]

FAR = "<p>%s</p>" % ("words <br>" * 120)
ROOM = f"""<link rel="stylesheet" href="/ui/css/page.css">
  <div id="live" data-said-step="Now:" data-said-shown="Shown to all.">
  <div data-part="stage"><header class="room-stage" data-step="cards" data-title="Cards"><h1>Cards
  </h1></header></div>{FAR}<div class="room-grid"><div data-part="desk"><label>Card
  <textarea name="text"></textarea></label></div><div data-part="sort"></div>
  <div data-part="wall"></div></div>{FAR}</div>"""
SCRIPT = """import { follow, stepOf } from "/meetings/step.js";
  const stage = document.querySelector("[data-step]");
  window.change = (alter) => {
    const before = stepOf(live); alter(stage); follow(live, before); };"""
STEP = "change((stage) => { stage.dataset.step = 'causes'; stage.dataset.title = 'Causes'; })"
SHOWN = """change((stage) => { stage.dataset.shown = "";
  document.querySelector("[data-part=wall]").innerHTML = "<section><h2>All</h2></section>"; })"""


def at_the_desk(browser: Browser) -> Page:
    page = a_page(browser, ROOM, SCRIPT)
    page.set_viewport_size({"width": 360, "height": 640})
    page.emulate_media(reduced_motion="reduce")
    page.get_by_label("Card").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", name="Cards")).not_to_be_in_viewport()
    return page


def test_a_new_step_shows_its_title(browser: Browser) -> None:
    page = at_the_desk(browser)
    page.get_by_label("Card").focus()
    page.evaluate(STEP)
    expect(page.get_by_role("heading", name="Cards")).to_be_in_viewport()
    expect(page.get_by_role("button")).to_have_count(0)


def test_who_is_writing_stays_there_and_is_told(browser: Browser) -> None:
    page = at_the_desk(browser)
    page.get_by_label("Card").fill("half a sen")
    page.evaluate(STEP)
    expect(page.get_by_label("Card")).to_be_focused()
    expect(page.get_by_label("Card")).to_be_in_viewport()
    told = page.get_by_role("button", name="Now: Causes")
    expect(told).to_be_in_viewport()
    told.click()
    expect(page.get_by_role("heading", name="Cards")).to_be_in_viewport()
    expect(told).to_have_count(0)


def test_what_is_shown_comes_before_ones_own_desk_and_into_view(browser: Browser) -> None:
    page = at_the_desk(browser)
    parts = "[...document.querySelectorAll('.room-grid > *')].map((one) => one.dataset.part)"
    page.evaluate(SHOWN)
    assert page.evaluate(parts) == ["sort", "wall", "desk"]
    expect(page.get_by_role("heading", name="All")).to_be_in_viewport()
    page.evaluate("change((stage) => { delete stage.dataset.shown; })")
    assert page.evaluate(parts) == ["desk", "sort", "wall"]
