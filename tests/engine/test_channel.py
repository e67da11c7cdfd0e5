"""The engine's channel: a running engine, and an action server whose answers a test chooses."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.engine.action_server_stub import ActionServerStub, says
from tests.engine.running import Engine, fresh

QUESTION = "Sind wir von NIS-2 betroffen?"
"""Answered by a custom action."""
GREETING = "Guten Tag!"
FAREWELL = "Auf Wiedersehen!"
"""Answered by the engine itself."""


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/start_over", "start_over"),
        ("  //restart", "restart"),
        ('/ /seek_funding{"x":1}', 'seek_funding{"x":1}'),
        ('/inform{"topic":"standards"}', 'inform{"topic":"standards"}'),
        ("\n/\t/affirm", "affirm"),
        ("\u2003/affirm", "affirm"),
        ("/inform@1.0", "inform@1.0"),
    ],
)
def test_a_text_is_never_taken_for_an_intent(engine: Engine, text: str, heard: str) -> None:
    sender = fresh("visitor")
    understood = engine.send(sender, text=text)["understood"]
    assert engine.heard(sender) == [heard]
    # An intent that is named has no rivals, and brings its own entities.
    assert len(understood["intent_ranking"]) > 1
    assert understood["intent"]["confidence"] < 1
    assert {entity["extractor"] for entity in understood["entities"]} <= {"GermanEntityExtractor", "SpacyNameExtractor"}


def test_slashes_within_a_text_stay(engine: Engine) -> None:
    sender = fresh("visitor")
    engine.send(sender, text="Was ist der Unterschied zwischen IT/OT und ERP/MES?")
    assert engine.heard(sender) == ["Was ist der Unterschied zwischen IT/OT und ERP/MES?"]


def test_a_payload_may_name_an_intent_with_entities(engine: Engine) -> None:
    understood = engine.send(fresh("visitor"), payload='/inform{"place": "kreis-tuttlingen"}')["understood"]
    assert understood["intent"] == {"name": "inform", "confidence": 1.0}
    assert [(entity["entity"], entity["value"]) for entity in understood["entities"]] == [("place", "kreis-tuttlingen")]


def test_a_payload_of_words_is_understood_like_a_text(engine: Engine) -> None:
    understood = engine.send(fresh("visitor"), payload="10 bis 49 Beschäftigte")["understood"]
    assert understood["entities"][0]["entity"] == "company_size"
    assert len(understood["intent_ranking"]) > 1


def test_text_buttons_and_data_of_a_reply_stay_together(engine: Engine, actions: ActionServerStub) -> None:
    ways = [{"title": "Förderung finden", "payload": "/seek_funding"}]
    rich = {"text": "Ja.", "buttons": ways, "custom": {"source": {"as_of": "2026-01"}}}
    actions.answer = lambda: says(rich, {"text": "Noch etwas?"}, {"custom": {"cards": []}})
    answer = engine.send(fresh("visitor"), text=QUESTION)
    assert answer["replies"] == [rich, {"text": "Noch etwas?"}, {"custom": {"cards": []}}]


def test_the_answer_carries_what_was_understood(engine: Engine) -> None:
    understood = engine.send(fresh("visitor"), text="Wir sind 45 Leute")["understood"]
    assert understood.keys() == {"intent", "entities", "intent_ranking"}
    assert understood["intent"]["name"] == understood["intent_ranking"][0]["name"] == "inform"
    assert understood["entities"][0]["value"] == {"low": 45, "high": 45}


def test_a_reply_of_a_rule_comes_with_its_buttons(engine: Engine) -> None:
    (reply,) = engine.send(fresh("visitor"), payload="/bot_challenge")["replies"]
    assert reply["text"].startswith("Ich bin ein automatisches Programm")
    assert all(button["payload"].startswith("/") for button in reply["buttons"])


def test_an_action_learns_the_conversation_and_the_id_of_the_message(engine: Engine, actions: ActionServerStub) -> None:
    sender, message_id = fresh("visitor"), fresh("message")
    engine.send(sender, message_id=message_id, text=QUESTION)
    tracker = actions.requests[-1]["tracker"]
    assert tracker["sender_id"] == sender
    assert tracker["latest_message"]["message_id"] == message_id
    assert tracker["latest_message"]["metadata"]["message_id"] == message_id
    assert "address_key" not in tracker["latest_message"]["metadata"]


def test_an_action_learns_what_stands_for_the_network_address(engine: Engine, actions: ActionServerStub) -> None:
    engine.send(fresh("visitor"), text=QUESTION, address_key="a" * 64)
    (said,) = [event for event in actions.requests[-1]["tracker"]["events"] if event["event"] == "user"]
    assert said["metadata"]["address_key"] == "a" * 64


def test_the_same_message_gets_the_same_answer_and_is_handled_once(engine: Engine, actions: ActionServerStub) -> None:
    sender, message_id = fresh("visitor"), fresh("message")
    first = engine.send(sender, message_id=message_id, text=QUESTION)
    actions.answer = lambda: says({"text": "Etwas anderes."})
    assert engine.send(sender, message_id=message_id, text=QUESTION) == first
    assert engine.heard(sender) == [QUESTION]
    assert len(actions.requests) == 1


def test_the_same_message_gets_the_answer_that_came_after_its_sender_had_given_up(
    engine: Engine, actions: ActionServerStub
) -> None:
    sender, message_id = fresh("visitor"), fresh("message")
    go_on = threading.Event()

    def late() -> tuple[int, Any]:
        assert go_on.wait(30)
        return says({"text": "Endlich."})

    actions.answer = late
    with pytest.raises(TimeoutError):
        engine.send(sender, timeout=1, message_id=message_id, text=QUESTION)
    go_on.set()
    assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == [{"text": "Endlich."}]
    assert engine.heard(sender) == [QUESTION]
    assert len(actions.requests) == 1


def test_the_same_message_four_times_at_once_is_handled_once(engine: Engine, actions: ActionServerStub) -> None:
    sender, message_id = fresh("visitor"), fresh("message")
    with ThreadPoolExecutor() as threads:
        answers = list(threads.map(lambda _: engine.send(sender, message_id=message_id, text=QUESTION), range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert engine.heard(sender) == [QUESTION]
    assert len(actions.requests) == 1


@pytest.mark.parametrize("broken", [(503, {}), (200, {"events": [], "responses": []}), (200, "nonsense")])
def test_the_same_message_is_handled_again_if_there_was_no_reply(
    engine: Engine, actions: ActionServerStub, broken: tuple[int, Any]
) -> None:
    sender, message_id = fresh("visitor"), fresh("message")
    actions.answer = lambda: broken
    assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == []
    actions.answer = lambda: says({"text": "Jetzt."})
    assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == [{"text": "Jetzt."}]


def test_another_senders_message_of_the_same_id_is_another_message(engine: Engine) -> None:
    owner, stranger, message_id = fresh("visitor"), fresh("visitor"), fresh("message")
    engine.send(owner, message_id=message_id, text=QUESTION)
    answer = engine.send(stranger, message_id=message_id, text=GREETING)
    assert answer["understood"]["intent"]["name"] == "greet"
    assert engine.heard(stranger) == [GREETING]


def test_two_messages_of_one_sender_at_once_are_both_handled(engine: Engine) -> None:
    sender = fresh("visitor")
    with ThreadPoolExecutor() as threads:
        first = threads.submit(engine.send, sender, text=GREETING)
        second = threads.submit(engine.send, sender, text=FAREWELL)
    assert first.result()["understood"]["intent"]["name"] == "greet"
    assert second.result()["understood"]["intent"]["name"] == "goodbye"
    assert first.result()["replies"] != second.result()["replies"]
    assert sorted(engine.heard(sender)) == sorted([GREETING, FAREWELL])
