"""How well entities are found, compared as the dialogue would use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.engine.evaluation.intent_metrics import Scores, scores
from bot.engine.evaluation.sets import BOUNDS, Example
from german.normalise import fold

ENTITIES = ("company_size", "turnover", "place", "sector", "topic", "goal")
ANSWERS = frozenset({"inform", "correct"})
NEEDS = ANSWERS | {"seek_funding", "seek_course", "seek_contact", "seek_partner", "state_need"}
LARGEST_COMPANY = 1_000_000
"""People; the dialogue takes no larger number for a company's size."""
ONLY_IN_NEEDS = frozenset({"topic", "goal"})

Found = Mapping[str, Any]


def found_values(entities: Iterable[Mapping[str, Any]], intent: str) -> dict[str, Any]:
    """Return the first value of each name; bounds as ``[low, high]``, a place as its name.

    A bare number is the company's size in an answer, because that is what the dialogue has asked for.
    """
    values: dict[str, Any] = {}
    for entity in entities:
        values.setdefault(entity["entity"], _plain(entity["value"]))
    number = values.pop("number", None)
    if number is not None and intent in ANSWERS and (number[0] or number[1]) < LARGEST_COMPANY:
        values.setdefault("company_size", number)
    return values


def _plain(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return [value["low"], value["high"]] if "low" in value else value["name"]


def agree(name: str, right: Any, found: Any) -> bool:
    """Tell whether an entity was found with the right value."""
    if right is None or found is None:
        return False
    if name in BOUNDS:
        return [_float(bound) for bound in right] == [_float(bound) for bound in found]
    return same_place(right, found) if name == "place" else bool(right == found)


def _float(bound: Any) -> float | None:
    return None if bound is None else float(bound)


def same_place(left: str, right: str) -> bool:
    """Tell whether one name may be short for the other: "Villingen" is "Villingen-Schwenningen"."""
    short, long = sorted(
        (re.findall(r"\w+", fold(name)) for name in (left, right)), key=lambda words: len("".join(words))
    )
    return bool(short) and all(any(word.startswith(start) for word in long) for start in short)


def per_entity(pairs: Sequence[tuple[Example, Found]]) -> list[Scores]:
    """Return the scores of each entity; goal and topic count only where somebody tells a need."""
    return [_entity_scores(name, pairs) for name in ENTITIES]


def _entity_scores(name: str, pairs: Sequence[tuple[Example, Found]]) -> Scores:
    counted = [
        (example.entities.get(name), found.get(name))
        for example, found in pairs
        if name not in ONLY_IN_NEEDS or example.intent in NEEDS
    ]
    return scores(
        name,
        right=sum(agree(name, right, found) for right, found in counted),
        found=sum(found is not None for _, found in counted),
        support=sum(right is not None for right, _ in counted),
    )
