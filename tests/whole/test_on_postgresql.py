"""One setting moves everything to PostgreSQL: store, requests and the engine's trackers."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desk import requests
from tests.whole.conftest import Visitor, running
from tools.postgres import server


@pytest.mark.needs("postgresql")
def test_a_request_is_stored_in_postgresql(programs: dict[str, str], tmp_path: Path) -> None:
    with server(Path(programs["postgresql"])) as url, running(tmp_path, url) as service:
        visitor = Visitor(service)
        visitor.needs("Wir sind 30 Leute in Aalen und suchen einen Zuschuss für Retrofit")
        visitor.passes_on()
        visitor.presses("Ja, ich willige ein")
        visitor.says("k.gross@muster-giesserei.de")
        visitor.presses("Nein")
        visitor.presses("Überspringen")
        store = service.store()
        with Session(store) as session:
            stored = requests.newest(session, limit=1)[0]
            assert stored.reference_code in visitor.heard()
            assert session.scalar(text("SELECT count(*) FROM events")) > 0
        store.dispose()
    assert list(tmp_path.glob("*.db")) == []
