"""Every address that takes something, given what no browser would send: an answer, never an error.

PostgreSQL refuses a NUL, a text and a number too large for its column, where SQLite does not: what
only it could fall over is tried there, the rest on SQLite.
"""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.architecture.addresses import addresses
from tests.architecture.test_access import World

NASTY = {
    "sqlite": ("9999-12-31", "renew", "99999999999999999999999"),
    "postgresql": ("a\0b", "x" * 10_001, "99999999999999999999999"),
}
FIELDS = """
    about active agrees at attempts audience challenge change column_email column_month
    column_name column_value common_hours confirmed contribution current_values cycle date_order
    day decimal decision department did do effect email entry expected facilitator fate field
    first given goal groups happened held host keep kind language languages largest learned
    levels_apart link looked mails make_link members name next note now orientation page partial
    person persons place playbook practice_weeks purpose q retired second sentence session_one
    session_two shared should_be signed situation slot smallest start starts_on strengths style sure
    target technique text thing time_zone title to topic typed unit value wants when why will words
""".split()  # noqa: SIM905 - so many names read better as a text


@pytest.mark.parametrize("actor", ["member", "lead", "administrator"])
def test_bad_input_is_answered_and_never_breaks_anything(actor: str) -> None:
    world, client = World(), Client()
    person = world.people[actor]
    assert person is not None
    client.force_login(person)
    for address in addresses():
        if address.name == "account_logout" or address.parameters - world.values.keys():
            continue
        url = reverse(
            address.name, kwargs={name: world.values[name] for name in address.parameters}
        )
        for value in NASTY[connection.vendor]:
            typed = dict.fromkeys(FIELDS, value) | {"once": uuid4(), "key": uuid4()}
            assert client.post(url, typed).status_code < 500, (address.name, value[:20])
        assert (
            client.get(url, dict.fromkeys(FIELDS, NASTY[connection.vendor][0])).status_code < 500
        ), address.name
