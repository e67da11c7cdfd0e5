"""What a visitor has just said, next to what was known before."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from bot.actions import texts
from bot.actions.profile import DETAILS
from german.analysis import tokenise

Event = dict[str, Any]
FORM = "need_form"


@dataclass(frozen=True)
class Turn:
    """A visitor's message as the need form meets it."""

    text: str
    intent: str
    entities: dict[str, Any]
    """Values by name; of several of one name the first."""
    before: dict[str, Any]
    """The slots before the message."""
    requested: str | None
    """The slot that was asked for; None where the form begins."""
    is_fresh: bool
    """False where the form comes back after something else has replied to the message."""

    @property
    def question(self) -> dict[str, Any]:
        """What was asked back, or nothing."""
        return self.before.get("open_question") or {}

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed, so that the text is no words of the visitor."""
        return self.text.startswith("/")

    def speaks(self, words: str) -> bool:
        """Whether the message has one of the words of that list in ``texts.yml``."""
        return not self.is_button and not self.folded.isdisjoint(texts.section("need_words")[words])

    @property
    def folded(self) -> frozenset[str]:
        """The words of the message, folded."""
        return frozenset(token.folded for token in tokenise(self.text))

    def entity(self, name: str) -> Any:
        """Return what was read of that name, or None."""
        return self.entities.get(name)


def _before(events: Iterable[Event]) -> dict[str, Any]:
    """Return the slots before the latest message."""
    slots: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for event in events:
        if event["event"] == "user":
            before = dict(slots)
        elif event["event"] == "slot":
            slots[event["name"]] = event["value"]
        elif event["event"] in {"reset_slots", "restart"}:
            slots.clear()
    return before


def _is_fresh(events: Iterable[Event]) -> bool:
    """Whether nothing but the form has run since the latest message."""
    actions: list[str] = []
    for event in events:
        if event["event"] == "user":
            actions.clear()
        elif event["event"] == "action":
            actions.append(event["name"])
    return set(actions) <= {FORM}


def turn_of(tracker: Tracker) -> Turn:
    """Return the latest message."""
    message = tracker.latest_message
    requested = tracker.get_slot("requested_slot")
    entities: dict[str, Any] = {}
    for found in message.get("entities", []):
        entities.setdefault(found["entity"], found["value"])
    return Turn(
        text=message.get("text") or "",
        intent=message["intent"]["name"],
        entities=entities,
        before=_before(tracker.events),
        # Another form's slot may still be there when this one begins.
        requested=requested if requested in DETAILS else None,
        is_fresh=_is_fresh(tracker.events),
    )


def payload(intent: str, **entities: Any) -> str:
    """Return what a button sends that says this."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
