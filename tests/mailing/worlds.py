"""A group with a date, and moments around it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from collegium.groups.models import Group
from collegium.meetings.models import Kind, Session, SessionState
from collegium.people.models import Organisation
from tests.builders import a_group, a_programme, an_organisation, four_people

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # a Tuesday, 11:00 in Berlin
DAY = timedelta(days=1)


def a_group_of_four(organisation: Organisation | None = None) -> Group:
    """Ada, Grace, Emmy and Lise, in a running programme."""
    organisation = organisation or an_organisation()
    return a_group(a_programme(organisation), *four_people(organisation))


def a_date(group: Group, *, starts_at: datetime | None = NOW + 10 * DAY, **fields: Any) -> Session:
    """A confirmed Session One of the group's cycle."""
    defaults = {
        "kind": Kind.SESSION_ONE,
        "playbook": "session_one",
        "state": SessionState.CONFIRMED,
        "link": "https://meet.example/room",
    }
    cycle = group.cycles.get()
    return Session.objects.create(
        group=group, cycle=cycle, starts_at=starts_at, **(defaults | fields)
    )
