"""What a message puts into slots: Rasa's ``action_extract_slots``, after ``rasa/core/actions/action.py``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.simulation.specification import REQUESTED_SLOT, Domain, Entry, Slot, as_list
from tests.simulation.tracker import Tracker


def _intent_is_desired(mapping: Entry, tracker: Tracker) -> bool:
    wanted, unwanted = as_list(mapping.get("intent")), as_list(mapping.get("not_intent"))
    loop = tracker.active_loop
    conditions = mapping.get("conditions", [])
    if loop and (not conditions or any(condition["active_loop"] == loop for condition in conditions)):
        unwanted = [*unwanted, *tracker.domain.ignored_intents[loop]]
    intent = tracker.latest_message["intent"].get("name")
    return intent in wanted or (not wanted and intent not in unwanted)


def _conditions_hold(mapping: Entry, tracker: Tracker, slot: str) -> bool:
    conditions = mapping.get("conditions")
    if not conditions:
        return True
    if tracker.loop and tracker.loop.rejected and tracker.requested_slot == slot:
        return False
    for condition in conditions:
        if condition["active_loop"] is None:
            if tracker.active_loop is None:
                return True
        elif condition["active_loop"] == tracker.active_loop:
            requested = condition.get(REQUESTED_SLOT)
            if not requested or requested == tracker.requested_slot:
                return True
    return False


def _is_ambiguous(mapping: Entry, tracker: Tracker, slot: str) -> bool:
    """Whether another slot of the form would take the entity by the very same mapping."""
    loop = tracker.active_loop
    if mapping["type"] != "from_entity" or loop is None or tracker.requested_slot == slot:
        return False
    if slot not in tracker.domain.forms[loop]:
        return False
    return tracker.domain.shared_mappings[loop].count(json.dumps(mapping, sort_keys=True)) != 1


def _values(mapping: Entry, tracker: Tracker) -> list[Any]:
    message = tracker.latest_message
    if mapping["type"] == "from_entity":
        return [found["value"] for found in message["entities"] if found["entity"] == mapping["entity"]]
    if mapping["type"] == "from_intent":
        return [mapping["value"]]
    return [message["text"]] if mapping["type"] == "from_text" else []


def _extracted(slot: Slot, tracker: Tracker) -> tuple[Any] | None:
    for mapping in slot.mappings:
        if (
            (values := _values(mapping, tracker))
            and _intent_is_desired(mapping, tracker)
            and _conditions_hold(mapping, tracker, slot.name)
            and not _is_ambiguous(mapping, tracker, slot.name)
            and (values[-1] is not None or tracker.slots[slot.name] is not None)
        ):
            return (values[-1],)
    return None


def extract(tracker: Tracker, domain: Domain) -> Iterator[tuple[str, Any]]:
    """Yield slots and the values that the latest message gives them."""
    for slot in domain.slots.values():
        if found := _extracted(slot, tracker):
            yield slot.name, found[0]
