"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store import sqlite_url, temporary_store


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine
