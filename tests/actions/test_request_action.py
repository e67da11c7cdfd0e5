"""Handing a request in from the dialogue."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.need import CONCERN
from bot.actions.request import ActionSubmitRequest, ValidateContactForm
from desk import conversations, requests
from desk.models import Request
from storage import database
from tests.store import configured, sqlite_url, temporary_store

SHOWN = {
    "summary": "Förderung · Aalen",
    "matches": [{"entry": "x", "title": "X", "verdict": "fits", "reasons": []}],
    "destination": {"entry": "verbund", "title": "Verbund", "reason": "Ist in Ihrer Nähe."},
}
SAID = [
    ("m1", "Wir suchen einen Zuschuss", "seek_funding", "goal", "funding"),
    ("m2", "Ja", "affirm", "consent", "given"),
    ("m3", "k.gross@muster.de oder 07461 123456", "inform", "contact", "k.gross@muster.de oder 07461 123456"),
    ("m4", "Käthe Groß", "nlu_fallback", "contact_name", "Käthe Groß"),
]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with configured(tmp_path, monkeypatch), temporary_store(sqlite_url(tmp_path), monkeypatch):
        yield


@pytest.fixture
def tracker() -> Tracker:
    with database.transaction() as session:
        talk = conversations.start(session).id
    events: list[dict[str, Any]] = []
    for number, (message_id, text, intent, slot, value) in enumerate(SAID):
        parsed = {"intent": {"name": intent, "confidence": 0.9}}
        said = {"event": "user", "text": text, "timestamp": number, "parse_data": parsed}
        events.append(said | {"metadata": {"message_id": message_id}})
        events.append({"event": "slot", "name": slot, "value": value, "timestamp": number})
    slots = {slot: value for *_, slot, value in SAID} | {"shown": SHOWN}
    return Tracker(talk, slots, {}, events, False, None, {}, "action_listen")


def stored() -> list[Request]:
    with database.reading() as session:
        return list(requests.newest(session, limit=5))


def test_it_stores_the_request_and_says_what_to_expect(tracker: Tracker) -> None:
    dispatcher = CollectingDispatcher()
    assert ActionSubmitRequest().run(dispatcher, tracker, {}) == [SlotSet(name, None) for name in CONCERN]
    (request,) = stored()
    heard = " ".join(message["text"] for message in dispatcher.messages)
    assert f"Team „Anliegen“. Ihr Kennzeichen: {request.reference_code}" in heard
    assert "Dort ist" in heard
    assert "Eine Antwort bekommen Sie voraussichtlich" in heard
    assert dispatcher.messages[0]["custom"] == {"reference_code": request.reference_code}
    assert (request.contact_email, request.contact_phone) == ("k.gross@muster.de", "+497461123456")
    assert (request.contact_name, request.contact_messages) == ("Käthe Groß", ["m3", "m4"])
    assert {field.name: field.source_message for field in request.fields} == {"goal": "m1", "description": "m1"}


def test_it_says_when_nothing_could_be_stored_and_offers_to_try_again(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    dispatcher = CollectingDispatcher()
    assert ActionSubmitRequest().run(dispatcher, tracker, {}) == [SlotSet("request_offered", True)]
    holder.close()
    (message,) = dispatcher.messages
    assert "nicht speichern" in message["text"]
    assert message["buttons"][0] == {"title": "Noch einmal versuchen", "payload": "/affirm"}
    assert stored() == []
    ActionSubmitRequest().run(CollectingDispatcher(), tracker, {})
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("said", "value", "kept"),
    [
        ("k@muster.de, 07461 123456", "k@muster.de", "k@muster.de, 07461 123456"),
        ("Sie erreichen mich unter k@muster.de", "k@muster.de", "k@muster.de"),
        ("07461 123456", "07461 123456", "07461 123456"),
        ("foo@bar", "foo@bar", None),
    ],
)
def test_it_keeps_all_of_a_contact_that_was_said_at_once(
    tracker: Tracker, said: str, value: str, kept: str | None
) -> None:
    tracker.latest_message = {"text": said}
    dispatcher = CollectingDispatcher()
    assert ValidateContactForm().validate_contact(value, dispatcher, tracker, {}) == {"contact": kept}
    assert bool(dispatcher.messages) is (kept is None)
