"""How twenty minutes of two buddies go, out of the playbook that their organisation follows."""

from dataclasses import dataclass

from collegium.groups.rooms import Room
from collegium.meetings.live.playbooks import in_force

KEY = "buddy_check_in"


@dataclass(frozen=True, slots=True)
class TalkStep:
    """One part of the talk."""

    title: str
    minutes: int
    prompt: str


@dataclass(frozen=True, slots=True)
class Talk:
    """The whole of it; `key` names the playbook in addresses."""

    key: str
    minutes: int
    steps: tuple[TalkStep, ...]


def talk_for(room: Room, *, people: int, language: str) -> Talk:
    """The talk of so many people in a language (one query)."""
    book = in_force(room.group.organisation_id, KEY).book
    return Talk(
        key=KEY,
        minutes=book.minutes_for(people),
        steps=tuple(
            TalkStep(
                step.title.in_language(language),
                step.minutes_for(people),
                step.prompt.in_language(language),
            )
            for step in book.steps
        ),
    )
