"""Asks back with buttons when it is not sure enough what a message wants."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from bot.actions import misunderstanding, offers, wording
from bot.actions.answers import answer_if_sure, entry_button, remember
from bot.actions.asking import Domain
from bot.actions.follow_ups import reply_to_follow_up
from bot.actions.replies import Button, say
from knowledge.schema import AnyEntry
from knowledge.search import Decision

OPTIONS = 2
"""Two meanings can be compared at a glance; more would be a menu."""
LEAST_CONFIDENCE = 0.1
"""What is less likely is not worth being offered."""
QUESTIONS = frozenset({"ask_question", "ask_definition"})
NEEDS = frozenset({"seek_funding", "seek_course", "seek_contact", "seek_partner", "state_need", "inform"})
KEPT_DETAILS = ("goal", "topic")
"""Details of the unclear message that a button repeats; the others are taken from the message itself."""


@lru_cache
def intents() -> dict[str, dict[str, Any]]:
    """Return every intent with its label and whether it is offered as a button."""
    content: dict[str, dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("intent_labels.yml"))
    return content


def label(intent: str) -> str:
    """Return what an intent is called for people. Raises KeyError for one without a label."""
    return str(intents()[intent]["label"])


def _intent_button(intent: str, message: dict[str, Any]) -> Button:
    """Return a button that says what was probably meant, with the details that were said already."""
    found = {entity["entity"]: entity["value"] for entity in reversed(message["entities"])}
    details = {name: found[name] for name in KEPT_DETAILS if name in found} if intent in NEEDS else {}
    return {"title": label(intent), "payload": f"/{intent}{json.dumps(details) if details else ''}"}


def _likely(message: dict[str, Any]) -> list[str]:
    """Return the likely intents; who names a topic or goal most likely has a need, so that leads."""
    ranking = [ranked["name"] for ranked in message["intent_ranking"] if ranked["name"]]
    likely = [ranked["name"] for ranked in message["intent_ranking"] if ranked["confidence"] >= LEAST_CONFIDENCE]
    tells_need = any(entity["entity"] in KEPT_DETAILS for entity in message["entities"])
    needs = [intent for intent in ranking if intent in NEEDS][:1] if tells_need else []
    return list(dict.fromkeys([*needs, *likely]))


def _options(message: dict[str, Any], entries: Iterator[AnyEntry]) -> Iterator[Button]:
    """Yield what the message may want, likeliest first; a question is offered as an entry that may answer it."""
    for intent in _likely(message):
        if intent in QUESTIONS:
            if entry := next(entries, None):
                yield entry_button(entry)
        elif intent in intents() and intents()[intent]["offered"]:
            yield _intent_button(intent, message)


class ActionClarify(Action):
    """Answers an unclear message if the store surely knows, else asks which of two things is meant."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer or ask back. "ja" to this question is no yes to an earlier offer to pass the request on."""
        message = tracker.latest_message
        result = answer_if_sure(dispatcher, tracker, with_next_steps=True)
        if result.decision is Decision.ANSWER:
            return remember(result)
        if events := reply_to_follow_up(dispatcher, tracker):
            return events
        offered_human, counted = misunderstanding.count(dispatcher, tracker)
        if offered_human:
            return counted
        options = list(islice(_options(message, (hit.entry for hit in result.hits)), OPTIONS))
        if options:
            say(dispatcher, "clarify", buttons=[*options, wording.button("something_else", "/rephrase")])
        else:
            say(dispatcher, "no_answer")
        return [*counted, *offers.withdrawn()]
