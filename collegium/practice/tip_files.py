"""The questions of the week, out of the files in `tips/`, one for each topic."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from collegium.groups.models import Topic

FOLDER = Path(__file__).parent / "tips"
GENERAL = Topic.OTHER
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Tip:
    """A question, and a small idea to go with it, by language."""

    key: str
    question: dict[str, str]
    idea: dict[str, str]

    def ask(self, language: str) -> str:
        """The question in a language, else in English."""
        return self.question.get(language, self.question[FALLBACK])

    def suggest(self, language: str) -> str:
        """The idea in a language, else in English."""
        return self.idea.get(language, self.idea[FALLBACK])


@cache
def tips_about(topic: Topic) -> tuple[Tip, ...]:
    """The tips of one topic in their order."""
    text = (FOLDER / f"{topic.value}.yaml").read_text(encoding="utf-8")
    return tuple(
        Tip(f"{topic.value}-{one['key']}", one["question"], one["idea"])
        for one in yaml.safe_load(text)["tips"]
    )


def tip_of_week(topic: Topic, *, cycle: int, week: int) -> Tip:
    """The tip for a week (from 1) of a group's cycle (from 1).

    A second cycle on the same topic goes on where the first ended; once all questions of a
    topic were asked the general ones follow.
    """
    own = tips_about(topic)
    pool = own if topic == GENERAL else (*own, *tips_about(GENERAL))
    return pool[((cycle - 1) * 4 + week - 1) % len(pool)]
