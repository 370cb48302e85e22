"""The report: whole, self-contained, readable by everybody."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Page

from collegium.domain.composition.problem import Participant
from collegium.groups.command.compose import main
from collegium.groups.command.report.mix import mixture
from tests.browsing import chromium
from tests.groups.command.rosters import address, roster_file, rules_file

SCREENS: list[tuple[Literal["light", "dark"], int]] = [("light", 360), ("dark", 1440)]
HOSTILE = '<script>alert("x")</script>'
ARABIC = "ليلى الهاشمي"


class Outline(HTMLParser):
    """Every tag with its attributes, and the tags that were never closed."""

    VOID = frozenset({"meta", "link", "img", "br", "rect", "circle", "line", "path"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with everything in it: a fault, somebody left out, names of every kind."""
    folder = tmp_path_factory.mktemp("report")
    changed = {f"p{at}": {"manager": address(1)} for at in range(2, 20)}
    changed["p3"] |= {"name": HOSTILE, "department": "R&D"}
    changed["p4"] |= {"name": ARABIC}
    changed["p5"] |= {"country": "Atlantis"}
    roster_file(folder, 20, **changed)
    vetoes = f"vetoes: [[{address(6)}, {address(7)}]]\n"
    rules = rules_file(folder, f"sizes: 4-7\nnever_alone: ['gender: woman']\n{vetoes}")
    options = ("--rules", str(rules), "--report", str(folder / "report.html"), "--skip-faulty")
    with translation.override("en"):
        roster, groups = str(folder / "roster.csv"), str(folder / "groups.csv")
        main([roster, "-o", groups, "--moves", "500", "--quiet", "--language", "en", *options])
    return folder / "report.html"


def test_it_is_whole_and_fetches_nothing(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    outline = Outline(page)
    assert not outline.open
    tags = Counter(tag for tag, _ in outline.tags)
    assert not {"script", "link", "img", "iframe", "object"} & set(tags)
    targets = {attrs["href"] for _, attrs in outline.tags if "href" in attrs}
    assert all(str(target).startswith("#") for target in targets)
    assert not [attrs for _, attrs in outline.tags if "style" in attrs or "src" in attrs]
    assert not re.findall(r"url\((?!\"data:)", page)
    assert "@import" not in page
    anchors = {f"#{attrs['id']}" for _, attrs in outline.tags if "id" in attrs}
    assert targets <= anchors
    ids = Counter(attrs["id"] for _, attrs in outline.tags if "id" in attrs)
    assert set(ids.values()) == {1}


def test_its_policy_lets_in_its_own_styles_only(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    proof = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(attrs["content"] for tag, attrs in Outline(page).tags if "http-equiv" in attrs)
    assert (
        policy == f"default-src 'none'; style-src 'sha256-{proof}'; img-src data:; base-uri 'none'"
    )


def test_it_says_how_good_what_is_kept_and_who_is_left_out(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    assert "It is proved that" in page
    assert "Nobody is the only one in a group with: gender “female”." in page
    assert "1 row of the roster takes no part" in page
    assert "Without a group" in page
    assert "Person 1<" in page
    assert "&lt;script&gt;alert(" in page
    assert HOSTILE not in page
    assert f"<bdi>{ARABIC}</bdi>" in page
    assert "R&amp;D" in page


def test_a_private_wish_is_not_mentioned(report: Path) -> None:
    text = re.sub(r"<[^>]*>", " ", report.read_text(encoding="utf-8")).lower()
    assert "veto" not in text
    assert "private" not in text


def test_german_numbers_do_not_spoil_pictures(report: Path) -> None:
    folder = report.parent
    page = folder / "bericht.html"
    with translation.override("en"):
        options = ("--report", str(page), "--skip-faulty", "--quiet", "--language", "de")
        main([str(folder / "roster.csv"), "-o", str(folder / "g.csv"), "--moves", "500", *options])
    text = page.read_text(encoding="utf-8")
    numbers = re.findall(r' (?:x|width|cx)="([^"]*)"', text)
    assert len(numbers) > 50
    assert not [number for number in numbers if "," in number]


def test_lots_are_drawn_for_the_same_people_and_sizes() -> None:
    teams = [
        [Participant(f"{at}-{team}", categories={"department": "abcdef"[at]}) for at in range(6)]
        for team in range(20)
    ]
    (mix,) = mixture(teams, seed=3).mixes
    assert mix.average == 6
    assert 3.5 < mix.average_by_lot < 4.5  # 6 (1 - (5/6)^6) = 3.99 with replacement
    assert [(band.kinds, band.groups, band.shade) for band in mix.ours] == [(6, 20, 0)]
    assert sum(groups for _, _, groups in mix.rows) == pytest.approx(20, abs=0.3)
    assert mixture(teams, seed=3) == mixture(teams, seed=3)


def watched(page: Page, asked: list[str], said: list[str]) -> None:
    """Note what a page asks for and what it complains of."""
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))


@pytest.mark.journey
def test_axe_finds_nothing_small_and_light_or_large_and_dark(report: Path) -> None:
    with chromium() as running:
        for scheme, width in SCREENS:
            page = running.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
            asked: list[str] = []
            said: list[str] = []
            watched(page, asked, said)
            page.goto(report.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found = Axe().run(page).response["violations"]
            assert [(issue["id"], issue["nodes"][0]["target"]) for issue in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
            assert not said
            page.close()
