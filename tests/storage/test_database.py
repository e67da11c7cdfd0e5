"""Engine, sessions and migrations on SQLite, and the same on PostgreSQL."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

import desk.models
import knowledge.models
from desk.models import Author, Conversation, Message
from storage import database, migrate
from storage.base import Base
from storage.database import StoreUnavailableError
from storage.migrate import BrokenReferenceError
from tests.store import sqlite_url, temporary_store
from tools.postgres import server

TABLES = {desk.models.Request.__table__, knowledge.models.EntryRow.__table__}


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []
    assert set(Base.metadata.tables.values()) >= TABLES


def test_the_migrations_make_the_checks_of_the_models(engine: Engine) -> None:
    """Alembic does not compare them."""
    inspector = inspect(engine)
    for table in Base.metadata.sorted_tables:
        checks = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
        assert {check["name"] for check in inspector.get_check_constraints(table.name)} == checks, table.name


def test_the_migrations_check_what_the_models_of_the_desk_check(tmp_path: Path) -> None:
    engine = database.connect(sqlite_url(tmp_path))
    migrate.upgrade(engine)
    inspector = inspect(engine)
    for mapper in Base.registry.mappers:
        if mapper.class_.__module__.startswith("desk."):
            table = mapper.class_.__table__
            checks = {c.name: str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)}
            found = {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)}
            assert found == checks
    engine.dispose()


def test_a_store_of_the_first_version_keeps_its_requests(tmp_path: Path) -> None:
    """SQLite copies the table of requests; what refers to it has to stay."""
    engine = database.connect(sqlite_url(tmp_path))
    migrate.upgrade(engine, "0001")
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO conversations VALUES ('c', '2026-11-22')",
            "INSERT INTO requests (id, reference_code, conversation_id, submitted_by, status, summary, matches, "
            "consent_version, consent_given_at, contact_email, created_at) VALUES (7, 'LT-1', 'c', 'm', 'new', 'KI', "
            "'[]', '2026-11', '2026-11-22', 'k@betrieb.example', '2026-11-22')",
            "INSERT INTO request_fields VALUES (7, 'topic', '{}', 'm', 1)",
        ):
            connection.execute(text(statement))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT kind, copy_wanted FROM requests")).all() == [("need", 0)]
        assert connection.execute(text("SELECT name FROM request_fields")).all() == [("topic",)]
        assert connection.execute(text("SELECT request_id, kind FROM request_events")).all() == [(7, "created")]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_a_migration_that_breaks_a_reference_is_rolled_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database.connect(sqlite_url(tmp_path))
    migrate.upgrade(engine)

    def lose_the_conversation(config: Config, _: str) -> None:
        config.attributes["connection"].execute(
            text("INSERT INTO messages (conversation_id, author, content, created_at) VALUES ('gone', 'bot', '{}', '')")
        )

    monkeypatch.setattr(command, "upgrade", lose_the_conversation)
    with pytest.raises(BrokenReferenceError, match="messages"):
        migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM messages")).scalar() == 0
    engine.dispose()


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


class HeldLock:
    """Another process that holds SQLite's write lock."""

    def __init__(self, folder: Path):
        self._connection = sqlite3.connect(folder / "store.db", isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        self._connection.close()


@pytest.fixture
def held_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldLock]:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    with temporary_store(sqlite_url(tmp_path), monkeypatch):
        lock = HeldLock(tmp_path)
        yield lock
        lock.release()


def test_a_transaction_waits_for_a_lock_that_is_released(
    held_lock: HeldLock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "pause", lambda _: held_lock.release())
    with database.transaction() as session:
        session.add(Conversation(id="late"))
    with database.reading() as session:
        assert session.get(Conversation, "late")
    assert "database is locked" in caplog.text


def test_a_lock_that_stays_is_a_named_error_and_nothing_is_written(
    held_lock: HeldLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(database, "pause", pauses.append)
    with pytest.raises(StoreUnavailableError, match="locked"), database.transaction() as session:
        session.add(Conversation(id="never"))
    assert pauses == list(database.PAUSES)
    with database.reading() as session:
        assert session.get(Conversation, "never") is None


@pytest.mark.needs("postgresql")
def test_a_database_that_goes_away_within_a_transaction_is_a_named_error(
    programs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch) as engine:
        with pytest.raises(StoreUnavailableError), database.transaction() as session:
            session.add(Conversation(id="half"))
            session.flush()
            with engine.connect() as other:
                ours = session.scalar(text("SELECT pg_backend_pid()"))
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ours})
            session.add(Conversation(id="other half"))
        with database.reading() as session:
            assert session.scalars(select(Conversation)).all() == []


@pytest.mark.needs("postgresql")
def test_a_database_that_is_away_is_a_named_error(programs: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "pause", lambda _: None)
    with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch):
        pass
    gone = database.connect(url)
    monkeypatch.setattr(database, "engine", lambda: gone)
    with pytest.raises(StoreUnavailableError, match="no transaction could begin"), database.transaction():
        pass
