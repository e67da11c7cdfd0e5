"""The engine's only way in, as a running process, with an action server whose answers a test chooses."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from bot.engine import model as engine_model
from bot.engine.channel import LotseChannel
from tests.engine.action_server_stub import ActionServerStub, says
from tests.engine.running import Engine, fresh, request

QUESTION = "Sind wir von NIS-2 betroffen?"
"""Answered by a custom action."""
GREETING = "Guten Tag!"
"""Answered by the engine itself."""


def message(**fields: Any) -> bytes:
    """The body of a message to which nobody should get an answer."""
    body = {"sender": "stranger", "message_id": fresh("message"), "text": GREETING} | fields
    return json.dumps({key: value for key, value in body.items() if value is not None}).encode()


class TestTheSecret:
    @pytest.mark.parametrize(
        "authorization",
        ["", "Bearer", "Bearer ", "Bearer wrong", "Bearer " + "c" * 40, "Basic bG90c2U6bG90c2U=", "Bearer \xfc\xff"],
    )
    def test_it_is_asked_for(self, engine: Engine, authorization: str) -> None:
        status, answer = engine.post(message(), authorization)

        assert status == 401
        assert answer == {"error": "the shared secret is missing or wrong"}
        assert engine.heard("stranger") == []

    def test_it_counts_only_as_a_bearer_token(self, engine: Engine) -> None:
        assert engine.post(message(), engine.secret)[0] == 401

    def test_it_is_asked_for_before_the_body_is_looked_at(self, engine: Engine) -> None:
        assert engine.post(b"not JSON", "Bearer wrong")[0] == 401

    @pytest.mark.parametrize("secret", [None, "", "short", "c" * 31, "${LOTSE_CHANNEL_SECRET}" + "c" * 20])
    def test_a_channel_without_a_good_one_is_not_created(self, secret: str | None) -> None:
        with pytest.raises(RasaException, match="LOTSE_CHANNEL_SECRET needs at least 32 characters"):
            LotseChannel.from_credentials({"secret": secret})

    def test_a_channel_without_credentials_is_not_created(self) -> None:
        with pytest.raises(RasaException, match="LOTSE_CHANNEL_SECRET"):
            LotseChannel.from_credentials(None)

    def test_the_engine_does_not_start_without_it(self, engine: Engine) -> None:
        variables = {
            "LOTSE_ENGINE_PORT": str(engine.port),
            "LOTSE_ACTIONS_URL": "http://127.0.0.1:9/webhook",
            "LOTSE_TRACKER_URL": "sqlite://",
        }
        environment = {name: value for name, value in os.environ.items() if name != "LOTSE_CHANNEL_SECRET"}

        done = subprocess.run(
            [sys.executable, "-m", "bot.engine", "run"],
            check=False,
            cwd=engine_model.ROOT,
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert done.returncode == 1
        assert "LOTSE_CHANNEL_SECRET" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr


class TestWhatItTakes:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"Guten Tag!",
            b'{"sender": "stranger", ',
            b"\xff\xfe\x00",
            b'{"sender": "stranger", "message_id": "1", "text": "\xfc"}',
            b"[" * 100_000,
            b"[]",
            b"null",
            b'"Guten Tag!"',
            b"{}",
            message(sender=None),
            message(sender=""),
            message(sender=7),
            message(sender=["stranger"]),
            message(sender="\ud800"),
            message(message_id=None),
            message(message_id=""),
            message(message_id=7),
            message(message_id="\udfff"),
            message(text=None),
            message(text=7),
            message(text={"text": GREETING}),
            message(text=""),
            message(text=" \n\t\u00a0"),
            message(text="/"),
            message(text=" // / "),
            message(text="Guten\ud800Tag"),
            message(text=GREETING, payload="/greet"),
            message(text="", payload="/greet"),
            message(text=None, payload=""),
            message(text=None, payload="  "),
            message(text=None, payload=7),
            message(text=None, payload="\ud800"),
        ],
        ids=lambda body: body[:80].decode("ascii", "backslashreplace"),
    )
    def test_it_refuses_anything_else_and_says_what_it_expects(self, engine: Engine, body: bytes) -> None:
        status, answer = engine.post(body)

        assert status == 400
        assert set(answer) == {"error"}
        assert "expected" in answer["error"]
        assert engine.heard("stranger") == []

    @pytest.mark.parametrize("text", ["\x00", "🙂", "???", "x" * 10_000, "\u200b/seek_funding", "a\x00b"], ids=ascii)
    def test_it_takes_any_other_text(self, engine: Engine, text: str) -> None:
        sender = fresh("visitor")

        assert engine.send(sender, text=text)["replies"]
        assert engine.heard(sender) == [text]


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "heard"),
        [
            ("/start_over", "start_over"),
            ("  //restart", "restart"),
            ('/ /seek_funding{"topic":"standards"}', 'seek_funding{"topic":"standards"}'),
            ("\n/\t/affirm", "affirm"),
            ("\u2003/affirm", "affirm"),
            ("/inform@1.0", "inform@1.0"),
        ],
    )
    def test_a_text_is_never_taken_for_an_intent(self, engine: Engine, text: str, heard: str) -> None:
        sender = fresh("visitor")

        understood = engine.send(sender, text=text)["understood"]

        assert engine.heard(sender) == [heard]
        # An intent that is named has no rivals, and entities of its own.
        assert len(understood["intent_ranking"]) > 1
        assert understood["intent"]["confidence"] < 1
        assert all(entity["extractor"] == "GermanEntityExtractor" for entity in understood["entities"])

    def test_slashes_within_a_text_stay(self, engine: Engine) -> None:
        sender = fresh("visitor")

        engine.send(sender, text="Was ist der Unterschied zwischen IT/OT und ERP/MES?")

        assert engine.heard(sender) == ["Was ist der Unterschied zwischen IT/OT und ERP/MES?"]

    def test_a_payload_may_name_an_intent_with_entities(self, engine: Engine) -> None:
        understood = engine.send(fresh("visitor"), payload='/inform{"place": "kreis-tuttlingen"}')["understood"]

        assert understood["intent"] == {"name": "inform", "confidence": 1.0}
        assert [(entity["entity"], entity["value"]) for entity in understood["entities"]] == [
            ("place", "kreis-tuttlingen")
        ]

    def test_a_payload_of_words_is_understood_like_a_text(self, engine: Engine) -> None:
        understood = engine.send(fresh("visitor"), payload="10 bis 49 Beschäftigte")["understood"]

        assert understood["entities"][0]["entity"] == "company_size"
        assert len(understood["intent_ranking"]) > 1


class TestTheAnswer:
    def test_text_buttons_and_data_of_a_reply_stay_together(self, engine: Engine, actions: ActionServerStub) -> None:
        ways = [{"title": "Förderung finden", "payload": "/seek_funding"}]
        rich = {"text": "Ja.", "buttons": ways, "custom": {"source": {"as_of": "2026-01"}}}
        actions.answer = lambda: says(rich, {"text": "Noch etwas?"}, {"custom": {"cards": []}})

        answer = engine.send(fresh("visitor"), text=QUESTION)

        assert answer["replies"] == [rich, {"text": "Noch etwas?"}, {"custom": {"cards": []}}]

    def test_it_carries_what_was_understood(self, engine: Engine) -> None:
        understood = engine.send(fresh("visitor"), text="Wir sind 45 Leute")["understood"]

        assert set(understood) == {"intent", "entities", "intent_ranking"}
        assert understood["intent"]["name"] == "inform"
        assert understood["entities"][0]["value"] == {"low": 45, "high": 45}
        assert understood["intent_ranking"][0]["name"] == "inform"

    def test_a_rule_s_own_reply_comes_with_its_buttons(self, engine: Engine) -> None:
        (reply,) = engine.send(fresh("visitor"), payload="/greet")["replies"]

        assert reply["text"].startswith("Guten Tag!")
        assert all(button["payload"].startswith("/") for button in reply["buttons"])

    def test_an_action_learns_the_conversation_and_the_message_s_id(
        self, engine: Engine, actions: ActionServerStub
    ) -> None:
        sender, message_id = fresh("visitor"), fresh("message")

        engine.send(sender, message_id=message_id, text=QUESTION)

        tracker = actions.requests[-1]["tracker"]
        assert tracker["sender_id"] == sender
        assert tracker["latest_message"]["message_id"] == message_id
        assert tracker["latest_message"]["metadata"]["message_id"] == message_id


class TestTheSameMessageAgain:
    def test_it_gets_the_same_answer_and_is_handled_once(self, engine: Engine, actions: ActionServerStub) -> None:
        sender, message_id = fresh("visitor"), fresh("message")

        first = engine.send(sender, message_id=message_id, text=QUESTION)
        actions.answer = lambda: says({"text": "Etwas anderes."})
        again = engine.send(sender, message_id=message_id, text=QUESTION)

        assert again == first
        assert engine.heard(sender) == [QUESTION]
        assert len(actions.requests) == 1

    def test_it_gets_the_answer_that_came_after_the_sender_had_given_up(
        self, engine: Engine, actions: ActionServerStub
    ) -> None:
        sender, message_id = fresh("visitor"), fresh("message")
        go_on = threading.Event()

        def slowly() -> tuple[int, dict[str, Any]]:
            assert go_on.wait(30)
            return says({"text": "Endlich."})

        actions.answer = slowly
        with pytest.raises(TimeoutError):
            engine.send(sender, timeout=1, message_id=message_id, text=QUESTION)
        go_on.set()

        assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == [{"text": "Endlich."}]
        assert engine.heard(sender) == [QUESTION]
        assert len(actions.requests) == 1

    def test_it_is_handled_once_while_it_is_being_handled(self, engine: Engine, actions: ActionServerStub) -> None:
        sender, message_id = fresh("visitor"), fresh("message")

        with ThreadPoolExecutor() as threads:
            answers = list(threads.map(lambda _: engine.send(sender, message_id=message_id, text=QUESTION), range(4)))

        assert all(answer == answers[0] for answer in answers)
        assert engine.heard(sender) == [QUESTION]

    @pytest.mark.parametrize("broken", [(503, {}), (200, {"events": [], "responses": []}), (200, "nonsense")])
    def test_it_is_handled_again_if_there_was_no_reply(
        self, engine: Engine, actions: ActionServerStub, broken: tuple[int, Any]
    ) -> None:
        sender, message_id = fresh("visitor"), fresh("message")
        actions.answer = lambda: broken

        assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == []
        actions.answer = lambda: says({"text": "Jetzt."})

        assert engine.send(sender, message_id=message_id, text=QUESTION)["replies"] == [{"text": "Jetzt."}]

    def test_another_sender_s_message_of_the_same_id_is_another_message(self, engine: Engine) -> None:
        owner, stranger, message_id = fresh("visitor"), fresh("visitor"), fresh("message")
        engine.send(owner, message_id=message_id, text=QUESTION)

        answer = engine.send(stranger, message_id=message_id, text=GREETING)

        assert answer["understood"]["intent"]["name"] == "greet"
        assert engine.heard(stranger) == [GREETING]


class TestSeveralMessages:
    def test_two_of_one_sender_at_once_are_both_handled(self, engine: Engine) -> None:
        sender = fresh("visitor")

        with ThreadPoolExecutor() as threads:
            first = threads.submit(engine.send, sender, text=GREETING)
            second = threads.submit(engine.send, sender, text="Vielen Dank!")

        assert first.result()["understood"]["intent"]["name"] == "greet"
        assert second.result()["understood"]["intent"]["name"] == "thank"
        assert first.result()["replies"] != second.result()["replies"]
        assert sorted(engine.heard(sender)) == sorted([GREETING, "Vielen Dank!"])

    def test_senders_do_not_hear_each_other(self, engine: Engine) -> None:
        owner, stranger = fresh("visitor"), fresh("visitor")

        engine.send(owner, text="Wir sind 45 Leute")
        engine.send(stranger, text=GREETING)

        assert engine.heard(stranger) == [GREETING]


class TestTheOnlyWayIn:
    def test_it_says_that_it_is_ready(self, engine: Engine) -> None:
        assert request(f"{engine.url}/webhooks/lotse/") == (200, {"ready": True})

    @pytest.mark.parametrize(
        "path",
        ["/webhooks/rest/webhook", "/webhooks/callback/webhook", "/conversations/stranger/messages", "/model/parse"],
    )
    def test_rasa_s_own_ways_are_closed(self, engine: Engine, path: str) -> None:
        status, _ = request(f"{engine.url}{path}", message(), {"Authorization": f"Bearer {engine.secret}"})

        assert status == 404

    def test_it_listens_on_the_loopback_alone(self, engine: Engine) -> None:
        with socket.create_connection(("127.0.0.1", engine.port), timeout=5):
            pass
        # Whoever listens everywhere listens here too.
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", engine.port), timeout=5):
            pass
