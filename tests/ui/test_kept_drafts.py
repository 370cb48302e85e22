"""What a browser keeps of a draft: only ciphertext, under a key that nobody can take along."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.conftest import blank_page

pytestmark = pytest.mark.journey

CANARY = "zinfandel"
SEALED = "Object.values(sessionStorage).some(one => one.includes('sealed'))"
EVERYTHING_STORED = """async () => {
  const promised = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  const found = [JSON.stringify(sessionStorage), JSON.stringify(localStorage)];
  for (const { name } of await indexedDB.databases()) {
    const database = await promised(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store);
      for (const row of await promised(rows.getAll())) {
        found.push(row instanceof CryptoKey ? `key that comes out: ${row.extractable}` : row);
      }
    }
    database.close();
  }
  return found.join(" ");
}"""


def written(page: Page, address: str) -> None:
    page.goto(address + "/form")
    page.locator("textarea").fill(f"the {CANARY} affair")
    page.wait_for_function(SEALED)


def test_nothing_on_the_device_holds_the_words_and_the_key_stays_in_the_browser(
    address: str,
) -> None:
    with blank_page() as page:
        written(page, address)
        found = page.evaluate(EVERYTHING_STORED)
        assert CANARY not in found
        assert "key that comes out: false" in found
        page.reload()
        expect(page.locator("textarea")).to_have_value(f"the {CANARY} affair")


def test_sign_out_takes_the_key_too(address: str) -> None:
    with blank_page() as page:
        written(page, address)
        other = page.context.new_page()
        written(other, address)
        page.locator(".user-toggle").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/out")
        page.wait_for_function("!localStorage.getItem('collegium-forget-keys')")
        assert "key that comes out" not in page.evaluate(EVERYTHING_STORED)
        other.locator("textarea").fill("typed after it")  # by somebody who is signed out
        assert not other.evaluate(SEALED)


def test_the_next_reader_of_this_device_takes_nothing_over(address: str) -> None:
    with blank_page() as page:
        written(page, address)
        kept = page.evaluate("JSON.stringify(sessionStorage)").replace('\\"7\\"', '\\"8\\"')
        page.route("**/form", _as_reader_eight)
        other = page.context.new_page()
        other.route("**/form", _as_reader_eight)
        other.add_init_script(f"Object.assign(sessionStorage, {kept})")
        other.goto(address + "/form")
        expect(other.locator("html")).to_have_attribute("data-reader", "8")
        other.wait_for_function(f"!{SEALED}")
        expect(other.locator("textarea")).to_have_value("")
        page.wait_for_function(f"!{SEALED}")  # the tab of the one who was here before
        assert other.evaluate(EVERYTHING_STORED).count("key that comes out") == 1


def _as_reader_eight(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('data-reader="7"', 'data-reader="8"'))


def test_without_a_way_to_seal_it_words_are_only_remembered(address: str) -> None:
    with blank_page() as page:
        page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
        page.goto(address + "/form")
        page.locator("textarea").fill(f"the {CANARY} affair")
        page.wait_for_timeout(100)
        assert CANARY not in page.evaluate(EVERYTHING_STORED)
        assert not page.evaluate(SEALED)


def test_who_types_before_the_draft_is_back_keeps_both(address: str) -> None:
    with blank_page() as page:
        written(page, address)
        page.add_init_script(
            "const generate = crypto.subtle.generateKey.bind(crypto.subtle);"
            "crypto.subtle.generateKey = (...all) => new Promise((resolve) => {"
            "  window.goOn = () => resolve(generate(...all)); });"
        )
        page.reload()
        page.locator("textarea").press_sequentially("sooner")
        page.evaluate("goOn()")
        expect(page.locator("textarea")).to_have_value(f"sooner\n\nthe {CANARY} affair")
        page.keyboard.type(" still")
        expect(page.locator("textarea")).to_have_value(f"sooner still\n\nthe {CANARY} affair")


def test_a_text_changed_elsewhere_is_shown_beside_ones_own(address: str) -> None:
    with blank_page() as page:
        written(page, address)
        page.route(
            "**/form",
            lambda route: route.fulfill(
                body=route.fetch().text().replace("></textarea>", ">from the phone</textarea>"),
                content_type="text/html",
            ),
        )
        page.reload()
        field, theirs = page.locator("textarea"), page.locator("[data-theirs]")
        expect(theirs).to_have_text("from the phone")
        expect(field).to_have_value(f"the {CANARY} affair")
        page.reload()  # nothing was chosen yet
        expect(theirs).to_have_text("from the phone")
        page.get_by_role("button", name="Keep mine").click()
        expect(theirs).to_have_count(0)
        expect(field).to_have_value(f"the {CANARY} affair")
        page.reload()
        expect(field).to_have_value(f"the {CANARY} affair")
        expect(theirs).to_have_count(0)
        field.fill("a third version")
        page.wait_for_timeout(50)
        page.unroute("**/form")
        page.reload()
        page.get_by_role("button", name="Take the other").click()
        expect(field).to_have_value("")
