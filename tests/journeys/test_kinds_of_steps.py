"""A look at every kind of step, the wall, a lent device, a break: on a desk and on a phone."""

from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Browser, expect

from tests.journeys.serving import Site
from tests.journeys.sitting import Sitter, sitter

PHONE = {"width": 360, "dark": True}


class Looker:
    """Looks at one scene after the other, in windows that stay open."""

    def __init__(self, windows: ExitStack, browser: Browser, site: Site) -> None:
        self._windows = windows
        self._browser = browser
        self._site = site
        self._scenes = site.inside("tests.journeys.scenes")

    def scene(self, name: str) -> dict[str, Any]:
        """Return what is known of a scene."""
        found: dict[str, Any] = self._scenes[name]
        return found

    def sit(self, name: str, who: str, *, phone: bool = False) -> Sitter:
        """Sit down in a scene as somebody."""
        look = PHONE if phone else {}
        one: Sitter = self._windows.enter_context(
            sitter(self._browser, self._site, self.scene(name), who, **look)
        )
        one.walker.go(self.scene(name)["path"])
        expect(one.page.locator("#live[data-connected]")).to_be_visible()
        return one


def test_every_kind_of_step(browser: Browser, site: Site) -> None:
    with ExitStack() as windows:
        look = Looker(windows, browser, site)
        _session_one(look)
        _what_the_host_sees(look)
        _the_room(look)
        _a_case(look)
        _the_others(look)


def _picture(one: Sitter, name: str) -> None:
    one.walker.check()
    one.walker.picture(f"session-{name}", whole=True)


def _session_one(look: Looker) -> None:
    _picture(look.sit("writing", "Bruno Keller"), "write")
    for name in ("cards", "causes", "weigh"):
        _picture(look.sit(name, "Chiara Russo"), name)
    for name in ("plan", "scores", "briefing"):
        _picture(
            look.sit(name, "Amara Okafor" if name == "scores" else "Bruno Keller", phone=True), name
        )
    one = look.sit("takeaways", "Amara Okafor")
    one.rate(one.sheet("takeaway"), 4)
    one.write("takeaway", "I say what good enough is before I hand anything over")
    expect(one.sheet("takeaway")).to_contain_text("Saved")
    one.act("reveal")
    _picture(one, "takeaways")


def _what_the_host_sees(look: Looker) -> None:
    host = look.sit("writing", "Amara Okafor")
    host.press(host.page.locator("details[data-key=replan] summary"))
    _picture(host, "replan")
    _picture(look.sit("break", "Amara Okafor"), "break")


def _the_room(look: Looker) -> None:
    wall = look.sit("cards", "Daniel Weber")
    wall.walker.go(f"{look.scene('cards')['path']}wall/")
    expect(wall.page.locator("[data-part=wall]")).to_contain_text("Taking it back")
    _picture(wall, "wall")
    host = look.sit("shared", "Amara Okafor", phone=True)
    host.page.get_by_role("link", name="Pass the device to Farah Haddad").click()
    expect(host.page.get_by_role("heading", level=1)).to_contain_text("Farah Haddad writes")
    _picture(host, "device")
    host.write("card", "I asked for a report about the report")
    expect(host.page.locator("main")).to_contain_text("I asked for a report about the report")


def _a_case(look: Looker) -> None:
    owner = look.scene("silent")["owner"]
    silent = look.sit("silent", owner, phone=True)
    expect(silent.part("desk")).to_contain_text("Now you only listen")
    expect(silent.page.locator("textarea")).to_have_count(0)
    _picture(silent, "silent")
    chooser = look.sit("choose", look.scene("choose")["owner"])
    chooser.press(chooser.page.get_by_role("button", name="Vote for this").first)
    expect(chooser.part("desk")).to_contain_text("You have 2 votes left")
    _picture(chooser, "choose")


def _the_others(look: Looker) -> None:
    pair = look.sit("pairs", "Amara Okafor")
    pair.write("pair_note", "A question before every answer")
    expect(pair.part("desk")).to_contain_text("A question before every answer")
    _picture(pair, "pairs")
    reporter = look.sit("report", "Bruno Keller")
    expect(reporter.part("wall")).to_contain_text("They had it ready on Friday")
    _picture(reporter, "report")
    signer = look.sit("agreements", "Elif Demir")
    signer.press(signer.page.get_by_role("button", name="I will keep this").first)
    expect(signer.part("desk")).to_contain_text("Elif Demir")
    _picture(signer, "agreements")
    _picture(look.sit("round", "Bruno Keller"), "round")
    _picture(look.sit("check-out", "Chiara Russo", phone=True), "check-out")
