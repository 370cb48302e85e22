import pytest

from collegium.domain.disclosure import suspects
from collegium.groups.models import Topic
from collegium.library.catalogue import WORDS, technique, techniques

CHALLENGES = (Topic.DELEGATING, Topic.HARD_FEEDBACK, Topic.FORMER_PEERS)


@pytest.mark.parametrize("topic", CHALLENGES)
def test_every_challenge_has_at_least_four_techniques(topic: Topic) -> None:
    assert sum(one.topic is topic for one in techniques("en")) >= 4


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_technique_says_everything_but_research(language: str) -> None:
    for one in techniques(language):
        assert all(getattr(one, part) for part in WORDS if part != "research"), one.slug


def test_the_german_is_german_throughout() -> None:
    pairs = zip(techniques("en"), techniques("de"), strict=True)
    assert all(english.slug == german.slug for english, german in pairs)
    assert not {one.what for one in techniques("en")} & {one.what for one in techniques("de")}
    for english, german in zip(techniques("en"), techniques("de"), strict=True):
        assert bool(english.research) == bool(german.research), english.slug


def test_slugs_are_unique_and_an_unknown_language_reads_english() -> None:
    slugs = [one.slug for one in techniques("en")]
    assert len(slugs) == len(set(slugs))
    assert techniques("tlh")[0].name == techniques("en")[0].name
    assert technique("no-such-thing", "en") is None


def test_no_technique_names_anybody() -> None:
    for one in techniques("en"):
        found = suspects(f"{one.what} {one.fits} {one.first_step}", names=(), places=(), roles=())
        assert not found, one.slug
