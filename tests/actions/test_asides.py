"""What is said while a form asks gets the reply that it gets elsewhere."""

from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from bot.actions.answers import ANSWERABLE, OUT_OF_SCOPE, ActionAside
from bot.actions.care import Care

ROOT = Path(__file__).parents[2]
RULES = ROOT / "bot" / "data" / "rules"


def steps(file: Path) -> list[list[dict[str, Any]]]:
    return [rule["steps"] for rule in YAML(typ="safe").load(file)["rules"]]


def asides() -> set[str]:
    found = [step for file in RULES.glob("*.yml") for step in steps(file) if {"action": "action_aside"} in step]
    return {alternative["intent"] for first, *_ in found for alternative in first["or"]}


def reply(intent: str) -> dict[str, Any]:
    message = {"text": "…", "intent": {"name": intent, "confidence": 1.0}, "entities": []}
    tracker = Tracker("visitor", {}, message, [], False, None, {"name": "need_form"}, "action_listen")
    dispatcher = CollectingDispatcher()
    ActionAside().run(dispatcher, tracker, {})
    (said,) = dispatcher.messages
    return dict(said)


def test_an_aside_gets_the_reply_that_it_gets_outside_a_form() -> None:
    outside = {
        step[0]["intent"]: step[1]["action"] for step in steps(RULES / "conversation.yml") if "intent" in step[0]
    }
    replied = asides() - ANSWERABLE - {OUT_OF_SCOPE} - set(Care)
    assert len(replied) > len(ANSWERABLE)
    assert {intent: reply(intent)["response"] for intent in replied} == {intent: outside[intent] for intent in replied}


def test_what_another_form_takes_up_is_put_off_while_one_asks() -> None:
    assert set(Care) <= asides()
    assert all("sobald wir hier fertig sind" in str(reply(intent)["text"]) for intent in Care)
