"""The text search of the database at hand: SQLite's FTS5 or PostgreSQL's, asked the same way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection

from collegium.library.index.terms import Wanted
from collegium.library.models import Entry

# A word counts three times as much in a title.
ON_SQLITE = """
    SELECT entry.number, -bm25(library_words, 3.0, 1.0) AS place
    FROM library_words JOIN library_entry AS entry ON entry.number = library_words.rowid
    WHERE library_words MATCH %s
        AND (entry.organisation_id = %s OR entry.organisation_id IS NULL)
    ORDER BY place DESC LIMIT %s"""
ON_POSTGRESQL = """
    SELECT entry.number, ts_rank(ARRAY[0.33, 0.5, 0.5, 1], found.text, asked, 1) AS place
    FROM library_entry AS entry, to_tsquery('simple', %s) AS asked, LATERAL (
        SELECT setweight(to_tsvector('simple', entry.title_words), 'A')
            || setweight(to_tsvector('simple', entry.words), 'D') AS text) AS found
    WHERE found.text @@ asked
        AND (entry.organisation_id = %s OR entry.organisation_id IS NULL)
    ORDER BY place DESC LIMIT %s"""


def matching(
    wanted: Sequence[Wanted], organisation_id: UUID, *, most: int = 200
) -> Mapping[int, float]:
    """The entries with any of these words, by number: how well, 1 for the best (one query)."""
    if not wanted:
        return {}
    on_postgresql = connection.vendor == "postgresql"
    sql, asked = (ON_POSTGRESQL, _tsquery) if on_postgresql else (ON_SQLITE, _fts5)
    of = Entry._meta.get_field("organisation").get_db_prep_value(organisation_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked(wanted), of, most])
        rows = cursor.fetchall()
    best = max((place for _, place in rows), default=0.0)
    return {number: place / best if best > 0 else 1.0 for number, place in rows}


def _fts5(wanted: Iterable[Wanted]) -> str:
    return _any_of(wanted, " OR ", '"{}"'.format, '"{}" *'.format)


def _tsquery(wanted: Iterable[Wanted]) -> str:
    return _any_of(wanted, " | ", "'{}'".format, "'{}':*".format)


def _any_of(
    wanted: Iterable[Wanted],
    either: str,
    whole: Callable[[str], str],
    beginning: Callable[[str], str],
) -> str:
    """Terms are letters only, so that quotes around them are enough."""
    words = {whole(stem) for one in wanted for stem in one.stems}
    words |= {beginning(one.beginning) for one in wanted if one.beginning}
    return either.join(sorted(words))
