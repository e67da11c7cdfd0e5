"""What a visitor has done with a request that was made before, against a real store."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.actions.care import SLOTS, Care
from desk import clock, conversations
from desk.models import EventKind, Message, Request, RequestEvent, RequestStatus
from desk.outbox.courier import Courier
from german.reference_codes import written
from knowledge.content_files import Content
from knowledge.importing import import_content
from settings import Settings
from storage import database
from tests.actions.care_talk import Talk
from tests.desk.desk_samples import StandingClock, conversation, submitted
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary
from tests.store import configured, sqlite_url, temporary_store

LONG_AGO = StandingClock(datetime(2020, 3, 2, 9, 30, tzinfo=UTC))
WRONG = [written(f"2222222{character}") for character in "23456789"]


@pytest.fixture(autouse=True)
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    entries = {entry.id: entry for entry in (faq(), glossary())}
    with (
        configured(tmp_path, monkeypatch) as configuration,
        temporary_store(sqlite_url(tmp_path), monkeypatch) as engine,
    ):
        with Session(engine) as session, session.begin():
            import_content(session, Content(entries, TAXONOMY))
        yield configuration


@pytest.fixture
def code() -> str:
    """The code of a request that another conversation made just now."""
    return submitted(StandingClock(clock.now())).reference_code


@pytest.fixture
def talk() -> Talk:
    return Talk()


def request_of(code: str) -> Request:
    with database.reading() as session:
        return session.scalars(select(Request).where(Request.reference_code == code)).one()


def events(code: str, kind: EventKind) -> list[RequestEvent]:
    request = request_of(code)
    with database.reading() as session:
        found = select(RequestEvent).where(RequestEvent.request_id == request.id, RequestEvent.kind == kind)
        return list(session.scalars(found))


# Status


def test_it_tells_where_a_request_is_and_until_when_an_answer_is_promised(talk: Talk, code: str) -> None:
    heard = talk.says(f"Wie steht es um {code}?", "request_status", reference_code=code)
    assert f"Ihr Anliegen {code} vom" in heard
    assert "auf dem Weg zu Clustermanagement, Team „Anliegen“" in heard
    assert "Eine Antwort bekommen Sie voraussichtlich" in heard
    assert "Ergänzt" not in heard
    assert all(talk.slots[name] is None for name in SLOTS)


def test_it_tells_that_the_team_knows_of_it(talk: Talk, code: str, configuration: Settings) -> None:
    Courier.of(configuration).deliver_due()
    heard = talk.says(code, "request_status", reference_code=code)
    assert "liegt bei Clustermanagement, Team „Anliegen“. Das Team hat Bescheid bekommen." in heard


def test_an_overdue_request_can_be_added_to(talk: Talk) -> None:
    code = submitted(LONG_AGO).reference_code
    heard = talk.says(code, "request_status", reference_code=code)
    assert f"Ihr Anliegen {code} vom 02.03.2020, 10:30 Uhr" in heard
    assert "Eine Antwort war eher zugesagt." in heard
    assert f"zu Ihrem Anliegen {code} ergänzen?" in talk.presses("Etwas ergänzen")


def test_it_tells_when_something_was_added(talk: Talk, code: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    talk.says("Es eilt.", "inform")
    assert "Ergänzt haben Sie es: " in talk.says("Stand?", "request_status")


# Which request


def test_it_asks_for_the_code_and_reads_it_however_it_is_typed(talk: Talk, code: str) -> None:
    assert "beginnt mit „LT-“" in talk.says("Was ist aus meinem Anliegen geworden?", "request_status")
    assert talk.buttons() == ["Ich habe kein Kennzeichen"]
    assert f"Ihr Anliegen {code}" in talk.says(code.lower().replace("-", " "), "nlu_fallback")


def test_the_request_of_this_conversation_is_taken_at_once(talk: Talk) -> None:
    code = submitted(StandingClock(clock.now()), conversation_id=conversation()).reference_code
    talk.conversation_id = request_of(code).conversation_id
    assert f"Ihr Anliegen {code}" in talk.says("Wie ist der Stand?", "request_status")


def test_several_requests_of_this_conversation_are_offered(talk: Talk) -> None:
    talk.conversation_id = conversation()
    first, second = (
        submitted(conversation_id=talk.conversation_id, submitted_by=message).reference_code for message in ("m1", "m2")
    )
    talk.says("Ich will etwas ergänzen", "add_information")
    assert talk.buttons() == [f"Kennzeichen {second}", f"Kennzeichen {first}", "Ich habe kein Kennzeichen"]
    assert f"zu Ihrem Anliegen {first} ergänzen?" in talk.presses(f"Kennzeichen {first}")


def test_an_erased_request_of_this_conversation_is_not_offered(talk: Talk) -> None:
    code = submitted(conversation_id=conversation()).reference_code
    talk.conversation_id = request_of(code).conversation_id
    talk.says("Löschen", "erase_data")
    talk.presses("Ja, Anliegen löschen")
    talk.slots["reference_code"] = None
    assert "beginnt mit „LT-“" in talk.says("Stand?", "request_status")


def test_a_code_named_before_is_taken_again_and_another_takes_its_place(talk: Talk, code: str) -> None:
    other = submitted().reference_code
    talk.says(code, "request_status", reference_code=code)
    assert f"Ihr Anliegen {code}" in talk.says("Ich ziehe es zurück", "withdraw_request")
    assert f"Ihr Anliegen {other}" in talk.says(f"nein, {other}", "withdraw_request", reference_code=other)


def test_a_code_as_answer_does_not_change_what_is_wanted(talk: Talk, code: str) -> None:
    talk.says("Mein Anliegen hat sich erledigt", "withdraw_request")
    assert "Soll ich das Anliegen zurückziehen?" in talk.says(code, "request_status", reference_code=code)


def test_what_is_wanted_may_change_while_the_code_is_asked_for(talk: Talk, code: str) -> None:
    talk.says("Wie ist der Stand?", "request_status")
    talk.says("ach, löschen Sie es einfach", "erase_data")
    assert "Soll ich das Anliegen löschen?" in talk.says(code, "request_status", reference_code=code)


@pytest.mark.parametrize("intent", ["dont_know", "deny", "skip"])
def test_without_a_code_it_says_whom_to_ask(talk: Talk, intent: str) -> None:
    talk.says("Stand?", "request_status")
    assert "Ohne Kennzeichen kann ich Ihr Anliegen nicht finden" in talk.says("hab ich nicht", intent)
    assert "beginnt mit „LT-“" in talk.says("Stand?", "request_status")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("Kennzeichen habe ich keins", "request_status"), ("das hab ich verlegt", "nlu_fallback")],
)
def test_a_code_may_be_lost(talk: Talk, text: str, intent: str) -> None:
    talk.says("Stand?", "request_status")
    assert "Ohne Kennzeichen kann ich Ihr Anliegen nicht finden" in talk.says(text, intent)


def test_a_question_with_a_no_in_it_is_no_loss(talk: Talk) -> None:
    talk.says("Stand?", "request_status")
    assert talk.says("Sind Sie kein Mensch?", "bot_challenge") == ""


@pytest.mark.parametrize("intent", ["export_data", "erase_data"])
def test_whoever_wants_all_data_hears_what_is_possible(talk: Talk, intent: str) -> None:
    heard = talk.says("Löschen Sie alles über mich", intent)
    assert "kann ich Ihnen hier zeigen oder löschen" in heard
    assert "Impressum" in heard
    assert "Ohne Kennzeichen kann ich im Gespräch nichts zeigen" in talk.presses("Ich habe kein Kennzeichen")


def test_words_that_are_no_code_are_left_to_the_rules_and_count_as_no_guess(talk: Talk, code: str) -> None:
    talk.says("Stand?", "request_status")
    for _ in range(20):
        assert talk.says("keine Ahnung was das ist", "nlu_fallback") == ""
    assert code in talk.says(code, "request_status", reference_code=code)


# Guessing


def test_a_wrong_code_is_asked_for_again(talk: Talk, code: str) -> None:
    heard = talk.says("Stand?", "request_status", reference_code=WRONG[0])
    assert "finde ich kein Anliegen" in heard
    assert "beginnt mit „LT-“" in heard
    assert f"Ihr Anliegen {code}" in talk.says(code, "request_status", reference_code=code)


def guess(talk: Talk) -> str:
    heard = [talk.says(wrong, "request_status", reference_code=wrong) for wrong in WRONG[:5]]
    assert all("finde ich kein Anliegen. Bitte prüfen" in one for one in heard[:4])
    return heard[4]


def test_guessing_has_to_wait_and_hears_until_when(talk: Talk, code: str) -> None:
    heard = guess(talk)
    assert "sehe ich das nächste erst um " in heard
    assert not talk.is_active
    assert "sehe ich das nächste erst um " in talk.says(code, "request_status", reference_code=code)


def test_guessing_waits_for_everybody_at_the_address(code: str) -> None:
    guess(Talk(address_key="a" * 64))
    neighbour, other = Talk(address_key="a" * 64), Talk(address_key="b" * 64)
    assert "sehe ich das nächste erst um " in neighbour.says(code, "request_status", reference_code=code)
    assert f"Ihr Anliegen {code}" in other.says(code, "request_status", reference_code=code)


# Adding


def test_what_is_added_is_stored_as_typed(talk: Talk, code: str) -> None:
    assert f"zu Ihrem Anliegen {code} ergänzen?" in talk.says("ergänzen", "add_information", reference_code=code)
    text = "Es eilt: <b>Umbau</b> im Mai.\n=1+1 {0} %s"
    heard = talk.says(text, "withdraw_request")
    assert "sage es dem Team „Anliegen“" in heard
    (event,) = events(code, EventKind.INFORMATION_ADDED)
    assert event.content == {"text": text}
    assert event.source_message
    assert request_of(code).status == RequestStatus.NEW


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("Nein, es sind doch 60 statt 45 Leute", "deny", 0.9),
        ("Bitte das alte Vorhaben abbrechen, es geht nur noch um die Presse", "cancel", 0.6),
        (f"Es gehört zu {written('23456789')} dazu", "request_status", 0.9),
        ("Kann ich nur vormittags erreicht werden?", "ask_question", 0.9),
    ],
)
def test_words_are_an_addition_whatever_they_look_like(
    talk: Talk, code: str, text: str, intent: str, confidence: float
) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    assert "gespeichert" in talk.says(text, intent, confidence)
    assert [event.content["text"] for event in events(code, EventKind.INFORMATION_ADDED)] == [text]


@pytest.mark.parametrize(("text", "intent"), [("nein", "deny"), ("doch nichts", "dont_know")])
def test_nothing_is_added_after_a_no(talk: Talk, code: str, text: str, intent: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    assert talk.says(text, intent) == "In Ordnung, ich ändere nichts."
    assert events(code, EventKind.INFORMATION_ADDED) == []


def test_a_button_from_before_is_no_addition(talk: Talk, code: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    assert talk.sends("/seek_funding") == ""
    assert events(code, EventKind.INFORMATION_ADDED) == []


@pytest.mark.parametrize(
    ("text", "reply"), [("???", "Darin steht noch nichts"), ("x" * 2001, "höchstens 2000 Zeichen")]
)
def test_an_addition_needs_a_bearable_length(talk: Talk, code: str, text: str, reply: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    heard = talk.says(text, "nlu_fallback")
    assert reply in heard
    assert f"zu Ihrem Anliegen {code} ergänzen?" in heard
    assert events(code, EventKind.INFORMATION_ADDED) == []


def test_a_question_that_the_store_knows_is_answered_and_is_no_addition(talk: Talk, code: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    heard = talk.says("Wie ölt man Schrauben?", "ask_question")
    assert "erfundene Antwort" in heard
    assert f"zu Ihrem Anliegen {code} ergänzen?" in heard
    assert events(code, EventKind.INFORMATION_ADDED) == []


def test_stopping_is_no_addition(talk: Talk, code: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    assert talk.says("abbrechen", "cancel") == ""
    assert talk.says("Sind Sie ein Mensch?", "bot_challenge") == ""


# Withdrawing and erasing


def test_a_request_is_withdrawn_after_a_yes(talk: Talk, code: str) -> None:
    heard = talk.says("Ich ziehe es zurück", "withdraw_request", reference_code=code)
    assert f"Wenn ich Ihr Anliegen {code} zurückziehe" in heard
    assert request_of(code).status == RequestStatus.NEW
    assert f"Ihr Anliegen {code} ist zurückgezogen" in talk.presses("Ja, zurückziehen")
    assert request_of(code).status == RequestStatus.WITHDRAWN
    assert "Soll ich das Anliegen löschen?" in talk.presses("Auch löschen")


@pytest.mark.parametrize(
    ("text", "intent", "confidence"), [("ja", "affirm", 0.95), ("Ja, bitte zurückziehen", "withdraw_request", 0.9)]
)
def test_a_clear_yes_in_words_withdraws(talk: Talk, code: str, text: str, intent: str, confidence: float) -> None:
    talk.says("zurückziehen", "withdraw_request", reference_code=code)
    talk.says(text, intent, confidence)
    assert request_of(code).status == RequestStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("ja", "affirm", 0.6),
        ("/affirm", "affirm", 1.0),
        ("bitte zurückziehen", "withdraw_request", 0.9),
        ("ja nicht zurückziehen", "withdraw_request", 0.9),
        ("ja nicht", "affirm", 0.9),
        ("lieber nicht", "deny", 0.5),
        ("hm", "nlu_fallback", 0.9),
    ],
)
def test_nothing_else_withdraws(talk: Talk, code: str, text: str, intent: str, confidence: float) -> None:
    talk.says("zurückziehen", "withdraw_request", reference_code=code)
    talk.says(text, intent, confidence)
    assert request_of(code).status == RequestStatus.NEW


def test_a_button_confirms_only_its_own_request_and_deed(talk: Talk, code: str) -> None:
    other = submitted().reference_code
    talk.says("löschen", "erase_data", reference_code=other)
    older = talk.heard
    talk.says("abbrechen", "cancel")
    talk.says(f"nein, {code}", "erase_data", reference_code=code)
    talk.heard = older
    assert "klares Ja oder Nein" in talk.presses("Ja, Anliegen löschen")
    talk.says("doch nur zurückziehen", "withdraw_request")
    talk.heard = older
    talk.presses("Ja, Anliegen löschen")
    assert {request_of(one).status for one in (code, other)} == {RequestStatus.NEW}


def test_a_no_leaves_everything_as_it_is(talk: Talk, code: str) -> None:
    for intent in ("withdraw_request", "erase_data"):
        talk.says("weg damit", intent, reference_code=code)
        assert talk.presses("Nein, so lassen") == "In Ordnung, ich ändere nichts."
    assert request_of(code).status == RequestStatus.NEW


def test_a_request_is_erased_with_a_receipt(talk: Talk, code: str) -> None:
    talk.says("Was passiert mit meinen Daten, ergänzen", "add_information", reference_code=code)
    talk.says("Unverwechselbar", "inform")
    heard = talk.says("Löschen Sie es", "erase_data")
    assert "Rückgängig machen kann ich das nicht." in heard
    heard = talk.presses("Ja, Anliegen löschen")
    assert f"Ihr Anliegen {code} ist gelöscht. Das ist Ihr Beleg vom " in heard
    assert "Angaben: 3, Ergänzungen: 1, Meldungen: 2, unkenntlich gemacht sind Nachrichten: 0" in heard
    assert "Ich habe es gebeten" not in heard
    assert request_of(code).contact_email is None


def test_a_team_that_has_a_copy_is_asked_to_erase_it(talk: Talk, code: str, configuration: Settings) -> None:
    Courier.of(configuration).deliver_due()
    talk.says("Löschen Sie es", "erase_data", reference_code=code)
    assert "Ich habe es gebeten, sie zu löschen." in talk.presses("Ja, Anliegen löschen")


def test_messages_with_contact_details_are_blanked_on_wish(talk: Talk) -> None:
    talk.conversation_id = conversation()
    with database.transaction() as session:
        conversations.receive_text(session, talk.conversation_id, "message-7", "k.groß@musterbetrieb.de")
    submitted(conversation_id=talk.conversation_id)
    talk.says("Löschen Sie alles", "erase_data")
    heard = talk.presses("Ja, auch Nachrichten mit Kontaktdaten")
    assert "unkenntlich gemacht sind Nachrichten: 1" in heard
    with database.reading() as session:
        assert [message.text for message in session.scalars(select(Message))] == ["█"]


@pytest.mark.parametrize(
    ("care", "status", "reply"),
    [
        (Care.STATUS, RequestStatus.WITHDRAWN, "zurückgezogen. Daran wird nicht mehr gearbeitet."),
        (Care.ADD, RequestStatus.WITHDRAWN, "zurückgezogen. Daran wird nicht mehr gearbeitet."),
        (Care.WITHDRAW, RequestStatus.WITHDRAWN, "zurückgezogen. Daran wird nicht mehr gearbeitet."),
        (Care.ERASE, RequestStatus.WITHDRAWN, "Soll ich das Anliegen löschen?"),
        (Care.EXPORT, RequestStatus.WITHDRAWN, "als Datei bekommen Sie alles"),
        *((care, RequestStatus.ERASED, "ist gelöscht. Angaben dazu gibt es hier nicht mehr.") for care in Care),
    ],
)
def test_a_request_that_has_ended_says_so(talk: Talk, code: str, care: Care, status: RequestStatus, reply: str) -> None:
    ending = {RequestStatus.WITHDRAWN: Care.WITHDRAW, RequestStatus.ERASED: Care.ERASE}[status]
    talk.says("weg damit", ending, reference_code=code)
    talk.says("ja", "affirm")
    assert reply in Talk().says("…", care, reference_code=code)


def test_what_ended_while_the_form_asked_is_told(talk: Talk, code: str) -> None:
    talk.says("ergänzen", "add_information", reference_code=code)
    other = Talk()
    other.says("zurückziehen", "withdraw_request", reference_code=code)
    other.says("ja", "affirm")
    assert "Daran wird nicht mehr gearbeitet." in talk.says("Es eilt.", "inform")
    assert events(code, EventKind.INFORMATION_ADDED) == []


# Giving out


def test_the_page_gets_the_code_and_the_transcript_no_copy_of_the_data(talk: Talk, code: str) -> None:
    heard = talk.says("Kopie meiner Daten", "export_data", reference_code=code)
    assert f"was zu Ihrem Anliegen {code} gespeichert ist" in heard
    assert talk.data() == {"download": {"reference_code": code}}


# Around it


def test_an_open_offer_is_taken_up_again(talk: Talk, code: str) -> None:
    talk.slots |= {"shown": {"summary": "Förderung"}, "request_offered": True}
    heard = talk.says(code, "request_status", reference_code=code)
    assert heard.endswith("Soll ich es weitergeben?")
    assert talk.slots["request_offered"] is True


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Iterator[sqlite3.Connection]:
    """A store that nobody can write to until this connection ends its transaction."""
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield holder
    holder.close()


def test_a_store_that_is_away_is_told_and_can_be_tried_again(talk: Talk, code: str, locked: sqlite3.Connection) -> None:
    heard = talk.says(code, "request_status", reference_code=code)
    assert heard.startswith("Ich komme gerade nicht an die gespeicherten Anliegen")
    assert not talk.is_active
    locked.execute("ROLLBACK")
    assert f"Ihr Anliegen {code}" in talk.presses("Noch einmal versuchen")


def test_a_store_that_goes_away_after_the_yes_changes_nothing(
    talk: Talk, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says("zurückziehen", "withdraw_request", reference_code=code)
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "es hat sich nichts geändert" in talk.presses("Ja, zurückziehen")
    holder.close()
    assert request_of(code).status == RequestStatus.NEW
    assert "Soll ich das Anliegen zurückziehen?" in talk.presses("Noch einmal versuchen")
    talk.presses("Ja, zurückziehen")
    assert request_of(code).status == RequestStatus.WITHDRAWN
