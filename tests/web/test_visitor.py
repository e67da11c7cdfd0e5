"""The visitors' API."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

import settings
from desk.models import Message
from storage import database
from tests.store import CHANNEL_SECRET
from tests.web.conftest import Visitor
from tests.web.engine_stub import EngineStub, replies


def authors(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(message["author"], message["text"]) for message in messages]


def test_a_conversation_begins_with_the_assistants_greeting(visitor: Visitor, engine: EngineStub) -> None:
    assert authors(visitor.greeting) == [("bot", "Guten Tag!")]
    assert engine.texts() == ["/greet"]
    assert engine.secrets == [f"Bearer {CHANNEL_SECRET}"]


def test_it_never_shows_the_payload_of_a_button(visitor: Visitor) -> None:
    buttons = visitor.greeting[0]["buttons"]
    assert [button["title"] for button in buttons] == ["Förderung finden", "Kurse"]
    assert all(button.keys() == {"id", "title", "used"} for button in buttons)


def test_it_answers_with_the_message_and_its_replies(visitor: Visitor, engine: EngineStub) -> None:
    source = {"title": "L-Bank", "url": "https://example.org", "as_of": "Stand: 2024", "note": None}
    engine.answer = replies("Erst das.", "Dann das.", custom={"source": source})
    messages = visitor.say("Was ist OPC UA?")
    assert authors(messages) == [("visitor", "Was ist OPC UA?"), ("bot", "Erst das."), ("bot", "Dann das.")]
    assert (messages[0]["answered"], messages[2]["source"]) == (True, source)
    assert visitor.history(after=messages[0]["id"]) == messages[1:]


def test_it_shows_cards_with_german_labels(visitor: Visitor, engine: EngineStub) -> None:
    card = {
        "entry": "x",
        "kind": "funding",
        "title": "Musterprämie",
        "verdict": "unclear",
        "text": "Geld.",
        "reasons": [],
    }
    engine.answer = replies("Das passt:", custom={"cards": [card | {"url": None, "source": None}]})
    shown = visitor.say("Zuschuss?")[1]["cards"][0]
    assert (shown["kind_label"], shown["verdict_label"], shown["title"]) == ("Förderung", "zu klären", "Musterprämie")


def test_it_keeps_what_was_understood(visitor: Visitor) -> None:
    visitor.say("Hallo")
    with database.reading() as session:
        message = session.query(Message).filter_by(text="Hallo").one()
        assert message.understood is not None
        assert message.understood["intent"]["name"] == "greet"


def test_a_button_sends_its_payload_and_shows_its_title(visitor: Visitor, engine: EngineStub) -> None:
    button = visitor.greeting[0]["buttons"][0]
    messages = visitor.post(button_id=button["id"]).json()["messages"]
    assert messages[0]["text"] == "Förderung finden"
    assert engine.requests[-1]["payload"] == "/seek_funding"
    assert visitor.history()[0]["buttons"][0]["used"] is True


def test_a_second_click_does_nothing_twice(visitor: Visitor, engine: EngineStub) -> None:
    button = visitor.greeting[0]["buttons"][0]
    first, second = (visitor.post(button_id=button["id"]).json() for _ in range(2))
    assert first == second
    assert engine.texts().count("/seek_funding") == 1


def test_a_message_that_is_sent_twice_is_answered_once(visitor: Visitor, engine: EngineStub) -> None:
    client_id = str(uuid4())
    first, second = (visitor.say("Hallo", client_message_id=client_id) for _ in range(2))
    assert first == second
    assert engine.texts().count("Hallo") == 1


def test_messages_of_one_conversation_are_answered_one_after_the_other(visitor: Visitor, engine: EngineStub) -> None:
    inside = threading.Semaphore(1)
    overlaps: list[str] = []

    def answer(body: dict[str, Any]) -> tuple[int, Any]:
        if not inside.acquire(blocking=False):
            overlaps.append(body["text"])
        result = replies(f"Antwort auf {body['text']}")(body)
        inside.release()
        return result

    engine.answer = answer
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(visitor.say, [str(number) for number in range(8)]))
    assert overlaps == []
    assert all(reply["text"] == f"Antwort auf {message['text']}" for message, reply in answers)


@pytest.mark.parametrize("blank", ["", "   \n\t", "/", " / / ", "\u200b"])
def test_it_asks_for_a_text_when_there_is_none(visitor: Visitor, blank: str) -> None:
    response = visitor.post(text=blank)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "text_empty")
    assert visitor.say("Hallo")[1]["text"] == "Guten Tag!"


def test_it_says_how_long_a_text_may_be(visitor: Visitor) -> None:
    response = visitor.post(text="x" * 10_000)
    assert response.status_code == 422
    message = response.json()["error"]["message"]
    assert "2000" in message
    assert "10000" in message
    assert len(visitor.history()) == 1


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"kein JSON", "application/json"),
        (b'{"text": "\xff\xfe", "client_message_id": "x"}', "application/json"),
        (b"[1, 2]", "application/json"),
        (b"text=Hallo", "application/x-www-form-urlencoded"),
        (b'{"client_message_id": "01890000-0000-7000-8000-000000000000"}', "application/json"),
        (b'{"client_message_id": "kein-uuid", "text": "Hallo"}', "application/json"),
        (b'{"client_message_id": "01890000-0000-7000-8000-000000000000", "text": {"a": 1}}', "application/json"),
        (
            b'{"client_message_id": "01890000-0000-7000-8000-000000000000", "text": "a", "payload": "/x"}',
            "application/json",
        ),
        (b"[" * 50_000, "application/json"),
    ],
)
def test_it_rejects_what_is_no_message_in_german(
    client: TestClient, visitor: Visitor, body: bytes, content_type: str
) -> None:
    response = client.post(visitor.path, content=body, headers=visitor.headers | {"Content-Type": content_type})
    assert response.status_code in (400, 422)
    assert response.json()["error"]["message"].startswith("Diese Anfrage")
    assert len(visitor.history()) == 1


def test_it_refuses_a_body_that_is_too_large_even_without_a_length(client: TestClient, visitor: Visitor) -> None:
    chunks = (b"x" * 10_000 for _ in range(20))
    response = client.post(visitor.path, content=chunks, headers=visitor.headers)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "body_too_large")


def test_unusual_characters_survive(visitor: Visitor) -> None:
    assert visitor.say("Grüße 👩‍🔧 \u202e „ß“ \x00Ende")[0]["text"] == "Grüße 👩‍🔧 \u202e „ß“ Ende"


def test_half_a_character_is_left_out(client: TestClient, visitor: Visitor) -> None:
    body = json.dumps({"client_message_id": str(uuid4()), "text": "Hallo \ud800Lotse"})
    response = client.post(visitor.path, content=body, headers=visitor.headers | {"Content-Type": "application/json"})
    assert response.json()["messages"][0]["text"] == "Hallo Lotse"


def test_it_refuses_a_button_of_somebody_else(client: TestClient, visitor: Visitor) -> None:
    stranger = Visitor(client)
    response = stranger.post(button_id=visitor.greeting[0]["buttons"][0]["id"])
    assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_button")


def test_it_shows_a_conversation_only_to_its_visitor(client: TestClient, visitor: Visitor) -> None:
    stranger = Visitor(client)
    for headers in (stranger.headers, {}, {"Authorization": visitor.headers["Authorization"] + "x"}):
        assert client.get(visitor.path, headers=headers).status_code == 401
        body = {"client_message_id": str(uuid4()), "text": "Hallo"}
        assert client.post(visitor.path, json=body, headers=headers).status_code == 401
    assert len(visitor.history()) == 1


def test_a_session_ends(client: TestClient, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_SESSION_LIFETIME_HOURS", "-1")
    settings.get.cache_clear()
    response = visitor.post(text="Hallo")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "session_expired")


def test_a_message_is_kept_while_the_engine_is_down(visitor: Visitor, engine: EngineStub) -> None:
    engine.answer = lambda _: (500, {})
    client_id = str(uuid4())
    messages = visitor.say("Sind wir von NIS-2 betroffen?", client_message_id=client_id)
    assert [message["author"] for message in messages] == ["visitor", "notice"]
    assert messages[0]["answered"] is False
    assert "gespeichert" in messages[1]["text"]
    engine.answer = replies("Ja, vermutlich.")
    again = visitor.say("Sind wir von NIS-2 betroffen?", client_message_id=client_id)
    assert again[0]["answered"] is True
    assert again[-1]["text"] == "Ja, vermutlich."
    assert [message["author"] for message in visitor.history()] == ["bot", "visitor", "notice", "bot"]


def test_a_visitor_is_told_when_the_engine_takes_too_long(visitor: Visitor, engine: EngineStub) -> None:
    answered = threading.Event()

    def slow(body: dict[str, Any]) -> tuple[int, Any]:
        answered.wait()
        return replies("zu spät")(body)

    engine.answer = slow
    try:
        assert [message["author"] for message in visitor.say("Hallo")] == ["visitor", "notice"]
    finally:
        answered.set()


def test_an_answer_without_replies_counts_as_none(visitor: Visitor, engine: EngineStub) -> None:
    engine.answer = replies()
    assert visitor.say("Hallo")[0]["answered"] is False


def test_a_conversation_begins_even_without_the_engine(client: TestClient, engine: EngineStub) -> None:
    engine.answer = lambda _: (503, {})
    visitor = Visitor(client)
    assert [message["author"] for message in visitor.greeting] == ["notice"]
    engine.answer = replies("Guten Tag!")
    assert visitor.say("Hallo")[1]["text"] == "Guten Tag!"


def test_it_says_so_when_nothing_can_be_stored(client: TestClient, visitor: Visitor, store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("ALTER TABLE messages RENAME TO elsewhere"))
    response = visitor.post(text="Hallo")
    assert (response.status_code, response.json()["error"]["code"]) == (503, "store_unavailable")
