"""Handing a request in from the dialogue."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import Engine, text

from bot.actions.need import CONCERN
from bot.actions.request.submitting import ActionSubmitRequest
from desk import conversations, notices, requests
from desk.models import OutboxCopy, Purpose, Request
from storage import database
from tests.store import configured, sqlite_url, temporary_store
from tools.postgres import server

SHOWN = {
    "summary": "Förderung · Aalen",
    "matches": [{"entry": "x", "title": "X", "verdict": "fits", "reasons": []}],
    "destination": {"entry": "verbund", "title": "Verbund", "reason": "Ist in Ihrer Nähe."},
}
CONTACT = {"email": "k.gross@muster.example", "phone": "+497461123456"}
NAME = {"name": "Käthe Groß", "company": "Muster GmbH"}
NEED = "Wir suchen einen Zuschuss"
SAID: list[tuple[str, str, str, str, Any]] = [
    ("m1", NEED, "seek_funding", "goal", "funding"),
    ("m2", "Ja", "affirm", "consent", "given"),
    ("m3", "k.gross@muster.example oder 07461 123456", "inform", "contact", CONTACT),
    ("m4", "Käthe Groß, Muster GmbH", "nlu_fallback", "contact_name", NAME),
]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with configured(tmp_path, monkeypatch), temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine


def said(number: int, message_id: str, words: str, intent: str, entities: tuple[str, ...] = ()) -> dict[str, Any]:
    found = [{"entity": name, "value": words} for name in entities]
    parsed = {"intent": {"name": intent, "confidence": 0.9}, "entities": found}
    event = {"event": "user", "text": words, "timestamp": number, "parse_data": parsed}
    return event | {"metadata": {"message_id": message_id}}


def talk(*before: dict[str, Any], **changes: Any) -> Tracker:
    """A dialogue that has everything, in a conversation of its own."""
    with database.transaction() as session:
        conversation_id = conversations.start(session).id
    events = list(before)
    for number, (message_id, words, intent, slot, value) in enumerate(SAID):
        events.append(said(number, message_id, words, intent))
        events.append({"event": "slot", "name": slot, "value": value, "timestamp": number})
    slots = {slot: value for *_, slot, value in SAID} | {"shown": SHOWN} | changes
    return Tracker(conversation_id, slots, {}, events, False, None, {}, "action_listen")


def submit(tracker: Tracker) -> tuple[list[Any], CollectingDispatcher]:
    dispatcher = CollectingDispatcher()
    return list(ActionSubmitRequest().run(dispatcher, tracker, {})), dispatcher


def heard(dispatcher: CollectingDispatcher) -> str:
    return " ".join(message["text"] for message in dispatcher.messages)


def stored() -> list[Request]:
    with database.reading() as session:
        return list(requests.newest(session, limit=50))


def copies() -> int:
    with database.reading() as session:
        return session.query(OutboxCopy).filter(OutboxCopy.purpose == Purpose.VISITOR_COPY).count()


def test_it_stores_the_request_and_says_what_to_expect() -> None:
    events, dispatcher = submit(talk())
    assert events == [SlotSet(name, None) for name in CONCERN]
    (request,) = stored()
    told = heard(dispatcher)
    assert f"Clustermanagement, Team „Anliegen“. Ihr Kennzeichen: {request.reference_code}" in told
    assert "Dort ist" in told
    assert "eine Antwort bekommen Sie voraussichtlich" in told
    for way in ("nachsehen, wie es steht", "ergänzen", "zurückziehen", "abrufen oder löschen"):
        assert way in told
    assert dispatcher.messages[0]["custom"] == {"reference_code": request.reference_code}
    assert (request.contact_email, request.contact_phone) == tuple(CONTACT.values())
    assert (request.contact_name, request.contact_company) == ("Käthe Groß", "Muster GmbH")
    assert request.contact_messages == ["m3", "m4"]
    assert {field.name: field.source_message for field in request.fields} == {"goal": "m1", "description": "m1"}
    assert copies() == 0


def test_only_what_the_visitor_saw_and_agreed_to_counts_as_confirmed() -> None:
    submit(talk())
    submit(talk(summary_confirmed={"goal": "funding", "description": NEED}))
    submit(talk(summary_confirmed={"goal": "training"}))
    confirmed = [{field.name: field.confirmed for field in request.fields} for request in reversed(stored())]
    assert confirmed == [
        {"goal": False, "description": False},
        {"goal": True, "description": True},
        {"goal": False, "description": False},
    ]


def test_what_was_added_to_the_summary_is_passed_on() -> None:
    submit(talk(addition="von 1985", summary_confirmed={"addition": "von 1985"}))
    (added,) = (field for field in stored()[0].fields if field.name == "addition")
    assert (added.value, added.confirmed) == ({"value": "von 1985"}, True)


def test_a_message_that_told_the_contact_too_early_can_be_erased_with_it() -> None:
    early = said(0, "m0", "07461 123456", "inform", ("phone",))
    submit(talk(early))
    assert stored()[0].contact_messages == ["m0", "m3", "m4"]


@pytest.mark.parametrize("consent", ["refused", None])
def test_without_consent_nothing_is_stored(consent: str | None) -> None:
    _, dispatcher = submit(talk(consent=consent))
    assert stored() == []
    assert "lege ich kein Anliegen an" in heard(dispatcher)


def test_a_copy_is_sent_on_wish() -> None:
    _, dispatcher = submit(talk(copy_wanted="yes"))
    assert f"Eine Kopie geht an {CONTACT['email']}." in heard(dispatcher)
    assert copies() == 1


@pytest.mark.parametrize(
    "changes", [{"copy_wanted": "no"}, {"copy_wanted": "yes", "contact": {"phone": "+497461123456"}}]
)
def test_no_copy_is_sent_without_wish_or_address(changes: dict[str, Any]) -> None:
    _, dispatcher = submit(talk(**changes))
    assert "Kopie geht" not in heard(dispatcher)
    assert copies() == 0


def test_an_address_that_got_too_many_copies_gets_no_more_and_the_visitor_is_told() -> None:
    for _ in range(3):
        submit(talk(copy_wanted="yes"))
    events, dispatcher = submit(talk(copy_wanted="yes"))
    assert "Kopie kann ich heute nicht mehr schicken" in heard(dispatcher)
    assert events == [SlotSet(name, None) for name in CONCERN]
    assert (len(stored()), copies()) == (4, 3)


def test_the_same_consent_makes_one_request_however_often_it_is_handed_in() -> None:
    tracker = talk()
    submit(tracker)
    tracker.events.append(said(9, "m9", "/affirm", "affirm"))
    _, dispatcher = submit(tracker)
    (request,) = stored()
    assert request.reference_code in heard(dispatcher)


def test_it_says_when_nothing_could_be_stored_and_trying_again_stores_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = talk()
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    events, dispatcher = submit(tracker)
    holder.close()
    assert events == [SlotSet("summary_asked", True)]
    (message,) = dispatcher.messages
    assert "nicht speichern" in message["text"]
    assert message["buttons"][0] == {"title": "Noch einmal versuchen", "payload": "/affirm"}
    assert stored() == []
    tracker.events.append(said(9, "m9", "/affirm", "affirm"))
    submit(tracker)
    submit(tracker)
    assert len(stored()) == 1


@pytest.mark.needs("postgresql")
def test_a_database_that_goes_away_within_a_request_leaves_nothing_half_written(
    programs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch) as engine:
        tracker = talk(copy_wanted="yes")
        announce = notices.announce

        def hang_up(session: Any, *arguments: Any) -> None:
            announce(session, *arguments)
            own = session.scalar(text("SELECT pg_backend_pid()"))
            with engine.connect() as other:
                other.execute(text(f"SELECT pg_terminate_backend({int(own)})"))

        monkeypatch.setattr(notices, "announce", hang_up)
        events, _ = submit(tracker)
        assert events == [SlotSet("summary_asked", True)]
        assert (stored(), copies()) == ([], 0)
        monkeypatch.setattr(notices, "announce", announce)
        submit(tracker)
        assert (len(stored()), copies()) == (1, 1)


HOSTILE = '<img src=x onerror="alert(1)"> =1+1 {0} %s'


def test_markup_and_formulas_are_stored_as_text() -> None:
    submit(talk(contact_name={"name": HOSTILE, "company": "=HYPERLINK(1)"}))
    (request,) = stored()
    assert (request.contact_name, request.contact_company) == (HOSTILE, "=HYPERLINK(1)")
