"""What a model makes of a text, without Rasa's wrapping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Understanding:
    """The best intent before any fallback, and the entities as the engine gives them."""

    intent: str
    confidence: float
    lead: float
    entities: tuple[Mapping[str, Any], ...] = ()


Understand = Callable[[str], Understanding]


def from_parsed(parsed: Mapping[str, Any]) -> Understanding:
    """Read what Rasa returns for a message; a text without words has no intent ("")."""
    ranking = [entry for entry in parsed.get("intent_ranking", []) if entry["name"] not in {None, FALLBACK}]
    entities = tuple(parsed.get("entities", ()))
    if not ranking:
        return Understanding("", 0.0, 0.0, entities)
    confidences = [float(entry["confidence"]) for entry in ranking[:2]]
    lead = confidences[0] - sum(confidences[1:])
    return Understanding(str(ranking[0]["name"]), confidences[0], lead, entities)


def by_agent(agent: Any) -> Understand:
    """Return a function that has Rasa's agent understand a text, each text once."""

    @cache
    def understand(text: str) -> Understanding:
        return from_parsed(asyncio.run(agent.parse_message(text)))

    return understand
