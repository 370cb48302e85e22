"""What people find after an upgrade. Run as a module on the upgraded data, it answers in JSON:

python -m tests.config.upgraded    pages that break, sealed texts that do not open, and how many of
                                   each were tried
"""

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the module is also read outside Django
    from collegium.people.models import Person

PARAMETERS = {"group_id", "programme_id", "session_id"}


def look() -> dict[str, Any]:
    """Open every page that such parameters lead to as everybody, and every sealed text."""
    broken, tried = [], 0
    for person, parameters in _people():
        for name, path in _paths(parameters):
            tried += 1
            if (status := _status(person, path)) >= 500:
                broken.append(f"{name}: {status}")
    opened, closed = _sealed_texts()
    return {"broken": sorted(set(broken)), "tried": tried, "opened": opened, "closed": closed}


def _people() -> "list[tuple[Person, dict[str, Any]]]":
    """A member, a facilitator, a lead and an administrator, with what stands near them."""
    from collegium.groups.models import Member
    from collegium.meetings.models import Session
    from collegium.people.models import Person, RoleName

    member = Member.objects.filter(group__sessions__state="ended").first()
    assert member is not None
    near = {
        "group_id": member.group_id,
        "programme_id": member.group.programme_id,
        "session_id": Session.objects.filter(group=member.group).latest("starts_at").pk,
    }
    others = (Person.objects.filter(roles__name=role).first() for role in RoleName)
    return [(person, near) for person in (member.person, *others) if person]


def _paths(parameters: dict[str, Any]) -> list[tuple[str, str]]:
    from django.urls import reverse

    from tests.architecture.addresses import addresses

    return [
        (one.name, reverse(one.name, kwargs={key: parameters[key] for key in one.parameters}))
        for one in addresses()
        if one.parameters <= PARAMETERS and not one.name.startswith(("demo", "account"))
    ]


def _status(person: "Person", path: str) -> int:
    from django.test import Client

    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(path).status_code


def _sealed_texts() -> tuple[int, int]:
    """How many sealed texts open, and how many do not."""
    from collegium.vault import keyring
    from collegium.vault.fields import read
    from collegium.vault.sealing import VaultError
    from tests.architecture.canaries import sealed_fields, sealed_models

    opened = closed = 0
    for model in sealed_models():
        for row in model._default_manager.all():
            for field in sealed_fields(model):
                try:
                    read(row, field.name, key=keyring.key_of(row.vault_scope))
                except VaultError:
                    closed += 1
                else:
                    opened += 1
    return opened, closed


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(look()))
