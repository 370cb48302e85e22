"""Any playbook on one sheet of A4, with its prompts and room to write."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from collegium.domain.playbook import SHIPPED
from collegium.domain.playbook.playbook import Who
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.paper import MOST_LINES, paper_of
from collegium.meetings.playbook_sheet import sheet_of
from collegium.meetings.words.steps import IN_TURN, SPEAKS
from tests.browsing import chromium
from tests.builders import a_person, an_organisation

LANGUAGES = ("en", "de")
ORIGIN = "http://paper.example"
PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("slug", SHIPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_stands_there_in_the_readers_language(slug: str, language: str) -> None:
    book = playbook(slug)
    paper = paper_of(book, language, 6)
    assert [step.prompt for step in paper.steps] == [
        step.prompt.in_language(language) for step in book.steps
    ]
    assert sum(step.minutes for step in paper.steps) == paper.minutes == book.minutes_for(6)
    assert all(1 <= len(step.lines) <= MOST_LINES for step in paper.steps)


@pytest.mark.journey
@pytest.mark.django_db(databases="__all__")
def test_each_shipped_playbook_is_exactly_one_page(client: Client) -> None:
    organisation = an_organisation()
    printed: dict[str, str] = {}
    for language in LANGUAGES:
        client.force_login(a_person(organisation, f"Reader {language}", language=language))
        for slug in SHIPPED:
            page = client.get(f"/playbooks/{slug}/paper/").content.decode()
            assert '<article class="paper"' in page
            printed[f"/{language}/{slug}"] = page
    with chromium() as browser:
        sheet = browser.new_page()
        sheet.route("**/*", lambda route: answer(route, printed))
        sheets = {path: pages_of(sheet, path) for path in printed}
    assert {path: count for path, count in sheets.items() if count != 1} == {}


def answer(route: Route, printed: dict[str, str]) -> None:
    """Serve what was rendered before, and the files of the site."""
    path = route.request.url.removeprefix(ORIGIN)
    if path in printed:
        route.fulfill(body=printed[path], content_type="text/html; charset=utf-8")
        return
    found = finders.find(path.removeprefix("/static/"))
    if isinstance(found, str):
        route.fulfill(path=Path(found))
    else:
        route.abort()


def pages_of(page: Page, path: str) -> int:
    """How many sheets of paper a page takes."""
    page.goto(ORIGIN + path)
    return len(PAGES.findall(page.pdf(prefer_css_page_size=True)))


def test_turns_are_promised_only_where_several_speak() -> None:
    steps = {step.key: step for step in sheet_of(playbook("case_clinic"), "en").steps}
    assert IN_TURN not in steps["telling"].rules
    assert SPEAKS[Who.OWNER] in steps["telling"].rules
    assert IN_TURN in steps["choose_case"].rules
    assert {*Who} == set(SPEAKS)
