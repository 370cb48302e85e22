"""The techniques as texts: complete in both languages, short, sourced, and in our own words."""

import re
from pathlib import Path

import pytest

from collegium.domain.disclosure import suspects
from collegium.groups.models import Topic
from collegium.library.catalogue import WORDS, techniques
from collegium.library.sources import Source, sources

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "de")
TOPICS = [topic for topic in Topic if topic is not Topic.OTHER]
LONGEST = {
    "name": 70,
    "what": 280,
    "fits": 140,
    "first_step": 240,
    "caution": 180,
    "research": 420,
}
# Figures that go round in talks and that no study carries.
HEARSAY = re.compile(r"\b(?:65|70|82|95)\s*(?:%|per ?cent|Prozent)|\+\s*23\s*%")
ALL = [(language, one) for language in LANGUAGES for one in techniques(language)]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_challenge_has_three_to_five_techniques(topic: Topic) -> None:
    assert 3 <= sum(one.topic is topic for one in techniques("en")) <= 5


def test_there_are_ten_challenges_and_about_forty_techniques() -> None:
    assert len(TOPICS) == 10
    assert 36 <= len(techniques("en")) <= 45


@pytest.mark.parametrize("part", WORDS)
def test_every_part_is_there_and_short(part: str) -> None:
    for language, one in ALL:
        text = getattr(one, part)
        assert 0 < len(text) <= LONGEST[part], (language, one.slug, len(text))
        assert not HEARSAY.search(text), (language, one.slug)


def test_slugs_are_unique_and_the_same_in_both_languages() -> None:
    slugs = [one.slug for one in techniques("en")]
    assert len(set(slugs)) == len(slugs)
    assert slugs == [one.slug for one in techniques("de")]
    assert all(re.fullmatch(r"[a-z][a-z-]{2,48}[a-z]", slug) for slug in slugs)


@pytest.mark.parametrize("part", WORDS)
def test_nothing_is_said_twice_or_left_untranslated(part: str) -> None:
    texts = [getattr(one, part) for _, one in ALL]
    if part == "research":  # a few techniques rest on the same study
        english = {getattr(one, part) for one in techniques("en")}
        assert not english & {getattr(one, part) for one in techniques("de")}
    else:
        assert len(set(texts)) == len(texts)


def test_what_research_says_names_the_works_it_rests_on() -> None:
    for language, one in ALL:
        assert one.sources, one.slug
        for source in one.sources:
            first = source.authors.split(",")[0].split(" ")[-1]
            assert first in one.research, (language, one.slug)
            assert str(source.year) in one.research, (language, one.slug)


def test_every_work_has_authors_year_title_and_place() -> None:
    for short, source in sources().items():
        assert source.authors, short
        assert source.title, short
        assert source.published, short
        assert 1900 < source.year < 2100, short
        assert not source.doi or re.fullmatch(r"10\.\d{4,5}/\S+", source.doi), short
        assert short.endswith(f"-{source.year}"), short


def test_a_work_without_a_lasting_address_has_no_link() -> None:
    assert Source("A. Author", 1999, "A book", "A press").address == ""
    assert Source("A. Author", 1999, "A", "B", "10.1000/x").address == "https://doi.org/10.1000/x"


def test_every_work_is_referred_to() -> None:
    used = {source for one in techniques("en") for source in one.sources}
    assert used == set(sources().values())


def test_what_to_do_points_at_nobody() -> None:
    for one in techniques("en"):
        text = f"{one.what} {one.fits} {one.first_step}"
        assert not suspects(text, names=(), places=(), roles=()), one.slug


def test_german_speaks_to_its_reader_politely() -> None:
    for one in techniques("de"):
        text = " ".join(getattr(one, part) for part in WORDS)
        assert not re.search(r"\b(?:du|dich|dir|dein\w*|euch|euer)\b", text), one.slug
        assert "Sie" in text, one.slug


def test_each_language_writes_figures_its_own_way() -> None:
    for language, one in ALL:
        wrong = r"\d,\d(?!\d\d)" if language == "en" else r"\d\.\d(?!\d\d)"
        assert not re.search(wrong, one.research), (language, one.slug)


def test_a_size_is_explained_wherever_one_is_given() -> None:
    measured = {one.slug for one in techniques("en") if one.measured}
    assert measured == {one.slug for one in techniques("de") if one.measured}
    assert {"one-moment", "where-all-can-read", "give-back-the-question"} <= measured
    assert "what-stays" not in measured


def test_the_docs_list_every_technique() -> None:
    page = (ROOT / "docs" / "use" / "techniques.md").read_text(encoding="utf-8")
    for topic in TOPICS:
        names = " · ".join(one.name for one in techniques("en") if one.topic is topic)
        assert f"| {topic.label} | {names} |" in page
