"""Run apart: the record in a real SQLite file, its table made by the migration.

Four threads write at once; then somebody tries to change what stands there. Prints what came of it.
"""

import os
import threading
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collegium.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import DatabaseError, connection, connections, transaction  # noqa: E402 - as above

from collegium.audit.actions import note  # noqa: E402 - as above
from collegium.audit.queries import verified  # noqa: E402 - as above
from collegium.audit.verbs import Verb  # noqa: E402 - as above

OURS = UUID(int=1)


def write() -> None:
    """Ten entries in five transactions."""
    for _ in range(5):
        with transaction.atomic():
            note(Verb.KEYS_ROTATED, OURS)
            note(Verb.BACKUP_MADE, OURS)
    connections.close_all()


def refused(statement: str) -> bool:
    """Whether the database itself says no."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "only added to" in str(error)
    return False


call_command("migrate", "audit", verbosity=0)
workers = [threading.Thread(target=write) for _ in range(4)]
for one in workers:
    one.start()
for one in workers:
    one.join()
print(verified(OURS))  # noqa: T201 - read by the test
print(refused("UPDATE audit_entry SET verb = ''"), refused("DELETE FROM audit_entry"))  # noqa: T201 - read by the test
