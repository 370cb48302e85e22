"""The demo world between its sessions: logs, check-ins, goals, and stories let out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from collegium.config.demo import texts
from collegium.config.demo.playing import Voice
from collegium.groups.models import Topic
from collegium.groups.queries import current_cycle
from collegium.library.actions import answer, ask_consent, let_out, write_story
from collegium.library.models import Consent
from collegium.library.stories import StoryText, Written
from collegium.practice.actions import (
    Said,
    Sheet,
    check_in,
    fill_worksheet,
    say,
    set_goal,
    set_group_goal,
    take_step,
    write_entry,
)
from collegium.practice.actions import reply as answer_in_thread
from collegium.practice.actions.log import Lines
from collegium.practice.models import Audience

AUDIENCES = (Audience.GROUP, Audience.BUDDY, Audience.GROUP, Audience.BUDDY, Audience.PRIVATE)
LOG_DAY = 6  # after a session: a day of work, as groups meet in the middle of the week
LOGGED = 0.85  # of all member weeks: people forget


def practise(voices: Sequence[Voice], *, began: datetime, now: datetime, chance: Random) -> None:
    """Weeks of practice up to now: three lines, a talk, a step towards the goal."""
    weeks = min(4, (now - began).days // 7)
    for place, voice in enumerate(voices):
        _goal(voice, began, weeks, chance)
        for week in range(1, weeks + 1):
            if chance.random() < LOGGED:
                _log(voice, place, week, began, chance)
    for week in range(1, weeks + 1):
        _talk(voices, week, began)
    _goal_of_all(voices, began, weeks, chance)
    _write_to_each_other(voices, began)
    _speak(voices, began, now, chance)


def _log(voice: Voice, place: int, week: int, began: datetime, chance: Random) -> None:
    own = voice.words["log"][(week - 1) % len(voice.words["log"])]
    audience = AUDIENCES[(place + week) % len(AUDIENCES)]
    if audience is Audience.PRIVATE:
        voice = voice.in_own_language()
    write_entry(
        voice.room,
        current_cycle(voice.room),
        once=_once(chance),
        week=week,
        lines=Lines(
            did=voice.say(own["did"]),
            happened=voice.say(own["happened"]),
            learned=voice.say(own["learned"]),
            attempts=chance.randint(1, 4),
            sure=min(90, 30 + 10 * week + chance.randrange(0, 21, 10)),
            audience=audience,
        ),
        now=began + timedelta(weeks=week - 1, days=LOG_DAY, hours=chance.randint(0, 5)),
    )


def _talk(voices: Sequence[Voice], week: int, began: datetime) -> None:
    note = texts.read("delegating")["check_in_note"]
    for place, voice in enumerate(voices):
        check_in(
            voice.room,
            current_cycle(voice.room),
            week=week,
            note=voice.say(note) if place == 0 else "",
            now=began + timedelta(weeks=week - 1, days=LOG_DAY, hours=-1),
        )


def _goal(voice: Voice, began: datetime, weeks: int, chance: Random) -> None:
    own: dict[str, Any] = voice.words["goal"]
    goal = set_goal(
        voice.room,
        current_cycle(voice.room),
        once=_once(chance),
        sentence=voice.say(own),
        unit=own[f"unit_{voice.language}"],
        start=0,
        target=own["target"],
        now=began + timedelta(hours=3),
    )
    for week, value in enumerate(own["steps"][:weeks]):
        day = (began + timedelta(weeks=week, days=LOG_DAY)).date()
        take_step(voice.room, goal.pk, on=day, value=value)


def _goal_of_all(voices: Sequence[Voice], began: datetime, weeks: int, chance: Random) -> None:
    own: dict[str, Any] = texts.read("delegating")["group_goal"]
    first = voices[0]
    goal = set_group_goal(
        first.room,
        current_cycle(first.room),
        once=_once(chance),
        sentence=first.say(own),
        unit=own[f"unit_{first.language}"],
        start=0,
        target=own["target"],
        now=began + timedelta(hours=4),
    )
    for week, value in enumerate(own["steps"][:weeks]):
        day = (began + timedelta(weeks=week, days=LOG_DAY)).date()
        take_step(voices[week % len(voices)].room, goal.pk, on=day, value=value)


def _write_to_each_other(voices: Sequence[Voice], began: datetime) -> None:
    """The worksheets of the first week."""
    written = texts.read("delegating")["worksheet"]
    for place, voice in enumerate(voices):
        own = written[place % len(written)]
        fill_worksheet(
            voice.room,
            current_cycle(voice.room),
            week=1,
            sheet=Sheet(**{part: voice.say(own[part]) for part in Sheet.__dataclass_fields__}),
            now=began + timedelta(days=2, hours=place),
        )


def _speak(voices: Sequence[Voice], began: datetime, now: datetime, chance: Random) -> None:
    """A question with feedback, and something that worked."""
    for place, own in enumerate(texts.read("delegating")["thread"]):
        at = min(began + timedelta(days=3 + 4 * place), now - timedelta(hours=6))
        voice = voices[place]
        said = Said(text=voice.say(own["text"]))
        post = say(voice.room, once=_once(chance), said=said, asks=own["asks"], now=at)
        for other, words in zip(voices[place + 1 :], own["replies"], strict=False):
            answer_in_thread(
                other.room,
                post.pk,
                once=_once(chance),
                said=Said(**{part: other.say(text) for part, text in words.items()}),
                now=at + timedelta(hours=2),
            )


def tell_stories(voices: Sequence[Voice], *, chance: Random, now: datetime) -> None:
    """A failure and a win leave the group, with everybody's consent."""
    tellers = sorted(voices, key=lambda voice: voice.room.person.language, reverse=True)
    for teller, story in zip(tellers, texts.read("delegating")["stories"], strict=False):
        voice = teller.in_own_language()
        draft = write_story(
            voice.room,
            Written(
                text=StoryText(
                    **{part: voice.say(story[part]) for part in StoryText.__dataclass_fields__}
                ),
                kind=story["kind"],
                topic=Topic.DELEGATING,
                language=voice.language,
                signed=story["kind"] == "win",
            ),
            once=_once(chance),
        )
        ask_consent(voice.room, draft, [voices[-1].room.member.pk])
        asked = dict(Consent.objects.filter(draft=draft).values_list("member", "pk"))
        for other in voices:
            if question := asked.get(other.room.member.pk):
                answer(other.room, draft, given=True, asked=question, now=now)
        let_out(voice.room, draft, today=(now - timedelta(days=14)).date())


def _once(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
