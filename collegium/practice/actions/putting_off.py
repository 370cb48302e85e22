"""Putting off what waits."""

from datetime import datetime

from collegium.people.actions.rhythm import snooze
from collegium.people.models import Person
from collegium.practice.queries.today import today, tomorrow_morning


def not_today(person: Person, key: str, *, now: datetime) -> bool:
    """Put one thing that waits for a person off until tomorrow; whether there was such a thing.

    Doing it twice changes nothing: what was put off waits no more.
    """
    offered = {one.snooze for one in today(person, language="en", now=now).now if one.snooze}
    if key not in offered:
        return False
    snooze(person, key, tomorrow_morning(person, now), now=now)
    return True
