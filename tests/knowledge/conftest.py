"""A temporary store, and the real content loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import settings
from knowledge import models
from knowledge.content_files import Content, load
from knowledge.regions import RegionTree
from knowledge.schema import Region
from storage import database
from tests.knowledge.content_folder import write_taxonomy
from tests.knowledge.knowledge_samples import World
from tests.store import sqlite_url, temporary_store

SECRETS = {"LOTSE_CHANNEL_SECRET": "channel-" + "c" * 32, "LOTSE_SESSION_SECRET": "session-" + "s" * 32}
CONTENT = Path(models.__file__).parent / "content"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Make this process's store an empty SQLite file with all tables."""
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder that holds only a small taxonomy."""
    folder = tmp_path / "content"
    write_taxonomy(folder)
    return folder


@pytest.fixture
def content_dir(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make the folder the one of this process's settings."""
    for name, value in {**SECRETS, "LOTSE_CONTENT_DIR": str(folder)}.items():
        monkeypatch.setenv(name, value)
    settings.get.cache_clear()
    yield folder
    settings.get.cache_clear()


@pytest.fixture(scope="session")
def content() -> Content:
    return load(CONTENT)


@pytest.fixture(scope="session")
def real(content: Content) -> World:
    """Return the real content as matching needs it."""
    regions = [entry for entry in content.entries.values() if isinstance(entry, Region)]
    return World(content.entries, RegionTree(regions), content.taxonomy)
