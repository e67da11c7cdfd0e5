"""What is stored about a request, for the page of whoever knows its code."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from desk import request_lookup
from desk.models import EventKind, Message, RequestEvent
from desk.request_care import add_information
from german.reference_codes import written
from storage import database
from tests.desk.desk_samples import COMPANY, DESCRIPTION, EMAIL, NAME, StandingClock, submitted
from tests.web.conftest import Visitor
from tests.web.engine_stub import EngineStub, replies

WRONG = [written(f"2222222{character}") for character in "23456"]


@pytest.fixture
def code(client: TestClient) -> str:
    return submitted(StandingClock()).reference_code


def ask(client: TestClient, visitor: Visitor, code: str) -> tuple[int, dict[str, object]]:
    path = visitor.path.replace("/messages", "/exports")
    response = client.post(path, json={"reference_code": code}, headers=visitor.headers)
    return response.status_code, response.json()


def test_whoever_knows_the_code_reads_and_saves_it(client: TestClient, visitor: Visitor, code: str) -> None:
    with database.transaction() as session:
        found = request_lookup.find(session, code, request_lookup.Seeker("other", None)).request
        assert found
        add_information(session, found, "Es eilt.\n<b>", source_message=None, clock=StandingClock())
    status, answer = ask(client, visitor, code.lower())
    assert (status, answer["file_name"]) == (200, f"{code}.json")
    rows = {row["label"]: row["text"] for row in answer["rows"]}  # type: ignore[attr-defined]
    assert list(rows) == [
        "Kennzeichen", "Eingegangen", "Stand", "Zusammenfassung", "Gezeigte Angebote", "Zuständig", "Warum dort",
        "Antwort zugesagt bis", "E-Mail", "Telefon", "Name", "Betrieb", "Einwilligung",
        "Beschäftigte", "Beschreibung", "Ort", "Ergänzt am 26.11.2026, 10:30 Uhr",
    ]  # fmt: skip
    assert (rows["Stand"], rows["Eingegangen"]) == ("offen", "26.11.2026, 10:30 Uhr")
    assert (rows["E-Mail"], rows["Name"], rows["Betrieb"]) == (EMAIL, NAME, COMPANY)
    assert (rows["Beschreibung"], rows["Beschäftigte"]) == (DESCRIPTION, "45")
    assert rows["Zuständig"] == "Clustermanagement, Team „Anliegen“"
    assert rows["Einwilligung"] == "Fassung 2026-11 vom 26.11.2026, 10:30 Uhr"
    assert rows["Ergänzt am 26.11.2026, 10:30 Uhr"] == "Es eilt.\n<b>"
    assert answer["content"]["request"]["contact_email"] == EMAIL  # type: ignore[index]


def test_giving_out_is_noted_and_leaves_no_copy_in_the_transcript(
    client: TestClient, visitor: Visitor, code: str
) -> None:
    ask(client, visitor, code)
    with database.reading() as session:
        assert session.scalars(select(RequestEvent).where(RequestEvent.kind == EventKind.EXPORTED)).one()
        assert all(EMAIL not in f"{message.text}{message.content}" for message in session.scalars(select(Message)))


def test_wrong_codes_are_throttled(client: TestClient, visitor: Visitor, code: str) -> None:
    answers = [ask(client, visitor, wrong) for wrong in WRONG]
    assert [status for status, _ in answers] == [404, 404, 404, 404, 429]
    assert answers[0][1]["error"]["code"] == "unknown_code"  # type: ignore[index]
    assert ask(client, visitor, code)[0] == 429
    stranger = Visitor(client)
    assert ask(client, stranger, code)[0] == 200


def test_wrong_codes_count_for_the_address_too(client: TestClient, code: str) -> None:
    caller = TestClient(client.app, client=("203.0.113.7", 50_000))
    for wrong in WRONG:
        ask(caller, Visitor(caller), wrong)
    assert ask(caller, Visitor(caller), code)[0] == 429
    elsewhere = TestClient(client.app, client=("203.0.113.8", 50_000))
    assert ask(elsewhere, Visitor(elsewhere), code)[0] == 200


def test_a_stranger_without_the_conversations_token_gets_nothing(
    client: TestClient, visitor: Visitor, code: str
) -> None:
    visitor.headers = {}
    assert ask(client, visitor, code)[0] == 401


@pytest.mark.parametrize("body", [{}, {"reference_code": 7}, {"reference_code": "x" * 65}, {"code": "x"}])
def test_it_refuses_what_names_no_code(client: TestClient, visitor: Visitor, body: dict[str, object]) -> None:
    path = visitor.path.replace("/messages", "/exports")
    assert client.post(path, json=body, headers=visitor.headers).status_code == 422


def test_the_page_learns_which_data_it_can_fetch(visitor: Visitor, engine: EngineStub) -> None:
    engine.answer = replies("Hier.", custom={"download": {"reference_code": "LT-7K3M-9QXC-P"}})
    said, reply = visitor.say("Kopie meiner Daten")
    assert (said["download"], reply["download"]) == (None, {"reference_code": "LT-7K3M-9QXC-P"})
