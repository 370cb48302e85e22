"""The demo world after its sessions: what came of techniques, and what members recommend."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from collegium.config.demo import texts
from collegium.config.demo.playing import Voice
from collegium.groups.models import Topic
from collegium.groups.queries import current_cycle
from collegium.library.actions.resources import Recommended, recommend
from collegium.library.actions.reviews import Tried, say_result
from collegium.library.models import Effect

# How many of ten who tried a technique say which effect it had; the rest made it worse.
TRIED = {
    "agree-when-to-look": (7, 2),
    "give-back-the-question": (5, 3),
    "outcome-and-limits": (6, 2),
}
SELDOM = "small-whole-task"  # so few that nothing can be told of it


def look_back(voices: Sequence[Voice], *, now: datetime, chance: Random) -> None:
    """Everybody says what came of one or two techniques."""
    for place, voice in enumerate(voices):
        slugs = chance.sample(list(TRIED), 2) if place else [SELDOM]
        for slug in slugs:
            tried = Tried(slug, _effect(slug, chance), chance.randint(2, 6))
            say_result(voice.room, current_cycle(voice.room), tried, now=now)


def recommend_some(voices: Sequence[Voice], *, now: datetime, chance: Random) -> None:
    """A book, an article, and somebody who may be asked."""
    said: list[dict[str, Any]] = texts.read("resources")["resources"]
    for member, own in zip(voices, said, strict=False):
        voice = member.in_own_language()
        recommended = Recommended(
            kind=own["kind"],
            topic=Topic.DELEGATING,
            technique=own["technique"],
            language=voice.language,
            title=voice.say(own["title"]),
            link=own.get("link", ""),
            why=voice.say(own["why"]),
            signed=own["signed"],
        )
        once = UUID(int=chance.getrandbits(128), version=4)
        recommend(voice.room.person, recommended, once=once, now=now)


def _effect(slug: str, chance: Random) -> Effect:
    helped, same = TRIED.get(slug, (5, 3))
    drawn = chance.randrange(10)
    if drawn < helped:
        return Effect.HELPED
    return Effect.SAME if drawn < helped + same else Effect.WORSE
