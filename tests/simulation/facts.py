"""What a visitor has told, so that it must not be asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.actions.profile import CONCERN_DETAILS, DETAILS
from bot.actions.provenance import NEED_INTENTS
from tests.simulation.dialogue import Message
from tests.simulation.specification import Domain, as_list
from tests.simulation.world import World

NEED_FORM = "need_form"
CONTACT_FORM = "contact_form"
CORRECT = "correct"
TELLING = NEED_INTENTS | {"inform", CORRECT}
CHANGE = "detail"
"""An entity that names the detail which is to be asked for anew."""
OUTSIDE = "outside_state"
"""An entity that names another state, so that it is asked whether there is a site in this one."""
ADDING = "außerdem"
"""Begins a second need in the same sentence; which of the two the other words belong to is nobody's guess here."""
NOT_KNOWING = {"dont_know", "skip"}
LARGEST_COMPANY = 1_000_000


def _tells_goal(domain: Domain) -> set[str]:
    """Return the intents that say what a visitor wants to reach, whatever else they say."""
    mappings = (mapping for mapping in domain.slots["goal"].mappings if mapping["type"] == "from_intent")
    return {intent for mapping in mappings for intent in as_list(mapping["intent"])} & NEED_INTENTS


class Facts:
    """What one visitor has told and Lotse could understand, by slot."""

    def __init__(self, world: World):
        self._goal_intents = _tells_goal(world.dialogue.domain)
        taxonomy = world.store.taxonomy
        self._goals = {term.id for term in taxonomy.goals}
        self._topics = {term.id for term in taxonomy.topics if term.concern}
        self.told: dict[str, Any] = {}
        self.asked_back: set[str] = set()
        """Slots that the latest message leaves open: a name of several places, a number that cannot be."""

    def _is_clear(self, slot: str, value: Any) -> bool:
        """Whether nobody needs to ask back: a possible number, a place of which there is one."""
        if slot == "goal":
            return value in self._goals
        if slot == "topic":
            return value in self._topics
        if slot == "place" and isinstance(value, dict):
            return len(value["ids"]) == 1 and not value["ask_back"]
        if slot == "company_size":
            low, high = value["low"], value["high"]
            return (high is None or high >= 1) and (low is None or low < LARGEST_COMPANY)
        return True

    def _said(self, message: Message, requested: str | None) -> Iterator[tuple[str, Any]]:
        """Yield what the message says of details, understood or not; None is that one does not know."""
        if message.intent in NOT_KNOWING and requested:
            yield requested, None
        if message.intent in self._goal_intents:
            yield "goal", next(iter(self._goals))
        has_second = ADDING in message.text
        for entity in reversed(message.entities):
            name = entity["entity"]
            if has_second and name in CONCERN_DETAILS:
                continue
            if name == "number" and requested == "company_size":
                name = requested
            if name in DETAILS:
                yield name, entity["value"]

    def hear(self, message: Message, loop: str | None, requested: str | None) -> None:
        """Take what a message tells while this form asks for this slot."""
        self.asked_back = {entity["value"] for entity in message.entities if entity["entity"] == CHANGE}
        if any(entity["entity"] == OUTSIDE for entity in message.entities):
            self.asked_back.add("place")
        if loop in (None, NEED_FORM) or (loop == CONTACT_FORM and message.intent == CORRECT):
            for slot, value in self._said(message, requested if loop == NEED_FORM else None):
                if value is not None and not self._is_clear(slot, value):
                    self.asked_back.add(slot)
                elif value is None or message.intent in TELLING:
                    self.told[slot] = value
        for slot in self.asked_back:
            self.told.pop(slot, None)

    def forget(self, kept: dict[str, Any]) -> None:
        """A concern has ended: only what Lotse keeps still counts as told."""
        self.told = {slot: value for slot, value in self.told.items() if kept[slot] is not None}
