"""The demo world's pages of numbers, before and after its cycle.

With chances of their own, so that nothing else in the world hangs on them.
"""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from collegium.config.demo.playing import Voice
from collegium.domain.evidence.items import Moment, Question, questions
from collegium.people.models import Person
from collegium.practice.actions.pulse import Told, answer_pulse
from collegium.practice.queries.item_sets import sets_asked

ANSWERED = 0.9
GAINED = 1  # of a scale's steps, from before to after
KNOWN, MET = 3, 2  # colleagues one could call before, and more of them after


def tell_numbers(voices: Sequence[Voice], moment: Moment, *, now: datetime) -> None:
    """Most members answer, and could call more people at the end, most of all each other."""
    group = voices[0].room.group
    asked = tuple(questions(sets_asked(group.organisation_id), moment))
    colleagues = list(group.organisation.persons.filter(is_active=True, level=4).order_by("number"))
    for place, voice in enumerate(voices):
        chance = Random(f"{group.number}/{place}")  # noqa: S311 - an invented world, not a secret
        told = Told(
            [(one, _value(one, chance)) for one in asked],
            _whom(voice, voices, colleagues, moment, chance),
        )
        if chance.random() < ANSWERED:
            answer_pulse(voice.room, moment, told, now=now)


def _value(question: Question, chance: Random) -> int:
    item = question.item
    middle = (item.low + item.high) // 2 + (question.moment is Moment.AFTER) * GAINED
    return min(item.high, max(item.low, middle + chance.choice((-1, 0, 0, 1))))


def _whom(
    voice: Voice,
    voices: Sequence[Voice],
    colleagues: Sequence[Person],
    moment: Moment,
    chance: Random,
) -> list[Person]:
    me = voice.room.person
    others = [one for one in colleagues if one != me]
    known = chance.sample(others, KNOWN)
    if moment is Moment.BEFORE:
        return known
    peers = [one.room.person for one in voices if one is not voice]
    met = chance.sample(others, MET)
    return list(dict.fromkeys([*known, *met, *chance.sample(peers, len(peers) - 1)]))
