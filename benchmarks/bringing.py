"""A process that brings one roster file through its pages and says what each step took."""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from uuid import uuid4

from django.test import Client

from collegium.config import serving
from collegium.config.memory import give_back_large_blocks
from collegium.people.forms import MappingForm
from collegium.people.models import Person, RoleName, RosterUpload
from collegium.people.queries.imports import table_of
from tests.builders import a_lead, an_organisation, with_role

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

BETWEEN = "between-the-parts"


def main(path: Path) -> None:
    """Print, as JSON, status and seconds of each step, and what it took in all."""
    serving.bring_up_to_date()
    found = Person.objects.filter(name="Lea Lind").first()
    lead = found or with_role(a_lead(an_organisation()), RoleName.ADMINISTRATOR)
    steps, _ = brought(lead, path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "steps": steps,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss // 1024,
        "people": Person.objects.count(),
    }
    print(json.dumps(told))


def brought(by: Person, path: Path) -> tuple[list[tuple[int, float]], str]:
    """Bring a file through its pages: status and seconds of each step, and the last page."""
    give_back_large_blocks()  # as a server does
    client = Client()
    client.force_login(by)
    steps: list[tuple[int, float]] = []

    def step(ask: Callable[[], "_MonkeyPatchedWSGIResponse"]) -> "_MonkeyPatchedWSGIResponse":
        began = time.monotonic()
        response = ask()
        steps.append((response.status_code, round(time.monotonic() - began, 2)))
        return response

    response = step(lambda: _chosen(client, path))
    if columns := response.headers.get("Location"):
        changes = columns.removesuffix("columns/")
        step(lambda: client.get(columns))
        guessed = _guessed()
        step(lambda: client.post(columns, guessed))
        step(lambda: client.get(changes))
        response = step(lambda: client.post(changes, {}))
    return steps, response.content.decode()


def _chosen(client: Client, path: Path) -> "_MonkeyPatchedWSGIResponse":
    """Send a file as a server gets it: piece by piece. Django's client holds it three times."""
    head = (
        f'--{BETWEEN}\r\nContent-Disposition: form-data; name="once"\r\n\r\n{uuid4()}\r\n'
        f'--{BETWEEN}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    with TemporaryFile() as body, path.open("rb") as file:
        body.write(head.encode())
        shutil.copyfileobj(file, body)
        body.write(f"\r\n--{BETWEEN}--\r\n".encode())
        length = body.tell()
        body.seek(0)
        return client.request(
            REQUEST_METHOD="POST",
            PATH_INFO="/people/import/",
            CONTENT_TYPE=f"multipart/form-data; boundary={BETWEEN}",
            CONTENT_LENGTH=str(length),
            **{"wsgi.input": body},
        )


def _guessed() -> dict[str, object]:
    """The page with the columns, filled in as it comes."""
    upload = RosterUpload.objects.latest("created_at")
    form = MappingForm(None, table=table_of(upload), stored=upload.mapping)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
