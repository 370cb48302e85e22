"""What stands in a row, in words for its person: the words of the pages on which it was given."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collegium.library.memory_words import NUMBERS
from collegium.people.tongues import language_names
from collegium.practice.models import Moment
from collegium.practice.queries.item_sets import shipped_wording
from collegium.rights.ties import Model

type Record = Mapping[str, Any]

NAMES = ("group_name", "programme_name")  # beside the columns


def said(model: Model, name: str, record: Record) -> str:
    """A value of a record; empty where it says nothing."""
    value = record[name]
    if value is None or value in ("", [], {}):
        return ""
    if own := OWN_WORDS.get(f"{model._meta.label}.{name}"):
        return str(own(record))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = {} if name in NAMES else dict(_choices(model, name))
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    return _day_or_moment(value) if isinstance(value, str) else str(value)


def moment_said(moment: datetime) -> str:
    """A moment in the reader's zone."""
    return date_format(timezone.localtime(moment), _("j F Y, H:i"))


def _reading(record: Record) -> str:
    return str(NUMBERS.get(record["item"], record["item"]))


def _moment(record: Record) -> str:
    given = record["moment"]
    return str(Moment(given).label if given in Moment.values else given)


def _question(record: Record) -> str:
    worded = shipped_wording(record["item_set"], record["item"], get_language() or "")
    return worded or str(record["item"])


OWN_WORDS: Mapping[str, Callable[[Record], str]] = {
    "meetings.Reading.item": _reading,
    "meetings.Reading.moment": _moment,
    "practice.PulseAnswer.item": _question,
    "people.Person.languages": lambda record: language_names(record["languages"]),
}


def _choices(model: Model, name: str) -> Iterable[tuple[Any, Any]]:
    found: Iterable[tuple[Any, Any]] = getattr(model._meta.get_field(name), "flatchoices", ())
    return found


def _day_or_moment(text: str) -> str:
    found = _parsed(text)
    if isinstance(found, datetime) and timezone.is_aware(found):
        return moment_said(found)
    return date_format(found, _("j F Y")) if type(found) is date else text


def _parsed(text: str) -> date | datetime | None:
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        return parse_date(text) if len(text) == 10 else parse_datetime(text)
    except ValueError:
        return None
