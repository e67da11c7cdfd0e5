"""What is asked back when a message was not understood for sure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from bot.actions import clarifying
from bot.actions.clarifying import ActionClarify, label
from knowledge.content_files import Content
from knowledge.importing import import_content
from tests.knowledge.knowledge_samples import TAXONOMY, faq, glossary
from tests.store import sqlite_url, temporary_store

ROOT = Path(__file__).parents[2]
NOT_THE_POINT = "Etwas anderes"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    entries = {entry.id: entry for entry in (faq(), glossary())}
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        with Session(engine) as session, session.begin():
            import_content(session, Content(entries, TAXONOMY))
        yield


def asked_back(text: str, *ranking: tuple[str | None, float], **details: Any) -> tuple[dict[str, Any], list[Any]]:
    """Return what was said to a message with this ranking and these entities, and the events."""
    message = {
        "text": text,
        "intent": {"name": "nlu_fallback", "confidence": 0.6},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
        "entities": [{"entity": name, "value": value} for name, value in details.items()],
    }
    user = {"event": "user", "text": text, "timestamp": 0, "parse_data": message, "metadata": {"message_id": "m1"}}
    tracker = Tracker("visitor", {}, message, [user], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    events = ActionClarify().run(dispatcher, tracker, {})
    (said,) = dispatcher.messages
    return said, list(events)


def buttons(said: dict[str, Any]) -> dict[str, str]:
    return {button["title"]: button["payload"] for button in said["buttons"]}


def test_the_two_likeliest_meanings_are_offered_in_plain_german() -> None:
    said, events = asked_back(
        "irgendwas mit geld", ("nlu_fallback", 0.6), ("seek_funding", 0.3), ("seek_course", 0.2), ("cancel", 0.15)
    )
    assert said["text"] == "Ich bin nicht sicher, was Sie meinen. Geht es um eines davon?"
    assert buttons(said) == {
        "Förderung finden": "/seek_funding",
        "Weiterbildung finden": "/seek_course",
        NOT_THE_POINT: "/rephrase",
    }
    assert SlotSet("request_offered", None) in events


def test_a_button_keeps_what_was_said_about_the_concern() -> None:
    said, _ = asked_back("geld für schrauben", ("seek_funding", 0.3), topic="schrauben", place={"name": "Hier"})
    assert buttons(said)["Förderung finden"] == '/seek_funding{"topic": "schrauben"}'


def test_who_names_a_topic_is_offered_a_need_first() -> None:
    ranking = [("bot_challenge", 0.3), ("ask_privacy", 0.2), ("state_need", 0.05), ("seek_course", 0.04)]
    said, _ = asked_back("irgendwas mit schrauben", *ranking, topic="schrauben")
    assert list(buttons(said)) == ["Ein Vorhaben beschreiben", "Ob ich mit einem Menschen spreche", NOT_THE_POINT]
    assert buttons(said)["Ein Vorhaben beschreiben"] == '/state_need{"topic": "schrauben"}'


def test_a_question_is_offered_as_the_entry_that_may_answer_it() -> None:
    said, _ = asked_back("Schraube ölt wer für Nachbarn morgens?", ("ask_question", 0.3), ("small_talk", 0.2))
    assert buttons(said) == {"Wie ölt man Schrauben?": '/ask_question{"entry": "faq-900"}', NOT_THE_POINT: "/rephrase"}


def test_what_the_store_surely_knows_is_answered() -> None:
    said, events = asked_back("Wie ölt man Schrauben?", ("seek_funding", 0.3))
    assert said["text"].startswith("Dies ist eine erfundene Antwort.")
    assert events == [SlotSet("last_entry", "faq-900")]


@pytest.mark.parametrize("ranking", [[(None, 0.0)], [("abuse", 0.3), ("greet", 0.2)], [("seek_funding", 0.05)]])
def test_with_nothing_worth_offering_it_says_so_and_shows_the_ways(ranking: list[tuple[str | None, float]]) -> None:
    said, _ = asked_back("???", *ranking)
    assert "keine gesicherte Auskunft" in said["text"]
    assert "Förderung finden" in buttons(said)


def test_every_intent_has_one_short_label_of_its_own() -> None:
    domain = YAML(typ="safe").load(ROOT / "domain.yml")
    intents = [name for intent in domain["intents"] for name in intent]
    labels = [label(intent) for intent in intents]
    assert sorted(clarifying.intents()) == sorted(intents)
    assert len(set(labels)) == len(labels)
    assert all(len(text) <= 40 for text in labels)
