"""An import that is killed while it holds changes that are not committed leaves everything as it was."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text

from knowledge import store
from knowledge.content_files import load
from knowledge.importing import import_content
from knowledge.models import EntryRow, EntryVersion, StoreVersion, TermRow
from storage import database
from tests.knowledge.content_folder import GLOSSARY, term, write, write_taxonomy

ROOT = Path(__file__).parents[2]
SECRETS = {"LOTSE_CHANNEL_SECRET": "channel-" + "c" * 32, "LOTSE_SESSION_SECRET": "session-" + "s" * 32}


@contextmanager
def importing(engine: Engine, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Import as an operator does, in a process of its own; it has ended at the end of the block."""
    url = engine.url.render_as_string(hide_password=False)
    variables = {"LOTSE_CONTENT_DIR": str(folder), "LOTSE_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "knowledge", "import"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables | SECRETS)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Ask again and again while the process lives."""
    while not condition():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
        assert process.poll() is None, "the import ended without being stopped"


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    """Content with an entry that stays, one that changes and one that is new."""
    folder = tmp_path / "content"
    write_taxonomy(folder)
    write(folder, "glossary/a.yml", GLOSSARY + term("bleibt") + term("wechselt"))
    with database.transaction() as session:
        import_content(session, load(folder))
    write(folder, "taxonomy/goals.yml", "- {id: neu, label: Neu, keywords: []}\n")
    changed = term("a-neu") + term("bleibt") + term("wechselt", "confidence: low")
    write(folder, "glossary/a.yml", GLOSSARY + changed + term("z-neu"))
    return folder


def everything() -> list[list[dict[str, Any]]]:
    """All rows of the store's tables that an import changes."""
    with database.reading() as session:
        tables = (EntryRow, EntryVersion, TermRow, StoreVersion)
        return [[dict(row) for row in session.execute(select(table.__table__)).mappings()] for table in tables]


def kill_on_sqlite(engine: Engine, folder: Path) -> None:
    """A trigger lets the last change write without end; what is not committed shows as a growing log file."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ballast (data BLOB)")
        connection.exec_driver_sql(
            "CREATE TRIGGER endless AFTER INSERT ON entry_versions WHEN NEW.entry_id = 'z-neu' BEGIN "
            "INSERT INTO ballast WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT zeroblob(100000) FROM n; END"
        )
    log = Path(f"{engine.url.database}-wal")
    before = log.stat().st_size
    with importing(engine, folder) as process:
        wait_until(lambda: log.stat().st_size > before + 10_000_000, process)
        process.kill()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER endless")
        assert connection.exec_driver_sql("SELECT count(*) FROM ballast").scalar() == 0


def kill_on_postgresql(engine: Engine, folder: Path) -> None:
    """Another session holds the row that the import changes last but one, so that it has to wait with its changes."""
    with engine.connect() as holder, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as observer:
        holder.execute(select(EntryRow.id).where(EntryRow.id == "wechselt").with_for_update())
        ours = other_sessions(observer)
        with importing(engine, folder) as process:
            wait_until(lambda: bool(other_sessions(observer, "AND wait_event_type = 'Lock'")), process)
            process.kill()
        holder.rollback()
        while other_sessions(observer) != ours:
            pass  # the server is about to notice that its client is gone, and to roll back


def other_sessions(observer: Connection, condition: str = "") -> set[int]:
    query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() "
    return set(observer.scalars(text(query + condition)))


def test_the_store_is_as_it_was(engine: Engine, folder: Path) -> None:
    before = everything()
    kill = kill_on_sqlite if engine.dialect.name == "sqlite" else kill_on_postgresql
    kill(engine, folder)
    assert everything() == before
    with importing(engine, folder) as process:
        assert process.wait(60) == 0
    with database.reading() as session:
        assert [entry.id for entry in store.entries(session, only_published=True)] == [
            "a-neu", "bleibt", "wechselt", "z-neu",
        ]  # fmt: skip
