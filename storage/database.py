"""Engine and sessions, the same for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

import settings

BUSY_TIMEOUT_MS = 10_000
READ_ONLY = "lotse_read_only"


def _configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers beside a writer (WAL), waiting instead of failing, and foreign keys that are enforced."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _with_driver(url: str) -> URL:
    """``postgresql://`` means psycopg 3 here; SQLAlchemy's default driver is not installed."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in {"postgresql", "postgres"} else parsed


def _begin(connection: Connection) -> None:
    """A transaction that reads before it writes would fail without waiting if another process wrote in between."""
    mode = "DEFERRED" if connection.get_execution_options().get(READ_ONLY) else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


def connect(url: str) -> Engine:
    """Return an engine for the address; the folder of a SQLite file is made."""
    address = _with_driver(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Python's own transaction handling is switched off: it would begin too late (isolation_level None).
    engine = create_engine(address, connect_args={"isolation_level": None})
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


@lru_cache
def engine() -> Engine:
    """Return this process's engine for the store."""
    return connect(settings.get().store_url)


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a session on the store: committed at the end of the block, rolled back on an exception."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads: it never waits for a writer on SQLite."""
    with Session(engine().execution_options(**{READ_ONLY: True}), expire_on_commit=False) as session, session.begin():
        yield session
