"""PostgreSQL's COPY of every table out of one snapshot, in a zip file, and back."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import Cursor, sql

from collegium.config.backups.manifest import Manifest, applied

BLOCK = 1 << 20
# What is worked out by the server itself cannot be copied in.
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    ORDER BY table_name, ordinal_position
"""

# Dropping a table drops its triggers, not what they call.
FUNCTIONS = """
    SELECT proname FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""

type Table = tuple[str, list[str]]


def copy_out(alias: str, folder: Path) -> Path:
    """Copy every table as it stands in one snapshot; nobody waits for it."""
    path = folder / "tables.zip"
    with _snapshot(alias) as cursor, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, columns in _tables(cursor):
            with (
                cursor.copy(_copy(table, columns, "TO STDOUT")) as rows,
                archive.open(table, "w", force_zip64=True) as entry,
            ):
                for block in rows:
                    entry.write(block)
    return path


def copy_in(alias: str, path: Path, manifest: Manifest) -> None:
    """Replace everything by a copy, in the tables that it came from, all or nothing."""
    connection = connections[alias]
    with zipfile.ZipFile(path) as archive:
        present = set(archive.namelist())
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        own = cursor.cursor  # psycopg's own, which knows COPY
        if applied(alias) != manifest.migrations:
            _step_back(alias, own, manifest)
        tables = list(_tables(own))
        every = sql.SQL(", ").join(sql.Identifier(table) for table, _ in tables)
        own.execute(sql.SQL("TRUNCATE {} CASCADE").format(every))
        with zipfile.ZipFile(path) as archive:
            for table, columns in tables:
                if table not in present:  # of another version, made by something beside migrations
                    continue
                with (
                    archive.open(table) as entry,
                    own.copy(_copy(table, columns, "FROM STDIN")) as rows,
                ):
                    while block := entry.read(BLOCK):
                        rows.write(block)
        models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
        there = {table for table, _ in tables}
        counted = [one for one in models if one._meta.db_table in there]
        for line in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(line)


def _step_back(alias: str, cursor: Cursor, manifest: Manifest) -> None:
    """Make the tables anew, as they were when the copy was made."""
    for table, _ in list(_tables(cursor)):
        cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))
    for (function,) in cursor.execute(FUNCTIONS).fetchall():
        cursor.execute(sql.SQL("DROP FUNCTION {}() CASCADE").format(sql.Identifier(function)))
    last = [(app, names[-1]) for app, names in manifest.migrations.items()]
    MigrationExecutor(connections[alias]).migrate(last)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit hinders TRUNCATE
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(table: str, columns: list[str], where: LiteralString) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + where).format(sql.Identifier(table), names)


def _tables(cursor: Cursor) -> Iterator[Table]:
    cursor.execute(COLUMNS)
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, []).append(column)
    yield from found.items()


@contextmanager
def _snapshot(alias: str) -> Iterator[Cursor]:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield cursor.cursor
