"""Pages are served without the compiled engine: it would cost every process its memory."""

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions import Wish
from collegium.groups.models import Programme
from tests.builders import a_lead, an_organisation
from tests.groups.worlds import NOW, composed, in_preparation, participants_of
from tests.mailing.processes import workers_on

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

VISIT = """
import sys
import django
django.setup()
from django.test import Client
from collegium.people.models import Person
client = Client()
client.force_login(Person.objects.get(pk=sys.argv[1]))
for address in sys.argv[2:]:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
form = {"once": sys.argv[1], "mix": "widest_mix", "effort": "quick"}
assert client.post(sys.argv[2], form).status_code == 302
print(*sorted({"numba", "numpy", "ortools", "llvmlite"} & sys.modules.keys()))
"""


def test_no_page_loads_the_engine(tmp_path: Path) -> None:
    programme = in_preparation(an_organisation(), 12)
    lead = a_lead(programme.organisation)
    composed(programme, lead)
    waiting = in_preparation(programme.organisation, 8)
    run = actions.ask_for_groups(waiting, Wish(), by=lead, once=uuid4(), now=NOW)
    addresses = [
        reverse("groups:compose", args=[programme.pk]),
        reverse("groups:board", args=[programme.pk]),
        reverse("groups:move", args=[programme.pk, participants_of(programme)[0].pk]),
        reverse("groups:run", args=[programme.pk, programme.compositions.get().pk]),
        reverse("groups:run", args=[waiting.pk, run.pk]),
    ]
    environment = dict(workers_on(tmp_path, 1).environment)
    visit = subprocess.run(
        [sys.executable, "-c", VISIT, str(lead.pk), *addresses],
        env=environment | {"DJANGO_SETTINGS_MODULE": "collegium.config.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert visit.returncode == 0, visit.stderr
    assert visit.stdout.strip() == ""
    assert Programme.objects.count() == 2
