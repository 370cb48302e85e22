"""A process that brings one roster file through its pages and says what each step took."""

import json
import resource
import sys
import time
from pathlib import Path
from uuid import uuid4

from django.test import Client

from collegium.config import serving
from collegium.people.forms import MappingForm
from collegium.people.models import Person, RoleName, RosterUpload
from collegium.people.queries.imports import table_of
from tests.builders import a_lead, an_organisation, with_role


def main(path: Path) -> None:
    """Print, as JSON, status and seconds of each step, and what it took in all."""
    client = Client()
    client.force_login(_lead())
    steps: list[tuple[int, float]] = []

    def step(address: str, data: dict[str, object] | None) -> str:
        began = time.monotonic()
        response = client.get(address) if data is None else client.post(address, data)
        steps.append((response.status_code, round(time.monotonic() - began, 2)))
        return response.headers.get("Location", "")

    with path.open("rb") as file:
        columns = step("/people/import/", {"file": file, "once": str(uuid4())})
    if columns:
        changes = columns.removesuffix("columns/")
        step(columns, None)
        step(columns, _guessed())
        step(changes, None)
        step(changes, {})
    used = resource.getrusage(resource.RUSAGE_SELF)
    found = {
        "steps": steps,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss // 1024,
        "people": Person.objects.count(),
    }
    print(json.dumps(found))


def _guessed() -> dict[str, object]:
    """The page with the columns, filled in as it comes."""
    upload = RosterUpload.objects.latest("created_at")
    form = MappingForm(None, table=table_of(upload), stored=upload.mapping)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def _lead() -> Person:
    """Whoever brings the files; with the first, the databases are made."""
    serving.bring_up_to_date()
    found = Person.objects.filter(name="Lea Lind").first()
    return found or with_role(a_lead(an_organisation()), RoleName.ADMINISTRATOR)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
