"""What the conversations in ``tests/conversations`` are compared by: intents, actions, and entities that slots take.

The same word may be a topic and a name ("NIS-2") or part of a turn of phrase, and a story can mark it only once.
"""

from __future__ import annotations

from typing import Any

from rasa.core import test

from bot.engine.nlu.entity_reader import NAMES, SIGNS
from bot.engine.nlu.spacy_names import ENTITY_NAMES

LEFT_OUT = frozenset({*NAMES, *SIGNS, *ENTITY_NAMES.values()})

_compared = test._clean_entity_results


def leave_out_names() -> None:
    """Have Rasa compare no names of entries, companies, persons and places, and no turns of phrase."""
    test._clean_entity_results = _without_names


def _without_names(text: str, entities: list[dict[str, Any]]) -> Any:
    return _compared(text, [entity for entity in entities if entity["entity"] not in LEFT_OUT])
