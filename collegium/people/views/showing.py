"""A preview as its page shows it: words for codes, values as people read them, lists cut."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collegium.people.queries import Preview
from collegium.people.roster import Changed, Changes
from collegium.people.tongues import language_names
from collegium.people.views.tables import mistakes_shown
from collegium.people.words import FIELD_NAMES, problem_texts

SHOWN = 100


def shown(preview: Preview) -> dict[str, object]:
    """The context of the page."""
    changes = preview.changes
    return {
        "reading": preview.reading,
        "changes": changes,
        "added": [person.particulars for person in changes.added[:SHOWN]],
        "changed": [_changed(change) for change in changes.changed[:SHOWN]],
        "deactivated": [person.particulars for person in changes.deactivated[:SHOWN]],
        "kept": [person.particulars for person in changes.kept[:SHOWN]],
        **mistakes_shown(preview.problems, FIELD_NAMES, problem_texts),
        "shown": SHOWN,
        "many_leave": _many_leave(changes),
        "nothing": not (changes.added or changes.changed or changes.deactivated),
    }


def _many_leave(changes: Changes) -> bool:
    """More than half of those who are active now, and more than a handful."""
    stay = len(changes.kept) + len(changes.unchanged)
    stay += sum(change.standing.active for change in changes.changed)
    return len(changes.deactivated) > max(stay, 5)


def _changed(change: Changed) -> dict[str, object]:
    return {
        "name": change.after.name,
        "email": change.standing.particulars.email,
        "differences": [
            (FIELD_NAMES[it.field], _value(it.field, it.before), _value(it.field, it.after))
            for it in change.differences
        ],
    }


def _value(field: str, value: object) -> str:
    """A particular in words; nothing is a dash."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, tuple):
        words: Iterable[str] = (str(word) for word in value)
        text = language_names(words) if field == "languages" else ", ".join(words)
        return text or "–"
    return str(value) if value not in {None, ""} else "–"
