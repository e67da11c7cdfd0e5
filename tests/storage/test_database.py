"""Engine, sessions and migrations on SQLite, and the same on PostgreSQL."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

import desk.models
import knowledge.models
from desk.models import Author, Conversation, Message
from storage import database, migrate
from storage.base import Base
from tests.store import sqlite_url, temporary_store

TABLES = {desk.models.Request.__table__, knowledge.models.EntryRow.__table__}


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []
    assert set(Base.metadata.tables.values()) >= TABLES


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)


def test_entries_from_before_they_had_versions_get_their_first_one(tmp_path: Path) -> None:
    engine = database.connect(sqlite_url(tmp_path))
    migrate.upgrade(engine, "0001")
    columns = "id, kind, status, title, review_by, body, digest, updated_at"
    values = "'a', 'faq', 'published', 'Frage', '2030-01-01', '{\"id\": \"a\"}', 'd', '2029-01-01 10:00:00'"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO entries ({columns}) VALUES ({values})")  # noqa: S608 - constants
    migrate.upgrade(engine)
    with Session(engine) as session:
        entry = session.get_one(knowledge.models.EntryRow, "a")
        first = session.get_one(knowledge.models.EntryVersion, ("a", 1))
        assert (entry.revision, entry.imported_digest) == (1, "d")
        assert (first.change, first.changed_by, first.digest) == ("imported", "import", "d")
        assert (first.body, first.changed_at) == (entry.body, entry.updated_at)
    engine.dispose()


def test_a_moment_comes_back_in_utc(engine: Engine) -> None:
    summer = datetime(2026, 7, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    with database.transaction() as session:
        session.add(Conversation(id="c", created_at=summer))
    with database.reading() as session:
        stored = session.get_one(Conversation, "c").created_at
    assert stored == summer
    assert stored.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = datetime(2026, 7, 1)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="time zone"), database.transaction() as session:
        session.add(Conversation(created_at=naive))


def test_foreign_keys_are_enforced(engine: Engine) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Message(conversation_id="nobody", author=Author.BOT, text="Hallo"))


def test_it_rolls_everything_back_after_an_error(engine: Engine) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.add(Conversation(id="half"))
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert session.scalars(select(Conversation)).all() == []


def test_writers_wait_for_each_other(engine: Engine) -> None:
    """Each reads before it writes: with a deferred transaction SQLite would answer "database is locked" at once."""
    with database.transaction() as session:
        session.add(Conversation(id="c"))
        session.flush()
        session.add(Message(conversation_id="c", author=Author.BOT, text="0"))
    barrier = threading.Barrier(4)
    errors: list[Exception] = []

    def count_up() -> None:
        barrier.wait()
        try:
            for _ in range(10):
                with database.transaction() as session:
                    message = session.scalars(select(Message).with_for_update()).one()
                    message.text = str(int(message.text or 0) + 1)
        except Exception as error:  # noqa: BLE001 - handed to the main thread
            errors.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert (errors, session.scalars(select(Message.text)).one()) == ([], "40")


def test_sqlite_reads_while_somebody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine, database.transaction() as writer:
        writer.add(Conversation(id="c"))
        writer.flush()
        with database.reading() as reader:
            assert reader.scalars(select(Conversation)).all() == []
        with engine.connect() as connection:
            reading = connection.execution_options(**{database.READ_ONLY: True})
            assert reading.execute(text("PRAGMA journal_mode")).scalar() == "wal"
