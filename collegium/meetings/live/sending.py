"""From the flat fields of a form, posted or sent, to the data of an event."""

from collections.abc import Mapping

from collegium.domain.playbook import Reason, Refused
from collegium.domain.playbook.kinds import SLOTS

REFERENCES = ("slot", "about", "contribution", "to", "onto", "for", "role")
SWITCHES = ("early", "up")
COUNTED = ("case",)
FRAME = frozenset({"key", "kind", "csrfmiddlewaretoken", *REFERENCES, *SWITCHES, *COUNTED})
WORDS = frozenset(word for slot in SLOTS.values() for word in slot.words + slot.optional)
NO_MARKS = WORDS | FRAME


def event_data(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the data that `fields` stand for; whatever is no word is a number.

    Raises:
        Refused: a number is no whole number.

    """
    data: dict[str, object] = {name: fields[name] for name in REFERENCES if fields.get(name)}
    data |= {name: _is_on(fields[name]) for name in SWITCHES if fields.get(name)}
    data |= {name: _number(name, fields[name]) for name in COUNTED if fields.get(name)}
    words = {name: _whole(value) for name, value in fields.items() if name in WORDS}
    marks = {
        name: _number(name, value)
        for name, value in fields.items()
        if name not in NO_MARKS and str(value).strip()
    }
    return data | ({"words": words} if words else {}) | ({"marks": marks} if marks else {})


def _is_on(value: object) -> bool:
    return str(value) not in {"0", "False", "false"}


def _whole(value: object) -> object:
    """Half a character, as a browser may cut one, would never pass; a mark takes its place."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise Refused(Reason.OUT_OF_RANGE, name) from None
