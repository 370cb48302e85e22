"""A group about to meet, made inside a running site. Run as a module, it answers in JSON:

python -m tests.journeys.world session_one 17        a session that should have begun 17 minutes ago
"""

import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the module is also read outside Django
    from collegium.people.models import Person

PEOPLE = {
    "Amara Okafor": "en",
    "Bruno Keller": "de",
    "Chiara Russo": "en",
    "Daniel Weber": "en",
    "Elif Demir": "en",
    "Farah Haddad": "en",
}


def a_session_of_six(kind: str, minutes_ago: int) -> dict[str, Any]:
    """Make the group, its session and everybody's sign-in; the first one hosts."""
    from django.conf import settings
    from django.utils import timezone

    from tests.builders import a_group, a_person, a_programme, an_organisation
    from tests.meetings.live_sessions import a_session

    organisation = an_organisation()
    people = [
        a_person(organisation, name, language=language, languages=["en", "de"])
        for name, language in PEOPLE.items()
    ]
    live = a_session(kind, a_group(a_programme(organisation), *people))
    live.session.starts_at = timezone.now() - timedelta(minutes=minutes_ago)
    live.session.save()
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "path": f"/groups/{live.group.pk}/sessions/{live.session.pk}/",
        "cookies": {person.name: cookie(person) for person in people},
    }


def cookie(person: "Person") -> str:
    """Sign somebody in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(a_session_of_six(sys.argv[1], int(sys.argv[2])), sys.stdout)
