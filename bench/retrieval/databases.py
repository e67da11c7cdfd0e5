"""Full-text search in databases: SQLite FTS5 and PostgreSQL. A document is found if it has any of the query's words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bench.retrieval.store import Rank, Store
from tools.postgres import server

WORD = re.compile(r"\w+")

FTS5_TABLE = "CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
FTS5_INSERT = "INSERT INTO documents VALUES (?, ?)"
FTS5_RANK = "SELECT id FROM documents WHERE documents MATCH ? ORDER BY bm25(documents), rowid LIMIT ?"

POSTGRESQL_TABLE = """
    CREATE TABLE documents (
        place int PRIMARY KEY,
        id text NOT NULL,
        words tsvector NOT NULL
    )"""
POSTGRESQL_INSERT = "INSERT INTO documents VALUES (%s, %s, to_tsvector('german', %s))"
POSTGRESQL_INDEX = "CREATE INDEX ON documents USING gin (words)"
# PostgreSQL's own parser reads the query; no lexeme contains a blank, so that only its operators are replaced.
POSTGRESQL_RANK = sql.SQL("""
    WITH asked AS (SELECT replace(plainto_tsquery('german', %s)::text, ' & ', ' | ')::tsquery AS query)
    SELECT id FROM documents, asked
    WHERE words @@ query
    ORDER BY {} DESC, place
    LIMIT %s""")
COVER_DENSITY = sql.SQL("ts_rank_cd(words, query)")
FREQUENCY = sql.SQL("ts_rank(words, query, 1)")
"""Divided by 1 + log(length): of ts_rank and ts_rank_cd, plain and divided, the best on both of our sets."""
UTF8_LOCALE = """
    SELECT collctype FROM pg_collation
    WHERE collprovider = 'c' AND collctype ILIKE '%.utf%8' ORDER BY collctype LIMIT 1"""


@contextmanager
def sqlite(store: Store) -> Iterator[Rank]:
    """Rank with FTS5's bm25, in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(FTS5_TABLE)
        connection.executemany(FTS5_INSERT, ((document.id, document.text) for document in store.documents))

        def rank(query: str, limit: int) -> list[str]:
            words = " OR ".join(f'"{word}"' for word in WORD.findall(query))
            return [entry_id for (entry_id,) in connection.execute(FTS5_RANK, (words, limit))] if words else []

        yield rank


@contextmanager
def postgresql(programs: Path, score: sql.SQL, store: Store) -> Iterator[Rank]:
    """Rank with the configuration ``german``, in a server of our own.

    Args:
        programs: the folder with initdb and postgres.
        score: an expression over ``words`` and ``query``; more is better.
        store: what is searched.
    """
    statement = POSTGRESQL_RANK.format(score)
    with server(programs) as url, psycopg.connect(url, dbname=_database(url), autocommit=True) as connection:
        rows = ((place, document.id, document.text) for place, document in enumerate(store.documents))
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_TABLE)
            cursor.executemany(POSTGRESQL_INSERT, rows)
            cursor.execute(POSTGRESQL_INDEX)
        connection.execute("ANALYZE documents")

        def rank(query: str, limit: int) -> list[str]:
            return [str(entry_id) for (entry_id,) in connection.execute(statement, (query, limit))]

        yield rank


def _database(url: str) -> str:
    """Create a database that knows the case of umlauts, whatever locale this process has, and return its name."""
    name = "bench"
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(UTF8_LOCALE).fetchone()
        locale = sql.SQL("LC_COLLATE 'C' LC_CTYPE {}").format(found[0]) if found else sql.SQL("")
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}")
        connection.execute(create.format(sql.Identifier(name), locale))
    return name
