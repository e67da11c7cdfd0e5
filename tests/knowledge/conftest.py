"""A temporary store, and the real content loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from knowledge import models
from knowledge.content_files import Content, load
from storage import database
from storage.base import Base
from tests.knowledge.content_folder import write_taxonomy

CONTENT = Path(models.__file__).parent / "content"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Make this process's store an empty SQLite file with all tables."""
    engine = database.connect(f"sqlite:///{tmp_path / 'store.db'}")
    Base.metadata.create_all(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    yield engine
    engine.dispose()


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


@pytest.fixture(scope="session")
def content() -> Content:
    return load(CONTENT)
