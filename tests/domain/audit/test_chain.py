from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.audit import (
    BEGINNING,
    Act,
    Anchor,
    Broken,
    Fault,
    Link,
    Sound,
    anchor_in,
    canonical,
    mark_of,
    verify,
)

OURS, THEIRS = UUID(int=1), UUID(int=2)
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def an_act(number: int) -> Act:
    return Act(OURS, number, WHEN + timedelta(minutes=number), "role-granted", "page", UUID(int=7))


def linked(acts: Sequence[Act], before: bytes = BEGINNING) -> list[Link]:
    links = []
    for act in acts:
        before = mark_of(act, before=before)
        links.append(Link(act, before))
    return links


def a_chain(length: int) -> list[Link]:
    return linked([an_act(number) for number in range(1, length + 1)])


def end_of(links: Sequence[Link]) -> Anchor:
    return at(links, len(links))


def at(links: Sequence[Link], number: int) -> Anchor:
    return Anchor(OURS, number, links[number - 1].mark if number else BEGINNING)


@given(st.integers(0, 12), st.data())
def test_a_chain_as_it_was_written_is_sound(length: int, data: st.DataObject) -> None:
    links = a_chain(length)
    kept = at(links, data.draw(st.integers(0, length)))
    assert verify(links, head=end_of(links)) == Sound(end_of(links))
    assert verify(links, head=end_of(links), kept=kept if kept.number else None) == Sound(
        end_of(links)
    )
    rest = links[kept.number :]
    assert verify(rest, head=end_of(links), kept=kept, since=True) == Sound(end_of(links))


CHANGES = st.sampled_from(
    [
        {"at": WHEN},
        {"verb": "role-taken"},
        {"origin": "worker"},
        {"actor": None},
        {"actor": UUID(int=8)},
        {"kind": "person"},
        {"subject": UUID(int=9)},
        {"group": UUID(int=9)},
        {"detail": "lead"},
        {"amount": 0},
        {"reason": "because"},
    ]
)


@given(st.integers(1, 9), st.data(), CHANGES)
def test_a_changed_entry_is_the_first_that_is_named(
    length: int, data: st.DataObject, change: dict[str, object]
) -> None:
    links = a_chain(length)
    number = data.draw(st.integers(1, length))
    changed = replace(links[number - 1].act, **change)  # type: ignore[arg-type]  # drawn
    links[number - 1] = Link(changed, links[number - 1].mark)
    assert verify(links, head=end_of(links)) == Broken(number, Fault.CHANGED)


@given(st.integers(2, 9), st.data())
def test_an_entry_taken_out_is_named_even_where_it_was_the_last(
    length: int, data: st.DataObject
) -> None:
    links = a_chain(length)
    number = data.draw(st.integers(1, length))
    left = links[: number - 1] + links[number:]
    fault = Fault.CUT if number == length else Fault.MISSING
    assert verify(left, head=end_of(links)) == Broken(number, fault)


@given(st.integers(1, 9), st.data())
def test_whoever_writes_everything_anew_is_given_away_by_an_anchor(
    length: int, data: st.DataObject
) -> None:
    links = a_chain(length)
    kept = at(links, data.draw(st.integers(1, length)))
    number = data.draw(st.integers(1, kept.number))
    acts = [link.act for link in links]
    acts[number - 1] = replace(acts[number - 1], verb="role-taken")
    forged = linked(acts)
    assert verify(forged, head=end_of(forged)) == Sound(end_of(forged))
    found = verify(forged, head=end_of(forged), kept=kept)
    assert found == Broken(kept.number, Fault.NOT_THE_ANCHOR)
    if kept.number < length:  # the entry behind it does not fit the mark that was kept
        rest = forged[kept.number :]
        assert isinstance(verify(rest, head=end_of(forged), kept=kept, since=True), Broken)


@given(st.integers(1, 9), st.data())
def test_an_end_that_was_cut_off_everywhere_is_given_away_by_an_anchor(
    length: int, data: st.DataObject
) -> None:
    links = a_chain(length)
    shorter = links[: data.draw(st.integers(0, length - 1))]
    assert verify(shorter, head=end_of(shorter)) == Sound(end_of(shorter))
    for since in (False, True):
        rest = [] if since else shorter
        found = verify(rest, head=end_of(shorter), kept=end_of(links), since=since)
        assert found == Broken(len(shorter) + 1, Fault.CUT)


def test_an_entry_added_past_the_end_is_named() -> None:
    links = a_chain(4)
    assert verify(links, head=at(links, 3)) == Broken(4, Fault.BEYOND)


def test_an_entry_of_another_organisation_is_named() -> None:
    links = a_chain(2)
    moved = replace(an_act(2), organisation=THEIRS)
    links[1] = Link(moved, mark_of(moved, before=links[0].mark))
    assert verify(links, head=end_of(links)) == Broken(2, Fault.ELSEWHERE)


def test_an_end_with_another_mark_is_named() -> None:
    links = a_chain(2)
    assert verify(links, head=Anchor(OURS, 2, BEGINNING)) == Broken(2, Fault.CHANGED)


def test_acts_that_differ_in_anything_are_written_differently() -> None:
    act = Act(OURS, 1, WHEN, "a", "page", uuid4(), "b", uuid4(), uuid4(), "c", 1, "d")
    others: list[object] = [THEIRS, 2, WHEN + timedelta(microseconds=1), "x", "x", None, "x"]
    others += [None, None, "x", None, "x"]
    written = {
        canonical(replace(act, **{field.name: other}))  # type: ignore[arg-type]  # by name
        for field, other in zip(fields(Act), others, strict=True)
    }
    assert len(written | {canonical(act)}) == len(others) + 1
    assert canonical(replace(act, kind='b","x', detail="")) != canonical(act)


def test_the_same_moment_in_another_zone_is_the_same_entry() -> None:
    act = an_act(1)
    elsewhere = replace(act, at=act.at.astimezone(timezone(timedelta(hours=5))))
    assert mark_of(act, before=BEGINNING) == mark_of(elsewhere, before=BEGINNING)
    with pytest.raises(ValueError, match="zone"):
        canonical(replace(act, at=datetime(2026, 1, 1)))  # noqa: DTZ001 - refused for this


def test_the_form_never_changes() -> None:
    """Records written by an earlier version must verify for ever."""
    assert mark_of(an_act(1), before=BEGINNING).hex() == GOLDEN


GOLDEN = "47893693b34c426ba97e0b97abe5a3cc8b1acfb74a016e75399c54f1fb383369"


@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))
def test_an_anchor_comes_back_from_paper(number: int, mark: bytes) -> None:
    anchor = Anchor(OURS, number, mark)
    assert anchor_in(f" {anchor}\n") == anchor


@pytest.mark.parametrize("text", ["", "1:2:3", f"{OURS}:1:{'g' * 64}", f"{OURS}:-1:{'a' * 64}"])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="anchor"):
        anchor_in(text)
