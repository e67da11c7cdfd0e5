"""Handing a conversation over to a human with what is known."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.actions.escalation.anger import ActionCalm
from bot.actions.escalation.handing_over import ActionEscalate
from bot.actions.escalation.passing_on import ActionPassNothingOn, ActionSubmitWithoutContact
from bot.actions.escalation.without_contact import ActionOfferWithoutContact
from bot.actions.request.submitting import ActionSubmitRequest
from desk import conversations, requests
from desk.models import Request
from knowledge.content_files import Content
from knowledge.importing import import_content
from storage import database
from tests.actions.dialogue import Dialogue, titles
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY, cluster
from tests.store import configured, sqlite_url, temporary_store

NEED = "Unsere Schrauben quietschen in der ganzen Halle"
NO_ANSWER = "Ohne E-Mail-Adresse oder Telefonnummer kann Ihnen allerdings niemand antworten"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    office = cluster(statewide=True, url="https://example.org/schraubencluster")
    entries = {entry.id: entry for entry in (*REGIONS, office)}
    with configured(tmp_path, monkeypatch), temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        with Session(engine) as session, session.begin():
            import_content(session, Content(entries, TAXONOMY))
        yield


@pytest.fixture
def dialogue() -> Dialogue:
    with database.transaction() as session:
        return Dialogue(conversations.start(session).id)


def stored() -> list[Request]:
    with database.reading() as session:
        return list(requests.newest(session, limit=5))


def details(request: Request) -> dict[str, Any]:
    return {found.name: found.value["value"] for found in request.fields}


def test_a_wish_is_announced_with_what_is_known_and_when_somebody_is_there(dialogue: Dialogue) -> None:
    dialogue.says(NEED, "state_need").sets(topic="schrauben").says("Ich will einen Menschen", "talk_to_human")
    (said,) = dialogue.hears(ActionEscalate())
    assert "an einen Menschen" in said["text"]
    assert "Team „Anliegen“" in said["text"]
    assert " Uhr jemand da" in said["text"]
    assert "Dazu weiß ich bisher: Schrauben ölen." in said["text"]
    assert (dialogue.slots["escalation"], dialogue.slots["offer"]) == ("wish", "nothing")


def test_without_details_the_last_question_is_taken_along(dialogue: Dialogue) -> None:
    dialogue.says("Was kostet eine Schraube?", "ask_question").says("einen Menschen bitte", "talk_to_human")
    assert "„Was kostet eine Schraube?“" in dialogue.hears(ActionEscalate())[0]["text"]


def test_who_has_said_nothing_yet_clears_it_with_the_human(dialogue: Dialogue) -> None:
    (said,) = dialogue.says("einen Menschen bitte", "talk_to_human").hears(ActionEscalate())
    assert "klären Sie dann direkt" in said["text"]


def test_a_long_story_is_quoted_in_part_and_passed_on_whole(dialogue: Dialogue) -> None:
    story = "Alles quietscht. " * 40
    dialogue.says(story, "state_need").says("Mensch!", "talk_to_human")
    assert len(dialogue.hears(ActionEscalate())[0]["text"]) < len(story)
    assert dialogue.slots["shown"]["told"] == {"text": story, "message": "m1"}


def test_with_a_contact_the_escalation_is_stored_and_promised(dialogue: Dialogue) -> None:
    dialogue.says(NEED, "state_need").sets(topic="schrauben").says("Mensch!", "talk_to_human")
    dialogue.hears(ActionEscalate())
    dialogue.says("ja", "affirm").sets(consent="given")
    dialogue.says("k.gross@muster.de", "inform").sets(contact={"email": "k.gross@muster.de"})
    said = dialogue.hears(ActionSubmitRequest())
    (request,) = stored()
    assert (request.kind, request.escalation_reason, request.urgency) == ("escalation", "wish", "normal")
    assert (request.contact_email, request.contact_messages) == ("k.gross@muster.de", ["m4"])
    assert details(request) == {"topic": "schrauben", "description": NEED}
    assert (request.destination, request.summary) == ("schraubencluster", "Schrauben ölen")
    assert request.reference_code in said[0]["text"]
    assert dialogue.slots["escalation"] is None


def test_matches_that_were_shown_go_along(dialogue: Dialogue) -> None:
    match = {"entry": "x", "title": "X", "verdict": "fits", "reasons": []}
    shown = {"summary": "Wie gezeigt", "matches": [match], "destination": None}
    dialogue.says(NEED, "state_need").sets(shown=shown, topic="schrauben").says("Mensch!", "talk_to_human")
    dialogue.hears(ActionEscalate())
    dialogue.says("ja", "affirm").sets(consent="given", contact={"phone": "07461 123456"})
    dialogue.hears(ActionSubmitRequest())
    (request,) = stored()
    assert (request.summary, request.matches, request.destination) == ("Wie gezeigt", [match], None)


def test_without_consent_nobody_can_answer_and_the_visitor_is_asked(dialogue: Dialogue) -> None:
    dialogue.says(NEED, "state_need").sets(topic="schrauben").says("Mensch!", "talk_to_human")
    dialogue.hears(ActionEscalate())
    dialogue.says("nein", "deny").sets(consent="refused")
    (said,) = dialogue.hears(ActionSubmitRequest())
    assert NO_ANSWER in said["text"]
    assert "die Seite von „Schraubencluster“" in said["text"]
    (card,) = said["custom"]["cards"]
    assert (card["url"], card["source"]["title"]) == ("https://example.org/schraubencluster", "Fantasiequelle")
    assert titles(said) == ["Ja, ohne Kontakt weitergeben", "Nein, danke"]
    assert stored() == []
    assert dialogue.slots["offer"] == "without_contact"


def test_an_organisation_without_a_page_is_not_named(dialogue: Dialogue) -> None:
    shown: dict[str, Any] = {"summary": "", "matches": [], "destination": None, "told": None, "reason": "wish"}
    (said,) = dialogue.says("keine Angabe", "skip").sets(shown=shown).hears(ActionOfferWithoutContact())
    assert NO_ANSWER in said["text"]
    assert "Seite von" not in said["text"]
    assert said["custom"] == {}


def test_passed_on_without_a_contact_it_tells_nobody_who_it_was(dialogue: Dialogue) -> None:
    dialogue.says("Meine Schraube quietscht, anna@muster.de", "state_need").says("Mensch!", "talk_to_human")
    dialogue.hears(ActionEscalate())
    dialogue.says("ja", "affirm").sets(consent="given").says("weiß nicht", "dont_know")
    dialogue.hears(ActionOfferWithoutContact())
    (said,) = dialogue.says("ja", "affirm").hears(ActionSubmitWithoutContact())
    (request,) = stored()
    assert (request.kind, request.consent_version, request.contact_email) == ("escalation", None, None)
    assert request.contact_messages == []
    assert details(request)["description"] == "Meine Schraube quietscht, [E-Mail]"
    assert request.reference_code in said["text"]
    assert "Antworten kann Ihnen deshalb niemand" in said["text"]


def test_what_is_not_passed_on_is_stored_nowhere(dialogue: Dialogue) -> None:
    dialogue.says(NEED, "state_need").says("Mensch!", "talk_to_human")
    dialogue.hears(ActionEscalate())
    dialogue.says("nein", "deny").hears(ActionOfferWithoutContact())
    (said,) = dialogue.says("nein", "deny").hears(ActionPassNothingOn())
    assert "ich gebe nichts weiter" in said["text"]
    assert stored() == []
    assert dialogue.slots["shown"] is None


def test_a_locked_store_is_told_and_the_offer_stays(
    dialogue: Dialogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogue.says("Mensch!", "talk_to_human").hears(ActionEscalate())
    dialogue.says("nein", "deny").hears(ActionOfferWithoutContact())
    monkeypatch.setattr(database, "pause", lambda _: None)
    database.engine().dispose()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    holder = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    (said,) = dialogue.says("ja", "affirm").hears(ActionSubmitWithoutContact())
    holder.close()
    assert "nicht speichern" in said["text"]
    assert dialogue.slots["offer"] == "without_contact"
    dialogue.says("ja", "affirm").hears(ActionSubmitWithoutContact())
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("said_before", "why"),
    [
        ([("du Depp", "abuse")], "anger"),
        ([("so ein Mist", "complaint"), ("egal", "dont_know")], "anger"),
        ([("qqq", "nlu_fallback"), ("www", "nlu_fallback")], "fallbacks"),
        ([("du Depp", "abuse"), ("Mensch!", "talk_to_human")], "wish"),
    ],
)
def test_a_yes_takes_up_the_reason_of_the_offer(
    dialogue: Dialogue, said_before: list[tuple[str, str]], why: str
) -> None:
    for text, intent in said_before:
        dialogue.says(text, intent)
    dialogue.says("ja", "affirm").hears(ActionEscalate())
    assert dialogue.slots["escalation"] == why


def test_anger_is_urgent(dialogue: Dialogue) -> None:
    dialogue.says("du Depp", "abuse").says("ja", "affirm").hears(ActionEscalate())
    dialogue.says("ja", "affirm").sets(consent="given", contact={"phone": "07461 123456"}).hears(ActionSubmitRequest())
    assert stored()[0].urgency == "high"


@pytest.mark.parametrize(
    ("text", "intent"), [("du Depp", "abuse"), ("Das ist Mist!!", "complaint"), ("MIST", "complaint")]
)
def test_strong_anger_is_offered_a_human_at_once(dialogue: Dialogue, text: str, intent: str) -> None:
    (said,) = dialogue.says(text, intent).hears(ActionCalm())
    assert titles(said) == ["Ja, bitte weitergeben", "Nein, hier weiter"]
    assert dialogue.slots["offer"] == "human"


def test_a_first_complaint_is_calmed_and_a_second_one_is_offered_a_human(dialogue: Dialogue) -> None:
    (first,) = dialogue.says("Das hilft mir nicht", "complaint").hears(ActionCalm())
    assert titles(first) == ["Mit einem Menschen sprechen", "Von vorn anfangen"]
    assert "offer" not in dialogue.slots
    dialogue.says("Immer noch nicht", "complaint").hears(ActionCalm())
    assert dialogue.slots["offer"] == "human"


def test_where_a_form_leads_to_a_human_already_none_is_offered(dialogue: Dialogue) -> None:
    dialogue.form = "contact_form"
    (said,) = dialogue.says("du Depp", "abuse").hears(ActionCalm())
    assert titles(said) == []
    assert "offer" not in dialogue.slots
