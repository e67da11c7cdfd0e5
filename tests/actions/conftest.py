"""A store with a small world in which every detail of a need makes a difference."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.importing import import_content
from tests.actions.need_talk import CONTENT
from tests.store import sqlite_url, temporary_store


@pytest.fixture(scope="module")
def need_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        temporary_store(sqlite_url(tmp_path_factory.mktemp("need")), monkeypatch) as engine,
    ):
        with Session(engine) as session, session.begin():
            import_content(session, CONTENT)
        yield
