"""What visitors have done with a request that was made before, through the running service."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import EventKind, Message, Request, RequestEvent, RequestStatus
from tests.whole.conftest import Service, Visitor

NEED = "Wir sind 30 Leute in Aalen und suchen einen Zuschuss für Retrofit"
CONTACT = "k.einmalig@muster-giesserei.de"
ANSWER_MS = 30_000


def hand_in(visitor: Visitor) -> str:
    """Make a request and return its code."""
    visitor.needs(NEED)
    visitor.passes_on()
    visitor.presses("Ja, ich willige ein")
    visitor.says(CONTACT)
    visitor.presses("Nein")
    visitor.presses("Überspringen")
    return str(next(message["reference_code"] for message in visitor.last if message["reference_code"]))


@pytest.fixture
def code(service: Service) -> str:
    """The code of a request that was made in another conversation."""
    return hand_in(Visitor(service))


def stored(service: Service, code: str) -> Request:
    with Session(service.store()) as session:
        return session.scalars(select(Request).where(Request.reference_code == code)).one()


def test_the_status_of_a_request_made_before_is_told(visitor: Visitor, code: str) -> None:
    heard = visitor.says("Was ist aus meinem Anliegen geworden?")
    assert "Bitte nennen Sie Ihr Kennzeichen" in heard
    heard = visitor.says("Was ist eine SPS?")
    assert heard.startswith("SPS:")
    assert "das Kennzeichen aus der Bestätigung" in heard
    heard = visitor.says(code.lower().replace("-", " "))
    assert f"Ihr Anliegen {code} vom" in heard
    assert "Team „" in heard


def test_the_request_of_this_conversation_needs_no_code(visitor: Visitor) -> None:
    code = hand_in(visitor)
    assert f"Ihr Anliegen {code} vom" in visitor.says("Wie ist der Stand meiner Anfrage?")


def test_something_is_added_as_typed(visitor: Visitor, service: Service, code: str) -> None:
    visitor.says(f"Ich möchte zu {code} noch etwas ergänzen")
    text = "Wir suchen auch einen Kurs. <b>Bitte</b> erst nach 14 Uhr in Ulm melden, =1+1 {0}"
    assert "sage es dem Team" in visitor.says(text)
    with Session(service.store()) as session:
        added = select(RequestEvent).where(RequestEvent.kind == EventKind.INFORMATION_ADDED)
        event = session.scalars(added.order_by(RequestEvent.id.desc()).limit(1)).one()
        assert event.content == {"text": text}
        assert session.scalar(select(Message.text).where(Message.client_message_id == event.source_message)) == text


def test_a_request_is_withdrawn_once_it_is_confirmed(visitor: Visitor, service: Service, code: str) -> None:
    heard = visitor.says(f"Ich ziehe mein Anliegen {code} zurück")
    assert "Soll ich das Anliegen zurückziehen?" in heard
    assert "Soll ich das Anliegen zurückziehen?" in visitor.says("hm")
    assert stored(service, code).status == RequestStatus.NEW
    visitor.says(f"Ich ziehe mein Anliegen {code} zurück")
    assert "ist zurückgezogen" in visitor.presses("Ja, zurückziehen")
    assert stored(service, code).status == RequestStatus.WITHDRAWN
    assert "Daran wird nicht mehr gearbeitet" in visitor.says(f"Wie steht es um {code}?")


def test_a_request_is_erased_with_its_contact_and_a_receipt(visitor: Visitor, service: Service) -> None:
    code = hand_in(visitor)
    assert "Soll ich das Anliegen löschen?" in visitor.says("Bitte löschen Sie alle meine Daten")
    assert "abgebrochen" in visitor.says("abbrechen")
    assert stored(service, code).status == RequestStatus.NEW
    visitor.says("Bitte löschen Sie alle meine Daten")
    heard = visitor.presses("Ja, auch Nachrichten mit Kontaktdaten")
    assert "Das ist Ihr Beleg vom" in heard
    assert "unkenntlich gemacht sind Nachrichten: 0" not in heard
    request = stored(service, code)
    assert (request.status, request.contact_email) == (RequestStatus.ERASED, None)
    with Session(service.store()) as session:
        said = session.scalars(select(Message).where(Message.conversation_id == visitor.conversation_id)).all()
    assert all(CONTACT not in f"{message.text}{message.content}" for message in said)
    assert "ist gelöscht" in visitor.says(f"Wie steht es um {code}?")


def test_whoever_has_no_code_hears_whom_to_ask(visitor: Visitor) -> None:
    assert "Kennzeichen" in visitor.says("Löschen Sie alles über mich")
    assert "im Impressum dieser Website" in visitor.presses("Ich habe kein Kennzeichen")


def test_a_wrong_code_is_asked_for_again(visitor: Visitor, code: str) -> None:
    heard = visitor.says(f"Wie steht es um {code[:-1]}{'2' if code[-1] != '2' else '3'}?")
    assert "finde ich kein Anliegen" in heard
    assert f"Ihr Anliegen {code}" in visitor.says(code)


@pytest.mark.needs("browser")
def test_the_page_shows_and_saves_what_is_stored(page: Page, service: Service, code: str, tmp_path: Path) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(service.url)
    page.get_by_role("button", name="Gespräch beginnen").click()
    expect(page.locator("[data-author=bot]")).to_have_count(1, timeout=ANSWER_MS)
    page.get_by_role("textbox", name="Ihre Nachricht").fill(f"Ich möchte eine Kopie meiner Daten zu {code}")
    page.get_by_role("button", name="Senden", exact=True).click()
    box = page.get_by_role("group", name=f"Gespeichert zu {code}")
    box.get_by_role("button", name="Gespeicherte Daten anzeigen").click(timeout=ANSWER_MS)
    expect(box.get_by_role("status")).to_have_text(re.compile("Die Daten stehen jetzt hier"))
    expect(box.locator("dd").filter(has_text=CONTACT)).to_be_visible()
    with page.expect_download() as download:
        box.get_by_role("link", name="Alles als Datei speichern").click()
    assert download.value.suggested_filename == f"{code}.json"
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert content["request"]["contact_email"] == CONTACT
    page.reload()
    expect(box.get_by_role("button", name="Gespeicherte Daten anzeigen")).to_be_visible(timeout=ANSWER_MS)
    assert CONTACT not in page.get_by_role("log").inner_text()
    assert problems == []
