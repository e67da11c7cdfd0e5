"""Health, readiness, the page itself and the headers of every answer."""

from pathlib import Path

from fastapi.testclient import TestClient

from knowledge.content_files import load
from knowledge.importing import import_content
from storage import database
from tests.web.engine_stub import EngineStub

CONTENT = Path(__file__).parents[2] / "knowledge" / "content"


def test_it_is_alive_without_engine_and_knowledge(client: TestClient, engine: EngineStub) -> None:
    engine.ready = False
    assert client.get("/health").json() == {"alive": True}


def test_it_names_what_is_not_ready(client: TestClient, engine: EngineStub) -> None:
    engine.ready = False
    response = client.get("/ready")
    assert (response.status_code, response.json()["missing"]) == (503, ["store", "engine", "actions"])


def test_it_is_ready_when_a_message_would_be_answered(client: TestClient) -> None:
    with database.transaction() as session:
        import_content(session, load(CONTENT))
    response = client.get("/ready")
    assert (response.status_code, response.json()) == (200, {"ready": True, "missing": []})


def test_the_page_allows_nothing_but_its_own_files(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "set-cookie" not in response.headers


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/health", "/static/favicon.svg", "/nothing-here", "/api/conversations/x/messages"):
        assert client.get(path).headers["X-Content-Type-Options"] == "nosniff", path


def test_unknown_addresses_are_answered_in_german(client: TestClient) -> None:
    response = client.get("/nothing-here")
    assert (response.status_code, response.json()["error"]["message"]) == (404, "Das gibt es hier nicht.")


def test_only_listed_websites_may_embed_the_chat(client: TestClient) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    listed = client.options("/api/conversations", headers=asked | {"Origin": "https://cluster.example"})
    other = client.options("/api/conversations", headers=asked | {"Origin": "https://evil.example"})
    assert listed.headers["Access-Control-Allow-Origin"] == "https://cluster.example"
    assert "Access-Control-Allow-Origin" not in other.headers
