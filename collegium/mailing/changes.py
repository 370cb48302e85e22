"""Whether anything was written since: what has happened is looked for only then."""

from django.db import connection

type Mark = tuple[object, ...]


def mark() -> Mark:
    """Something that is another after every commit to the main database (one cheap query).

    It says nothing across connections: a new one calls for a new look.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA data_version")  # of others' commits
            own = connection.connection.total_changes
        else:
            cursor.execute("SELECT pg_current_snapshot()::text")
            own = 0
        return (connection.connection, *cursor.fetchone(), own)
