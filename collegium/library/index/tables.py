"""What the text search of each database needs beside the model's own table.

Made after every migration, because SQLite loses triggers whenever Django rebuilds a table.
Triggers keep SQLite's text search the same as the table: a row that goes is not found any more,
in the same transaction, however it went.
"""

from collections.abc import Iterator
from sqlite3 import sqlite_version_info
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from collegium.library.models import Entry

ON_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_words USING fts5(title_words, words)",
    """CREATE TRIGGER IF NOT EXISTS library_words_in AFTER INSERT ON library_entry BEGIN
        INSERT INTO library_words(rowid, title_words, words)
        VALUES (new.number, new.title_words, new.words); END""",
    """CREATE TRIGGER IF NOT EXISTS library_words_out AFTER DELETE ON library_entry BEGIN
        DELETE FROM library_words WHERE rowid = old.number; END""",
    """CREATE TRIGGER IF NOT EXISTS library_words_anew AFTER UPDATE ON library_entry BEGIN
        DELETE FROM library_words WHERE rowid = old.number;
        INSERT INTO library_words(rowid, title_words, words)
        VALUES (new.number, new.title_words, new.words); END""",
    "DELETE FROM library_words WHERE rowid NOT IN (SELECT number FROM library_entry)",
    """INSERT INTO library_words(rowid, title_words, words)
        SELECT number, title_words, words FROM library_entry
        WHERE number NOT IN (SELECT rowid FROM library_words)""",
)
# what was deleted is wiped from the text search's pages, not only unlinked
WIPING = "INSERT INTO library_words(library_words, rank) VALUES ('secure-delete', 1)"
WIPES = (3, 42)  # SQLite, from this version
ON_POSTGRESQL = (
    """CREATE INDEX IF NOT EXISTS library_words ON library_entry USING gin (
        (setweight(to_tsvector('simple', title_words), 'A')
        || setweight(to_tsvector('simple', words), 'D')))""",
)


def prepare(*, using: str, **_: Any) -> None:
    """Make what is missing, in a database that holds the library; twice is once."""
    connection = connections[using]
    if not router.allow_migrate_model(using, Entry):
        return
    with connection.cursor() as cursor:
        if Entry._meta.db_table not in connection.introspection.table_names(cursor):
            return  # migrated to before there was an index
        for statement in _statements(connection, cursor):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> Iterator[str]:
    if connection.vendor == "postgresql":
        # only its owner may say it of a table, even where nothing is to be made
        found = connection.introspection.get_constraints(cursor, Entry._meta.db_table)
        yield from () if "library_words" in found else ON_POSTGRESQL
        return
    yield from ON_SQLITE
    if sqlite_version_info >= WIPES:
        yield WIPING
