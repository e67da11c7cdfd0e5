"""What the engine would make of a message: the intent comes with the sentence, entities are read as the engine does."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from bot.engine.nlu.entity_reader import Entity, EntityReader
from german.vocabulary import Vocabulary
from tests.simulation.dialogue import Message
from tests.simulation.specification import FALLBACK_INTENT, ROOT, Domain, read_yaml, require

PAYLOAD = re.compile(r"/(?P<intent>[\w.-]+)(?P<entities>{.*})?", re.DOTALL)
SENTENCES_OF_ONE_INTENT = 12
"""Enough to vary; each new sentence costs a search in the whole store."""
UNSURE = 0.35
UNLIKELY = 0.3


class BadPayloadError(ValueError):
    """A button that the engine could not read."""


class Understanding:
    """Reads messages with the vocabulary of the store."""

    def __init__(self, domain: Domain, vocabulary: Vocabulary):
        self._domain = domain
        self._reader = EntityReader(vocabulary)
        self.read = lru_cache(maxsize=None)(self._read)

    def _read(self, text: str) -> tuple[Entity, ...]:
        return tuple(self._reader.read(text))

    def said(self, text: str, intent: str, confidence: float = 0.97) -> Message:
        """Return a sentence that was understood."""
        require(intent in self._domain.intents, f"intent {intent}")
        return Message(text, intent, self.read(text), confidence)

    def unclear(self, text: str, intent: str) -> Message:
        """Return a sentence that was not understood for sure; its intent is the likeliest."""
        require(intent in self._domain.intents, f"intent {intent}")
        return Message(text, FALLBACK_INTENT, self.read(text), UNSURE, ((intent, UNLIKELY),))

    def pressed(self, payload: str) -> Message:
        """Return the press of a button.

        Raises:
            BadPayloadError: the payload is neither an intent of the domain, with its entities, nor a sentence.
        """
        if not payload.startswith("/"):
            return self.said(payload, "inform")
        match = PAYLOAD.fullmatch(payload)
        if match is None or match["intent"] not in self._domain.intents:
            raise BadPayloadError(payload)
        values = self._values(match["entities"] or "{}", payload)
        return Message(payload, match["intent"], values, 1.0)

    def _values(self, text: str, payload: str) -> tuple[Entity, ...]:
        try:
            values: dict[str, Any] = json.loads(text)
        except ValueError as error:
            raise BadPayloadError(payload) from error
        if unknown := set(values) - self._domain.entities:
            raise BadPayloadError(f"{payload}: {unknown}")
        return tuple({"entity": k, "start": 0, "end": len(payload), "value": v} for k, v in values.items())


def sentences(domain: Domain) -> dict[str, tuple[str, ...]]:
    """Return for every intent of the domain some sentences of the training data."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")):
        for entry in read_yaml(file)["nlu"]:
            lines = [line.removeprefix("- ").strip() for line in entry["examples"].splitlines()]
            step = max(1, len(lines) // SENTENCES_OF_ONE_INTENT)
            found[entry["intent"]] = tuple(filter(None, lines[::step]))
    missing = set(domain.intents) - set(found)
    require(not missing, f"intents without sentences: {sorted(missing)}")
    return found
