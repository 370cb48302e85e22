"""Events go to JSON and back unchanged."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import Event, EventKind, from_json, to_json
from collegium.domain.playbook.events import EventError

_data = st.dictionaries(
    st.text(max_size=8),
    st.text(max_size=20) | st.integers(0, 100) | st.lists(st.text(max_size=5), max_size=3),
    max_size=4,
)


@given(
    st.integers(1),
    st.uuids(),
    st.text(min_size=1),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(EventKind),
    _data,
)
def test_an_event_survives_json(  # noqa: PLR0917 - hypothesis fills these in order
    sequence: int, key: object, actor: str, at: datetime, kind: EventKind, data: dict[str, object]
) -> None:
    event = Event(sequence, str(key), actor, at, kind, data)
    assert from_json(json.loads(json.dumps(to_json(event)))) == event


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("sequence", "1"),
        ("sequence", True),
        ("key", ""),
        ("actor", None),
        ("at", "yesterday"),
        ("at", "2026-03-02T09:00:00"),
        ("kind", "dance"),
        ("data", []),
    ],
)
def test_a_damaged_event_names_the_damaged_part(part: str, value: object) -> None:
    event = Event(1, "k", "ada", datetime(2026, 3, 2, tzinfo=UTC), EventKind.JOIN)
    with pytest.raises(EventError, match=f"^{part}$"):
        from_json({**to_json(event), part: value})
