"""How much of what was planted the guard sees, and how often it cries for nothing."""

import re

import pytest

from collegium.domain.disclosure import suspects
from tests.domain.disclosure.planted import (
    COUNTRIES,
    ENGLISH,
    GERMAN,
    HANDLES,
    HARMLESS,
    NAMES,
    OWN,
    PLACES,
    ROLES,
)

PLANTED = re.compile("⟨(.*?)⟩")


def marked(text: str) -> list[tuple[int, int]]:
    found = suspects(
        text,
        names=(*NAMES, *HANDLES),
        places=PLACES,
        roles=ROLES,
        countries=COUNTRIES,
        own=OWN,
    )
    return [(one.start, one.end) for one in found]


def missed(sentences: str) -> list[str]:
    """The planted passages of which the guard sees nothing."""
    gone = []
    for line in sentences.strip().splitlines():
        plain, start = PLANTED.sub(r"\1", line), line.index("⟨")
        end = start + len(PLANTED.findall(line)[0])
        if not any(begin < end and start < stop for begin, stop in marked(plain)):
            gone.append(line)
    return gone


@pytest.mark.parametrize("sentences", [ENGLISH, GERMAN], ids=["english", "german"])
def test_nineteen_of_twenty_planted_traces_are_seen(sentences: str) -> None:
    lines = sentences.strip().splitlines()
    recall = 1 - len(missed(sentences)) / len(lines)
    assert len(lines) >= 50
    assert recall >= 0.95, missed(sentences)


def test_few_harmless_sentences_are_marked() -> None:
    lines = HARMLESS.strip().splitlines()
    alarms = [line for line in lines if marked(line)]
    assert len(alarms) / len(lines) <= 0.05, alarms


@pytest.mark.parametrize("sentences", [ENGLISH, GERMAN], ids=["english", "german"])
def test_little_is_marked_beside_what_was_planted(sentences: str) -> None:
    lines = sentences.strip().splitlines()
    beside = [line for line in lines if len(marked(PLANTED.sub(r"\1", line))) > 1]
    assert len(beside) / len(lines) <= 0.05, beside


def test_without_a_roster_only_shapes_are_seen() -> None:
    lines = [PLANTED.sub(r"\1", one) for one in ENGLISH.strip().splitlines()]
    seen = sum(bool(suspects(line, names=(), places=(), roles=())) for line in lines)
    assert seen < len(lines) / 2
