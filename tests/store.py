"""A temporary store for the tests of the service environment."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import database, migrate


@contextmanager
def temporary_store(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Make the store at this address, migrated, the one of this process."""
    engine = database.connect(url)
    migrate.upgrade(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    try:
        yield engine
    finally:
        engine.dispose()


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'store.db'}"
