"""What was learned: a story, a memory, a figure. Each walk by three people, on one site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.faults.figures import Figure
from tests.journeys import evidence, remembering, telling
from tests.journeys.driven import DrivenSite, driven_site
from tests.journeys.month import at
from tests.journeys.searching import SEARCHED, nothing_leaked
from tests.journeys.walking import Walker, walker

TWO_YEARS = 24  # months


@dataclass
class Learned:
    """The site, whom and what there is on it, and where files of a walk may lie."""

    site: DrivenSite
    there: dict[str, Any]
    folder: Path

    def when(self, moment: datetime) -> None:
        """Let the clock go on, unless it did; the worker looks once."""
        if self.site.now < moment:
            self.site.server.now = moment
            self.site.do("work")

    @contextmanager
    def enter(self, browser: Browser, who: str, **more: Any) -> Iterator[Walker]:
        """Somebody of the world with a browser of their own, signed in."""
        email = self.there[who]["email"]
        with walker(browser, self.site, email, **more) as one:
            name, value = self.site.do("learning_world.enter", who=email)
            one.page.context.add_cookies([{"name": name, "value": value, "url": self.site.address}])
            yield one


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learned]:
    """A week after Session Two."""
    folder = tmp_path_factory.mktemp("learned")
    with driven_site(folder, at("11-12", "10:00")) as site:
        yield Learned(site, site.do("learning_world.begin"), folder)


def test_a_group_of_years_remembers(browser: Browser, learned: Learned) -> None:
    memory = f"{learned.there['table']}memory/"
    with (
        learned.enter(browser, "author") as member,
        learned.enter(browser, "peer", width=360, dark=True) as peer,
    ):
        remembering.look_back(member, memory)
        remembering.look_up(member, memory, remembering.WORDS)
        said = remembering.first_takeaway(member, memory)
        theirs = remembering.first_takeaway(peer, memory)
        remembering.sees(peer, memory, said, there=True)
        peer.check()
        remembering.take_back(member, memory, said)
        remembering.sees(peer, memory, said, there=False)
        remembering.sees(peer, memory, theirs, there=True)
        for file in remembering.take_along(member, memory, learned.folder):
            assert remembering.WORDS in file
            assert said not in file
            assert theirs not in file
    for outsider in ("reader", "lead"):
        with learned.enter(browser, outsider) as one:
            remembering.is_shut_out(one, memory)


def test_who_leaves_and_who_is_taken_out_read_what_that_means(
    browser: Browser, learned: Learned
) -> None:
    with (
        learned.enter(browser, "reader", width=360, dark=True) as member,
        learned.enter(browser, "lead") as lead,
    ):
        member.go("/me/words/")
        member.page.locator("main a[href$='/leave/']").first.click()
        expect(member.page.get_by_role("button", name="Leave the group")).to_be_visible()
        member.look()
        lead.go(learned.there["programme"].replace("/insights/", "/programmes/") + "board/1/")
        lead.page.locator("main a[href*='/take-out/']").first.click()
        expect(lead.page.get_by_role("button", name="Take out of the group")).to_be_visible()
        lead.look()


def test_what_everybody_is_shown(browser: Browser, learned: Learned) -> None:
    there = learned.there
    with (
        learned.enter(browser, "reader") as member,
        learned.enter(browser, "lead") as lead,
    ):
        evidence.answer(member, there["others"], there["stranger"]["name"])
        shown = evidence.open_the_report(lead, there["programme"])
        expect(shown).to_contain_text("No figure: not published yet.")
        lead.go("/insights/teams/")
        expect(lead.page.get_by_text("Nothing is published yet")).to_be_visible()
        evidence.bring_with_mistakes(lead, there["values"], learned.folder)
        evidence.own_team(member, months=0)
        evidence.bring_well(lead, there["values"], learned.folder)
        evidence.own_team(member, months=TWO_YEARS)

    learned.when(at("12-01", "09:00"))
    with (
        learned.enter(browser, "reader", width=360) as member,
        learned.enter(browser, "lead") as lead,
    ):
        shown = evidence.open_the_report(lead, there["programme"])
        expect(shown).to_contain_text("On average people feel surer by")
        lead.picture("report", height=1700)
        theirs = evidence.open_the_report(member, there["programme"])
        assert theirs.text_content() == shown.text_content()
        evidence.take_files(lead)
        effect = evidence.see_the_effect(lead)
        lead.picture("effect", height=1240)
        assert evidence.see_the_effect(member).text_content() == effect.text_content()


def test_a_story_leaves_its_group_and_comes_back(
    browser: Browser, learned: Learned, record_property: Figure
) -> None:
    there = learned.there
    name, place = there["stranger"]["name"], there["stranger"]["site"]
    learned.when(at("12-01", "10:00"))
    with (
        learned.enter(browser, "author") as author,
        learned.enter(browser, "peer", width=360, dark=True) as peer,
    ):
        draft = telling.begin_with_the_log(author, there["group"], name, place)
        telling.heed_the_guard(author, name, place)
        telling.ask(author, there["peer"]["name"])
        telling.agree(peer)
        telling.let_out(author, draft)

    words = telling.OTHER_WORDS if there["by_meaning"] else telling.OWN_WORDS
    with learned.enter(browser, "reader") as reader:
        telling.look_for(reader, words, found=False)  # others of its week come with it
    learned.when(at("12-14", "09:00"))  # after a week without a visit one signs in anew
    with learned.enter(browser, "reader") as reader:
        telling.look_for(reader, words, found=True)
        story = telling.read(reader, there["author"]["name"])
        telling.look_around(reader)
        with learned.enter(browser, "author") as author:
            telling.take_back(author, story)
        telling.look_for(reader, words, found=False)
        assert reader.page.request.get(learned.site.address + story).status == 404
    _nothing_left_behind(learned.site, name, place)
    record_property(SEARCHED, nothing_leaked(learned.site))


def _nothing_left_behind(site: DrivenSite, name: str, place: str) -> None:
    """What stayed in groups, was taken out of a story or looked for stands in no file."""
    kept = b"".join(one.read_bytes() for one in [*site.data.rglob("*.sqlite3*"), site.log])
    named = telling.SITUATION % {"name": name, "place": place}
    assert name.encode() in kept  # which is no secret: the search works
    assert [
        one for one in (named, telling.OTHER_WORDS, remembering.WORDS) if one.encode() in kept
    ] == []
