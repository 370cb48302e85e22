"""A part that is drawn only where it changed looks like one that is drawn from nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

import pytest
from django.utils import timezone, translation
from jinja2.compiler import CodeGenerator

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, State
from collegium.meetings.live.drawing import Frame
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.live.rendering import Reader, Reading, Sketch, place_of
from collegium.meetings.live.splicing import Differences, Stretch, Text
from collegium.ui import jinja
from collegium.ui.compiling import Compiled
from tests.domain.playbook.chance import Chance
from tests.domain.playbook.rooms import Room
from tests.meetings.told import told as put_together

MEMBERS = ("ann", "ben", "cem", "dia")
NAMES = {one: one.title() for one in MEMBERS}
READERS = dict(zip(MEMBERS, [Reader("en", "UTC"), Reader("de", "UTC")] * 2, strict=True))


@pytest.fixture(autouse=True)
def _half_past_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


def a_sketch() -> Sketch:
    sketch = Sketch(place_of(UUID(int=1), UUID(int=2)))
    sketch.learn_names(NAMES, now=0)
    return sketch


def parts_of(sketch: Sketch, state: State) -> dict[str, dict[str, Text]]:
    with Reading() as reading:
        sketch.begin(state, reading)
        return {
            one: {**sketch.shared(reader), **sketch.own(one, reader)}
            for one, reader in READERS.items()
        }


def looked_at(sketch: Sketch, state: State) -> dict[str, dict[str, str]]:
    seen = parts_of(sketch, state)
    return {one: {name: str(text) for name, text in parts.items()} for one, parts in seen.items()}


@pytest.mark.parametrize(
    "slug", ["session_one", "session_two", "case_clinic", "troika", "buddy_check_in"]
)
def test_whatever_happens_nobody_is_left_with_an_old_part(slug: str) -> None:
    sketch = a_sketch()
    for state in under_way(told(slug, times=12, events=4)):
        assert looked_at(sketch, state) == looked_at(a_sketch(), state)


@pytest.mark.parametrize("slug", ["session_one", "troika"])
def test_whoever_is_told_what_is_new_sees_what_was_drawn(slug: str) -> None:
    dice = Random(slug)  # noqa: S311 - the same browsers at every run
    sketch = a_sketch()
    browsers = {one: Browser() for one in MEMBERS}
    for state in under_way(told(slug, times=25, events=1)):
        parts_of(sketch, state)
        differences: Differences = {}
        for one, browser in browsers.items():
            if dice.random() < 0.1:
                browser = browsers[one] = Browser()  # noqa: PLW2901 - somebody reloads
            reader = READERS[one]
            parts = (sketch.shared(reader), sketch.own(one, reader))
            if dice.random() < 0.8:  # else the line is slow
                browser.take(Frame(state.sequence, "running", parts), differences)
                assert browser.seen == {
                    name: str(text) for part in parts for name, text in part.items()
                }


class Browser:
    """Knows of the parts what it was told."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self.frame: Frame | None = None

    def take(self, frame: Frame, differences: Differences) -> None:
        if message := frame.message(self.frame, differences):
            self.seen = put_together(self.seen, json.loads(message)["parts"])
        self.frame = frame


def test_whoever_reads_in_no_zone_takes_nobody_elses_language_along() -> None:
    ann, ben = READERS["ann"], READERS["ben"]
    with translation.override("de"), Reading() as reading:
        reading.turn_to(ann)
        with pytest.raises(ZoneInfoNotFoundError):
            reading.turn_to(Reader("de", "No/Where"))
        reading.turn_to(ann)
        assert translation.get_language() == ann.language
        reading.turn_to(ben)
        assert translation.get_language() == ben.language


def test_forms_of_two_who_read_alike_are_not_told_again_for_each_other() -> None:
    room = Room(State(playbook("buddy_check_in")))
    room.play("ann", K.OPEN, members=["ann", "ben", "cem"], roles={}, partners=[])
    room.play("ben", K.JOIN)
    room.play("cem", K.JOIN)
    while not room.state.step.keep:
        room.play("ann", K.REVEAL if room.state.phase is Phase.WRITING else K.NEXT_STEP)
    for one in ("ann", "ben"):
        words = {"when": f"{one} is asked", "will": "wait"}
        room.play(one, K.CONTRIBUTE, slot="plan", words=words, marks={})
    sketch, reader = a_sketch(), READERS["ann"]

    def forms() -> list[Stretch]:
        with Reading() as reading:
            sketch.begin(room.state, reading)
            return [sketch.own(one, reader)["desk"].stretches[1] for one in ("ann", "ben")]

    before = forms()
    assert "ann is asked" in str(Text(before[:1]))
    room.play("cem", K.LEAVE)  # all desks are drawn again
    assert all(one is other for one, other in zip(forms(), before, strict=True))


def test_it_is_the_page_that_jinja_draws_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    slugs = "session_one", "session_two"
    states = [one for slug in slugs for one in told(slug, times=10, events=5)]
    ours = [looked_at(a_sketch(), one) for one in states]
    monkeypatch.setattr(Compiled, "code_generator_class", CodeGenerator)
    forget_templates()
    try:
        assert [unquoted(looked_at(a_sketch(), one)) for one in states] == list(map(unquoted, ours))
    finally:
        forget_templates()


def forget_templates() -> None:
    jinja._template.cache_clear()
    jinja._environment.cache_clear()


def told(slug: str, *, times: int, events: int) -> list[State]:
    """How a random session stands after so many events, so many times."""
    chance = Chance(playbook(slug), MEMBERS, Random(slug))  # noqa: S311 - the same story at every run
    states = []
    for _ in range(times):
        for _ in range(events):
            chance.happen()
        states.append(chance.state)
    return states


def under_way(states: list[State]) -> Iterator[State]:
    return takewhile(lambda state: state.phase is not Phase.ENDED, states)


def unquoted(seen: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Two ways to write an apostrophe are one."""
    return {
        one: {name: text.replace("&#x27;", "&#39;") for name, text in parts.items()}
        for one, parts in seen.items()
    }


def at_cards() -> Room:
    room = Room(State(playbook("session_one")))
    room.play("ann", K.OPEN, members=list(MEMBERS), roles={}, partners=[])
    for one in MEMBERS[1:]:
        room.play(one, K.JOIN)
    room.play("ann", K.NEXT_STEP)
    for one in MEMBERS:
        room.play(one, K.CONTRIBUTE, slot="card", words={"text": f"by {one}"}, marks={})
    return room


def changed(room: Room, member: str, kind: K, **data: object) -> dict[str, set[str]]:
    """Which parts are told anew to whom when something happens."""
    sketch = a_sketch()
    before = parts_of(sketch, room.state)
    room.play(member, kind, **data)
    after = parts_of(sketch, room.state)
    return {one: {k for k in after[one] if after[one][k] is not before[one][k]} for one in MEMBERS}


CARD = {"slot": "card", "words": {"text": "one more"}, "marks": {}}


def test_a_hidden_card_changes_the_desk_of_whoever_wrote_it() -> None:
    drawn = changed(at_cards(), "ben", K.CONTRIBUTE, **CARD)
    assert drawn == {one: {"desk"} if one == "ben" else set() for one in MEMBERS}


def test_a_shown_card_changes_what_all_see_and_one_desk() -> None:
    room = at_cards()
    room.play("ann", K.REVEAL)
    drawn = changed(room, "ben", K.CONTRIBUTE, **CARD)
    all_see = {"wall", "sort"}
    assert drawn == {one: all_see | {"desk"} if one == "ben" else all_see for one in MEMBERS}


def test_what_looks_as_it_did_is_not_told_again() -> None:
    drawn = changed(at_cards(), "dia", K.LEAVE)
    assert drawn["ann"] == {"stage", "desk", "host"}  # somebody to share with, a shorter rest
    assert drawn["ben"] == {"stage", "desk"}


def test_the_last_score_of_a_member_shows_on_the_stage() -> None:
    room = at_cards()
    room.play("ann", K.REVEAL)
    while room.state.step.key != "alternatives":
        room.wait_for_what_is_kept()
        room.play("ann", K.NEXT_STEP if room.state.phase is not Phase.WRITING else K.REVEAL)
    idea = room.write("ben", "alternative", "Ask first")
    marks = {"effect": 3, "effort": 3, "risk": 3, "fit": 3}
    score = {"slot": "score", "about": idea, "marks": marks}
    drawn = changed(room, "ben", K.CONTRIBUTE, **score)
    assert "stage" in drawn["ann"]


def test_a_hand_changes_the_stage_and_one_desk() -> None:
    drawn = changed(at_cards(), "ben", K.HAND, up=True)
    assert drawn == {one: {"stage", "desk"} if one == "ben" else {"stage"} for one in MEMBERS}


def test_the_last_plan_tells_the_host_that_nobody_need_be_asked_to_end() -> None:
    room = Room(State(playbook("buddy_check_in")))
    room.play("ann", K.OPEN, members=["ann", "ben"], roles={}, partners=[])
    room.play("ben", K.JOIN)
    while not room.state.step.keep:
        room.play("ann", K.REVEAL if room.state.phase is Phase.WRITING else K.NEXT_STEP)
    plan = {"slot": "plan", "words": {"when": "it rains", "will": "walk"}, "marks": {}}
    room.play("ann", K.CONTRIBUTE, **plan)
    if room.state.phase is Phase.WRITING:
        room.play("ann", K.REVEAL)
    sketch = a_sketch()
    assert "Ask the others" in looked_at(sketch, room.state)["ann"]["host"]
    room.play("ben", K.CONTRIBUTE, **plan)
    assert "Ask the others" not in looked_at(sketch, room.state)["ann"]["host"]
