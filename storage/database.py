"""Engine and sessions, the same for SQLite and PostgreSQL."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

import settings

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 2_000
"""How long SQLite itself waits for another writer, each time that a transaction tries to begin."""
PAUSES = (0.1, 0.3)
"""Seconds between attempts to begin: with SQLite's own waiting about six seconds, less than a visitor waits."""
READ_ONLY = "lotse_read_only"


class StoreUnavailableError(Exception):
    """The database is locked or away. What was meant to be written is not there; try again later."""


def _configure_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers beside a writer (WAL), waiting instead of failing, foreign keys that are enforced, and nothing that is
    left of what was deleted or overwritten."""
    cursor = connection.cursor()
    safe = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
    for pragma in (*safe, f"busy_timeout={BUSY_TIMEOUT_MS}"):
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


def pause(seconds: float) -> None:
    """Wait before the next attempt."""
    time.sleep(seconds)


def _begun(options: Mapping[str, bool], pauses: tuple[float, ...]) -> Session:
    """Return a session whose transaction has begun; a database that is locked or away is asked again after a pause.

    SQLite takes the lock of a writing transaction here, so nothing that was done has ever to be repeated.
    """
    session = Session(engine().execution_options(**options), expire_on_commit=False)
    try:
        session.connection()
    except OperationalError as error:
        session.close()
        if not pauses:
            raise StoreUnavailableError(f"no transaction could begin: {error.orig}") from error
        logger.warning("no transaction could begin, trying again in %s s: %s", pauses[0], error.orig)
        pause(pauses[0])
        return _begun(options, pauses[1:])
    return session


@contextmanager
def _session(options: Mapping[str, bool]) -> Iterator[Session]:
    with _begun(options, PAUSES) as session:
        try:
            yield session
            session.commit()
        except (OperationalError, InterfaceError) as error:
            raise StoreUnavailableError(f"the database failed within a transaction: {error.orig}") from error


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a session on the store: committed at the end of the block, rolled back on an exception.

    Raises:
        StoreUnavailableError: the database stayed locked or away, or went away meanwhile; nothing is half written.
    """
    with _session({}) as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads: it never waits for a writer on SQLite.

    Raises:
        StoreUnavailableError: the database stayed away, or went away meanwhile.
    """
    with _session({READ_ONLY: True}) as session:
        yield session
