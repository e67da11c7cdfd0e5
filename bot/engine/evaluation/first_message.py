"""Which slots a first message fills, by the mappings of ``domain.yml``, without a running dialogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.utils.io import read_yaml_file

from bot.engine import model
from bot.engine.evaluation.understanding import FALLBACK, Understanding

SECOND = {"goal": "second_goal", "topic": "second_topic"}


@dataclass(frozen=True)
class SlotFilling:
    """The slots' mappings as the domain has them, and the thresholds below which an intent is not believed."""

    mappings: Mapping[str, Sequence[Mapping[str, Any]]]
    threshold: float
    ambiguity: float

    def slots(self, understood: Understanding) -> dict[str, Any]:
        """Return what is filled where no form is active; entities without a slot stand for themselves.

        A second goal or topic is the first one found that is not the main one: the intent may have told that one.
        """
        sure = understood.confidence >= self.threshold and understood.lead >= self.ambiguity
        intent = understood.intent if sure else FALLBACK
        found = {str(entity["entity"]): entity["value"] for entity in understood.entities}
        filled = {name: value for name, value in found.items() if name not in self.mappings}
        for slot, mappings in self.mappings.items():
            values = (_value(mapping, intent, found) for mapping in mappings if _holds(mapping, intent))
            if (value := next((one for one in values if one is not None), None)) is not None:
                filled[slot] = value
        for main, second in SECOND.items():
            others = [found[name] for name in (main, second) if name in found and found[name] != filled.get(main)]
            filled.pop(second, None)
            if second in found and others:
                filled[second] = others[0]
        return filled


def domain_filling(threshold: float, ambiguity: float) -> SlotFilling:
    """Return the mappings of this checkout's ``domain.yml``."""
    slots = read_yaml_file(model.ROOT / "domain.yml")["slots"]
    return SlotFilling({name: slot["mappings"] for name, slot in slots.items()}, threshold, ambiguity)


def _holds(mapping: Mapping[str, Any], intent: str) -> bool:
    """Tell whether a mapping applies to this intent at the beginning of a conversation."""
    conditions = mapping.get("conditions", [{"active_loop": None}])
    if {"active_loop": None} not in conditions:
        return False
    allowed, forbidden = _names(mapping.get("intent")), _names(mapping.get("not_intent"))
    return (not allowed or intent in allowed) and intent not in forbidden


def _names(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value or ())


def _value(mapping: Mapping[str, Any], intent: str, found: Mapping[str, Any]) -> Any:
    """Return what a mapping gives; of several entities of a name Rasa takes the last, as `found` does."""
    if mapping["type"] == "from_intent":
        return mapping["value"]
    return found.get(mapping["entity"]) if mapping["type"] == "from_entity" else None
