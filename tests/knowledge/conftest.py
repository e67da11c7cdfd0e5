"""A temporary store, and the real content loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from knowledge import models
from knowledge.content_files import Content, load
from knowledge.regions import RegionTree
from knowledge.schema import Region
from storage import database
from storage.base import Base
from tests.knowledge.knowledge_samples import World

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


@pytest.fixture(scope="session")
def content() -> Content:
    return load(CONTENT)


@pytest.fixture(scope="session")
def real(content: Content) -> World:
    """Return the real content as matching needs it."""
    regions = [entry for entry in content.entries.values() if isinstance(entry, Region)]
    return World(content.entries, RegionTree(regions), content.taxonomy)
