"""Which slots a first message fills, by the mappings of ``domain.yml``, without a running dialogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.utils.io import read_yaml_file

from bot.engine import model
from bot.engine.evaluation.understanding import FALLBACK, Understanding

FROM_INTENT = "goal"
"""The slot that an intent may tell, too; all others are read out of the text."""
SECOND = {"goal": "second_goal", "topic": "second_topic"}


@dataclass(frozen=True)
class SlotFilling:
    """The slots' mappings as the domain has them, and the thresholds below which an intent is not believed."""

    mappings: Mapping[str, Sequence[Mapping[str, Any]]]
    threshold: float
    ambiguity: float

    def read(self, understood: Understanding) -> dict[str, Any]:
        """Return the goal by intent or entity, and everything else as it was read, whatever the intent.

        A second goal or topic is the first one read that is not the main one: the intent may have told that one.
        """
        found = _entities(understood)
        slots = dict(found)
        slots.pop(FROM_INTENT, None)
        if (goal := self._mapped(FROM_INTENT, understood, found)) is not None:
            slots[FROM_INTENT] = goal
        for main, second in SECOND.items():
            others = [found[name] for name in (main, second) if name in found and found[name] != slots.get(main)]
            if slots.pop(second, None) and others:
                slots[second] = others[0]
        return slots

    def filled(self, understood: Understanding) -> dict[str, Any]:
        """Return what the domain's mappings fill at once; without a mapping, a slot is what was read."""
        slots = self.read(understood)
        found = _entities(understood)
        for name in self.mappings.keys() & slots.keys():
            slots[name] = self._mapped(name, understood, found)
        return {name: value for name, value in slots.items() if value is not None}

    def _mapped(self, slot: str, understood: Understanding, found: Mapping[str, Any]) -> Any:
        sure = understood.confidence >= self.threshold and understood.lead >= self.ambiguity
        intent = understood.intent if sure else FALLBACK
        values = (_value(mapping, found) for mapping in self.mappings[slot] if _holds(mapping, intent))
        return next((value for value in values if value is not None), None)


def domain_filling(threshold: float, ambiguity: float) -> SlotFilling:
    """Return the mappings of this checkout's ``domain.yml``."""
    slots = read_yaml_file(model.ROOT / "domain.yml")["slots"]
    return SlotFilling({name: slot["mappings"] for name, slot in slots.items()}, threshold, ambiguity)


def _entities(understood: Understanding) -> dict[str, Any]:
    """Return the values by name; of several of a name Rasa takes the last, too."""
    return {str(entity["entity"]): entity["value"] for entity in understood.entities}


def _holds(mapping: Mapping[str, Any], intent: str) -> bool:
    """Tell whether a mapping applies to this intent while no form is active."""
    if {"active_loop": None} not in mapping.get("conditions", [{"active_loop": None}]):
        return False
    allowed, forbidden = _names(mapping.get("intent")), _names(mapping.get("not_intent"))
    return (not allowed or intent in allowed) and intent not in forbidden


def _names(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value or ())


def _value(mapping: Mapping[str, Any], found: Mapping[str, Any]) -> Any:
    if mapping["type"] == "from_intent":
        return mapping["value"]
    return found.get(mapping["entity"]) if mapping["type"] == "from_entity" else None
