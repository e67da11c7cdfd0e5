"""A temporary store and settings of their own for the tests of the service environment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

import settings
from storage import database, migrate

CHANNEL_SECRET = "channel-" + "c" * 32


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


@contextmanager
def configured(folder: Path, monkeypatch: pytest.MonkeyPatch, **values: str) -> Iterator[settings.Settings]:
    """Make these the settings of this process: ``smtp_host="127.0.0.1"``. Data lies in the folder."""
    own = {"channel_secret": CHANNEL_SECRET, "session_secret": "session-" + "s" * 32, "data_dir": str(folder)}
    for name in [name for name in os.environ if name.startswith("LOTSE_") and not name.startswith("LOTSE_TEST_")]:
        monkeypatch.delenv(name)
    for name, value in (own | values).items():
        monkeypatch.setenv(f"LOTSE_{name.upper()}", value)
    monkeypatch.setitem(settings.Settings.model_config, "env_file", None)
    settings.get.cache_clear()
    try:
        yield settings.get()
    finally:
        settings.get.cache_clear()
