"""One module makes markup, the browser stops every other, and what holds code is refused."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.architecture import house
from tests.browsing import chromium, violations_in

SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment"
    r"|srcdoc\s*=|setHTMLUnsafe|\beval\(|new Function|createPolicy|setTimeout\(\s*[\"'`]"
)
HARMLESS = [
    '<p data-name="data: what we learned" title="javascript: the good parts">on = off</p>',
    '<a href="/groups/">Groups</a><form action="/save" method="post"><input value="data:x"></form>',
    '<svg viewBox="0 0 1 1"><use href="#i"></use></svg>',
]
CODE = [
    "<img src=x onerror=go()>",
    "<script>go()</script>",
    '<a href="javascript:go()">x</a>',
    '<a href=" jav&#9;ascript:go()">x</a>',
    '<form action="data:text/html,x"></form>',
    '<svg><a xlink:href="javascript:go()"></a></svg>',
    '<iframe src="/elsewhere"></iframe>',
    '<base href="//elsewhere.example/">',
    '<p style="color:red">x</p>',
    "<template><script>go()</script></template>",
]
BREACHES = [
    "document.body.innerHTML = '<b>bold</b>'",
    "trustedTypes.createPolicy('other', {})",
    "document.body.setAttribute('onclick', 'go()')",
    "document.head.append(Object.assign(document.createElement('style'), { textContent: 'p{}' }))",
    "document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/x.png' }))",
    "fetch('https://elsewhere.example/').catch(() => {})",
]
FILL = """async (html) => {
  const { fill } = await import("/static/ui/js/markup.js");
  fill(document.querySelector("main"), html);
}"""


def scripts() -> list[Path]:
    return [path for path in house.files(".js", under=house.PACKAGE) if path.name != "markup.js"]


def test_no_other_module_makes_markup() -> None:
    assert len(scripts()) > 10
    assert [house.named(one) for one in scripts() if SINKS.search(one.read_text())] == []


@pytest.mark.journey
def test_what_holds_code_is_refused_and_what_does_not_is_shown(address: str) -> None:
    with chromium() as running:
        page = running.new_page()
        page.goto(address + "/out")
        for html in HARMLESS:
            page.evaluate(FILL, html)
            assert page.locator("main > *").count() > 0
        for html in CODE:
            assert _refused(page, html), html


def _refused(page: Page, html: str) -> bool:
    try:
        page.evaluate(FILL, html)
    except Error as error:
        return "holds code" in str(error)
    return False


@pytest.mark.journey
def test_a_breach_of_the_policy_does_not_go_unheard(address: str) -> None:
    """Whoever walks a journey relies on it that the browser tells."""
    with chromium() as running:
        context = running.new_context()
        heard = violations_in(context)
        page = context.new_page()
        for attempt in BREACHES:
            page.goto(address + "/out")
            before = len(heard)
            page.evaluate(f"() => {{ try {{ {attempt} }} catch {{ /* stopped */ }} }}")
            page.wait_for_timeout(100)
            assert len(heard) == before + 1, (attempt, heard)
        context.close()
