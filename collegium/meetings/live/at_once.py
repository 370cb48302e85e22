"""Handing the database thousands of values as one parameter, which it takes apart itself.

A parameter for each would cost several times as much, and there is a limit to their number.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from collegium.vault.rows import Row


def key_asked_for(model: type[Model]) -> Cast:
    """The key that `not_in` asks for, to be compared with that of a row of `model`."""
    return Cast(RawSQL("asked.value", ()), model._meta.pk)


def not_in[Found: Model](rows: QuerySet[Found], keys: Collection[str]) -> list[str]:
    """Return those of `keys` that no row has (one query, none where there are no keys).

    `rows` compare their key with `key_asked_for`, and are compiled once for good. An id is given,
    and returned, as its 32 hexadecimal digits.
    """
    if not keys:
        return []
    found, given = _compiled(rows)
    with _cursor() as cursor:
        cursor.execute(
            f"SELECT asked.value FROM {each_text()} WHERE NOT EXISTS ({found})",  # noqa: S608 - our own words
            (json.dumps(list(keys)), *given),
        )
        return [key for (key,) in cursor.fetchall()]


def one_of(model: type[Model], ids: Collection[UUID]) -> RawSQL:
    """What `pk__in` takes instead of as many parameters as there are ids."""
    return RawSQL(_keys(model), (_in_json(ids),))  # noqa: S611 - our own words


def columns(
    fields: Sequence["Field[Any, Any]"], ids: Collection[UUID], *, lock: bool = False
) -> list[tuple[Any, ...]]:
    """Return what stands in some fields of one model's rows with these ids (one query).

    With `lock` nobody else writes to them until the transaction ends.
    """
    meta = fields[0].model._meta
    key = _name(meta.pk.column)
    sql = (
        f"SELECT {', '.join(_name(one.column) for one in fields)} FROM {_name(meta.db_table)}"  # noqa: S608 - our own words
        f" WHERE {key} IN ({_keys(fields[0].model)})"
        f" ORDER BY {key}"  # so that two who lock never wait for each other
    )
    if lock and connection.features.has_select_for_update:
        sql += f" {connection.ops.for_update_sql()}"
    with _cursor() as cursor:
        cursor.execute(sql, (_in_json(ids),))
        read = [one.to_python for one in fields]
        return [
            tuple(to_python(value) for to_python, value in zip(read, row, strict=True))
            for row in cursor.fetchall()
        ]


def insert(rows: Sequence[Row]) -> None:
    """Store new rows of one model, as `bulk_create` would for several times the work."""
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]  # itself: each look through the proxy takes time
    fields = rows[0]._meta.concrete_fields
    values = [
        one.get_db_prep_save(one.pre_save(row, add=True), database)
        for row in rows
        for one in fields
    ]
    sql = _into(type(rows[0]))
    if database.vendor == "postgresql":
        sql += f" {_from_json(type(rows[0]))}"
        values = [json.dumps([*batched(values, len(fields))], default=_as_text)]
    else:
        hole = f"({', '.join(['%s'] * len(fields))})"
        sql += f" VALUES {', '.join([hole] * len(rows))}"
    with _cursor() as cursor:  # in one statement: after each, threads take turns
        cursor.execute(sql, values)


def set_each(field: "Field[Any, Any]", numbers: Mapping[UUID, int]) -> None:
    """Give a field of whole numbers another value in each row (one query)."""
    meta, column = field.model._meta, _name(field.column)
    key, number, given = _pairs(field, numbers)
    with _cursor() as cursor:
        cursor.execute(
            f"UPDATE {_name(meta.db_table)} SET {column} = {number} FROM {each_list()}"  # noqa: S608 - our own words
            f" WHERE {_name(meta.db_table)}.{_name(meta.pk.column)} = {key}",
            (given,),
        )


def grown(field: "Field[Any, Any]", numbers: Mapping[UUID, int]) -> dict[UUID, int]:
    """Return what a field of whole numbers has where that is more than is said here (one query)."""
    meta = field.model._meta
    pk, column = (f"kept.{_name(one.column)}" for one in (meta.pk, field))
    key, number, given = _pairs(field, numbers)
    with _cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {column} FROM {each_list()}"  # noqa: S608 - our own words
            f" JOIN {_name(meta.db_table)} AS kept ON {pk} = {key}"
            f" WHERE {column} > {number}",
            (given,),
        )
        return {meta.pk.to_python(key): number for key, number in cursor.fetchall()}


def each_text() -> str:
    """SQL for the rows `asked`, a text as `value` in each, out of a JSON list as parameter."""
    if connection.vendor == "postgresql":
        return "jsonb_array_elements_text(%s::jsonb) AS asked"
    return "json_each(%s) AS asked"


def each_list() -> str:
    """The same where each `value` is a list, of which `value ->> 0` is the first text."""
    if connection.vendor == "postgresql":
        return "jsonb_array_elements(%s::jsonb) AS asked"
    return "json_each(%s) AS asked"


def type_of(field: "Field[Any, Any]") -> str:
    """The name of a column's type."""
    return str(field.db_type(connection))


def _cursor() -> CursorWrapper:
    """A cursor for what is asked many times a second: PostgreSQL plans it once and keeps the plan.

    Django's own puts the parameters into the words, so that each time there is all to plan.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - its driver

    connection.ensure_connection()
    line = connection.connection
    usual, line.cursor_factory = line.cursor_factory, ServerBindingCursor
    try:
        return connection.cursor()
    finally:
        line.cursor_factory = usual


@cache
def _into(model: type[Model]) -> str:
    names = ", ".join(_name(one.column) for one in model._meta.concrete_fields)
    return f"INSERT INTO {_name(model._meta.db_table)} ({names})"


@cache
def _from_json(model: type[Model]) -> str:
    """SQL for rows out of a list with a list for each, as text or number, as parameter."""
    fields = enumerate(model._meta.concrete_fields)
    each = ", ".join(f"CAST(asked.value ->> {at} AS {type_of(one)})" for at, one in fields)
    return f"SELECT {each} FROM {each_list()}"  # noqa: S608 - our own words


def _as_text(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    match value:
        case UUID():
            return value.hex
        case datetime():
            return value.isoformat()
        case _:
            return rf"\x{bytes(value.obj).hex()}"  # as psycopg holds bytes


def _keys(model: type[Model]) -> str:
    return f"SELECT CAST(asked.value AS {type_of(model._meta.pk)}) FROM {each_text()}"  # noqa: S608 - our own words


def _in_json(ids: Collection[UUID]) -> str:
    return json.dumps([one.hex for one in ids])


def _pairs(field: "Field[Any, Any]", numbers: Mapping[UUID, int]) -> tuple[str, str, str]:
    """SQL for the key and the number in each of a list, and the list."""
    key = f"CAST(asked.value ->> 0 AS {type_of(field.model._meta.pk)})"
    number = f"CAST(asked.value ->> 1 AS {type_of(field)})"
    return key, number, json.dumps([(one.hex, told) for one, told in numbers.items()])


def _name(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


@cache
def _compiled[Found: Model](rows: QuerySet[Found]) -> tuple[str, tuple[Any, ...]]:
    found, given = rows.order_by().values("pk").query.sql_with_params()
    if connection.vendor == "postgresql":
        found += " OFFSET 0"  # each key is looked up: it would read all rows to compare a few
    return found, given
