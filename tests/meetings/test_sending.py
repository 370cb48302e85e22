"""Flat fields become the data of an event, wherever they come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import Reason, Refused
from collegium.meetings.live.sending import event_data


def test_words_numbers_and_references_find_their_places() -> None:
    fields = {
        "kind": "contribute",
        "key": "k",
        "csrfmiddlewaretoken": "t",
        "slot": "plan",
        "when": "Monday",
        "will": "",
        "confidence_before": " 60 ",
        "safety_after": "",
    }
    assert event_data(fields) == {
        "slot": "plan",
        "words": {"when": "Monday", "will": ""},
        "marks": {"confidence_before": 60},
    }


def test_a_button_has_no_words() -> None:
    assert event_data({"kind": "reveal"}) == {}
    assert event_data({"kind": "end", "early": "1"}) == {"early": True}
    assert event_data({"contribution": "c", "to": "", "about": "a"}) == {
        "contribution": "c",
        "about": "a",
    }


@pytest.mark.parametrize("value", ["many", "1.5", "١x", "9" * 5000])
def test_what_is_no_whole_number_is_refused_by_name(value: str) -> None:
    with pytest.raises(Refused) as caught:
        event_data({"effect": value})
    assert (caught.value.reason, caught.value.field) == (Reason.OUT_OF_RANGE, "effect")


_values = st.none() | st.text(max_size=5) | st.integers() | st.lists(st.text(), max_size=2)


@given(st.dictionaries(st.text(max_size=8) | st.sampled_from(["slot", "text", "to"]), _values))
def test_whatever_a_browser_sends_is_data_or_refused(fields: dict[str, object]) -> None:
    try:
        data = event_data(fields)
    except Refused:
        return
    assert set(data) <= {"slot", "about", "contribution", "to", "early", "words", "marks"}
