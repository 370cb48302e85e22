"""The questions of the week and what to read with them, out of the files in `tips/`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from collegium.groups.models import Topic

FOLDER = Path(__file__).parent / "tips"
GENERAL = Topic.OTHER
FALLBACK = "en"
ROUNDS = 3  # how often each theme can come in the longest practice


class Theme(StrEnum):
    """What of a member's own Session One a question comes back to."""

    TECHNIQUE = "technique"  # their plan
    OBSTACLE = "obstacle"  # what they named as standing in the way
    CHALLENGE = "challenge"


# One after the other, so that each theme comes back at even distances.
TURNS = (Theme.TECHNIQUE, Theme.OBSTACLE, Theme.CHALLENGE)


@dataclass(frozen=True, slots=True)
class Tip:
    """A question, and a small idea to go with it, by language."""

    key: str
    theme: Theme
    question: dict[str, str]
    idea: dict[str, str]

    def ask(self, language: str) -> str:
        """The question in a language, else in English."""
        return self.question.get(language, self.question[FALLBACK])

    def suggest(self, language: str) -> str:
        """The idea in a language, else in English."""
        return self.idea.get(language, self.idea[FALLBACK])


@dataclass(frozen=True, slots=True)
class Resource:
    """Something worth reading: a technique's page in the library, by its slug."""

    slug: str
    name: dict[str, str]

    def title(self, language: str) -> str:
        """Its name in a language, else in English."""
        return self.name.get(language, self.name[FALLBACK])


@cache
def tips_about(topic: Topic) -> tuple[Tip, ...]:
    """The tips of one topic in their order."""
    return _read(topic.value, Theme.CHALLENGE)


@cache
def tips_on(theme: Theme) -> tuple[Tip, ...]:
    """The tips that come back to a member's own plan or obstacle, in their order."""
    return _read(theme.value, theme)


@cache
def resources_about(topic: Topic) -> tuple[Resource, ...]:
    """What there is to read about a topic; there may be nothing."""
    found = yaml.safe_load((FOLDER / "resources.yaml").read_text(encoding="utf-8"))
    return tuple(Resource(one["slug"], one["name"]) for one in found[topic.value])


def tip_of_week(topic: Topic, *, cycle: int, week: int) -> Tip:
    """The tip for a week (from 1) of a group's cycle (from 1).

    The themes take turns. A second cycle goes on where the first ended; once all questions of a
    topic were asked the general ones follow.
    """
    turn, theme = divmod(week - 1, len(TURNS))
    pool = _pool(topic) if TURNS[theme] is Theme.CHALLENGE else tips_on(TURNS[theme])
    return pool[((cycle - 1) * ROUNDS + turn) % len(pool)]


def resource_of_week(topic: Topic, *, cycle: int, week: int) -> Resource | None:
    """What to read in a week, another one each week as long as there are some."""
    found = resources_about(topic)
    return found[((cycle - 1) * ROUNDS + week - 1) % len(found)] if found else None


def _pool(topic: Topic) -> tuple[Tip, ...]:
    own = tips_about(topic)
    return own if topic == GENERAL else (*own, *tips_about(GENERAL))


def _read(name: str, theme: Theme) -> tuple[Tip, ...]:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(
        Tip(f"{name}-{one['key']}", theme, one["question"], one["idea"])
        for one in yaml.safe_load(text)["tips"]
    )
