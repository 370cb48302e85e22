"""Words taken back out of a session are gone from every row, and its log still adds up."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from collegium.domain.playbook import Contribution, State, outcomes
from collegium.domain.playbook.taking_back import GONE
from collegium.groups.models import GroupRow
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries.hands import hand_of
from collegium.groups.rooms import Hand
from collegium.meetings.actions.keeping import _kept
from collegium.meetings.actions.own_words import (
    SessionRunsError,
    take_back_all,
    take_back_outcome,
    take_back_pile,
)
from collegium.meetings.live import memory
from collegium.meetings.models import Kind, Outcome, SessionEvent
from collegium.meetings.queries.own_words import left_by, piles_named_by, said_by
from collegium.vault import keyring
from collegium.vault.fields import read
from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")

CARD = "I took the report back two days before"
FIRST = "I gave it to Tom who never complains"
WITHDRAWN = "Something about my boss"
PILE = "Taking it back"


@pytest.fixture
def live() -> LiveGroup:
    """A Session One with a first version, an entry withdrawn, a pile named and a plan changed."""
    memory.forget()
    live = opened(step="did_not_work")
    card = live.write(1, "card", FIRST)
    live.do(1, "edit", {"contribution": card, "words": {"text": CARD}})
    other = live.write(2, "card", "Mine came back as well")
    gone = live.write(1, "card", WITHDRAWN)
    live.do(1, "withdraw", {"contribution": gone})
    live.do(0, "reveal")
    live.do(2, "group", {"contribution": other, "onto": card})
    live.do(1, "name_pile", {"contribution": card, "words": {"text": PILE}})
    live.go_to("alternatives")
    live.write(1, "alternative", "Agree on two checkpoints")
    live.go_to("plan")
    live.plan(1)
    words = {"when": "Monday comes", "will": "say nothing for five minutes"}
    live.do(1, "contribute", {"slot": "plan", "words": words})
    live.plan(2)
    live.finish()
    return live


def hand(live: LiveGroup, number: int) -> Hand:
    return hand_of(live.room(number))


def opened_rows(live: LiveGroup) -> str:
    """Every sealed body of the group, decrypted, as one text."""
    key = keyring.key_of(live.group.pk)
    models: tuple[type[GroupRow], ...] = (SessionEvent, Outcome)
    return "\n".join(
        str(read(row, "body", key=key)) for model in models for row in model._default_manager.all()
    )


def state(live: LiveGroup) -> State:
    memory.forget()
    return live.state()


def kept(live: LiveGroup) -> list[tuple[str, str, dict[str, Any]]]:
    key = keyring.key_of(live.group.pk)
    return [
        (row.kind, str(row.member_id or ""), read(row, "body", key=key))
        for row in Outcome.objects.filter(session=live.session).order_by("position")
    ]


def derived(state: State) -> list[tuple[str, str, dict[str, Any]]]:
    """What the log adds up to, as the rows hold it."""
    found = _kept(outcomes(state))
    return [(kind, member, json.loads(json.dumps(body))) for kind, member, body in found]


def of_kind(live: LiveGroup, number: int, kind: str) -> Outcome:
    return Outcome.objects.get(kind=kind, member=live.room(number).member)


def without_words(entries: tuple[Contribution, ...]) -> Iterator[Contribution]:
    for one in entries:
        yield replace(one, words={})


def test_one_card_goes_in_each_of_its_versions_and_nothing_else(live: LiveGroup) -> None:
    before = opened_rows(live)
    assert CARD in before
    assert FIRST in before
    take_back_outcome(hand(live, 1), of_kind(live, 1, "card").pk)
    after = opened_rows(live)
    assert CARD not in after
    assert FIRST not in after
    for stays in ("Mine came back as well", "say nothing for five minutes", PILE):
        assert stays in after


def test_a_plan_goes_with_the_version_before_it(live: LiveGroup) -> None:
    take_back_outcome(hand(live, 1), of_kind(live, 1, "plan").pk)
    mine = str([one.words for one in said_by(hand(live, 1))])
    assert "Monday" not in mine
    assert "say nothing" not in mine
    assert CARD in mine
    assert of_kind(live, 2, "plan").pk in {one.id for one in left_by(hand(live, 2))}


@pytest.mark.parametrize("kind", ["card", "plan", "alternative"])
def test_the_log_still_adds_up_to_what_was_kept(live: LiveGroup, kind: str) -> None:
    before = state(live)
    take_back_outcome(hand(live, 1), of_kind(live, 1, kind).pk)
    after = state(live)
    assert list(without_words(after.contributions)) == list(without_words(before.contributions))
    assert (after.sequence, after.keys, after.piles) == (before.sequence, before.keys, before.piles)
    assert derived(after) == kept(live)


def test_everything_goes_and_the_log_still_adds_up(live: LiveGroup) -> None:
    before = state(live)
    take_back_all(hand(live, 1))
    everything = opened_rows(live)
    for text in (CARD, FIRST, WITHDRAWN, PILE, "checkpoints", "say nothing"):
        assert text not in everything
    assert "Mine came back as well" in everything
    after = state(live)
    assert list(without_words(after.contributions)) == list(without_words(before.contributions))
    assert derived(after) == kept(live)
    assert {text for one in said_by(hand(live, 1)) for text in one.words.values()} == {GONE}
    assert left_by(hand(live, 1)) == ()


def test_the_name_of_a_pile_goes_alone(live: LiveGroup) -> None:
    before = state(live)
    (named,) = piles_named_by(hand(live, 1))
    assert named.words == {"text": PILE}
    assert piles_named_by(hand(live, 2)) == ()
    with pytest.raises(NotYoursError):
        take_back_pile(hand(live, 2), named.id)
    for _ in range(2):
        take_back_pile(hand(live, 1), named.id)
    after = opened_rows(live)
    assert PILE not in after
    assert CARD in after
    assert state(live).contributions == before.contributions
    assert derived(state(live)) == kept(live)
    assert piles_named_by(hand(live, 1)) == ()
    card = next(one for one in SessionEvent.objects.filter(member=live.room(1).member))
    with pytest.raises(NotYoursError):
        take_back_pile(hand(live, 1), card.pk)
    assert opened_rows(live) == after


def test_twice_is_once(live: LiveGroup) -> None:
    take_back_all(hand(live, 1))
    first = opened_rows(live)
    take_back_all(hand(live, 1))
    assert opened_rows(live) == first


def test_nobody_takes_back_what_another_said(live: LiveGroup) -> None:
    before = opened_rows(live)
    with pytest.raises(NotYoursError):
        take_back_outcome(hand(live, 1), of_kind(live, 2, "plan").pk)
    assert opened_rows(live) == before


def test_a_session_under_way_stands_as_it_is() -> None:
    memory.forget()
    live = opened(step="did_not_work")
    live.write(1, "card", CARD)
    with pytest.raises(SessionRunsError):
        take_back_all(hand(live, 1))
    assert CARD in opened_rows(live)


def test_what_another_process_remembers_is_not_shown_any_more(live: LiveGroup) -> None:
    memory.remember(live.session.pk, live.state())
    take_back_all(hand(live, 1))
    assert CARD not in str(live.state().contributions)


def test_a_promise_that_others_signed_is_the_groups() -> None:
    memory.forget()
    live = opened(kind=Kind.ORIENTATION, step="agreements")
    shared = live.write(1, "agreement", "We start on time")
    alone = live.write(1, "agreement", "I bring cake")
    for number in (1, 2):
        live.do(number, "sign", {"contribution": shared})
    live.do(1, "sign", {"contribution": alone})
    live.finish()
    before = state(live)
    take_back_all(hand(live, 1))
    everything = opened_rows(live)
    assert "We start on time" in everything
    assert "I bring cake" not in everything
    after = state(live)
    assert list(without_words(after.contributions)) == list(without_words(before.contributions))
    assert derived(after) == kept(live)
