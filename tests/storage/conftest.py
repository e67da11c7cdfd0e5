"""Each test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store import sqlite_url, temporary_store
from tools.postgres import server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))])
def engine(
    request: pytest.FixtureRequest, programs: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    if request.param == "sqlite":
        with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
            yield engine
    else:
        with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch) as engine:
            yield engine
