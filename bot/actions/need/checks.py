"""What is taken of the details that were told: no unknown term, nothing that no company can have."""

from typing import Any

from bot.actions.asking import Answer
from bot.actions.need import places
from bot.actions.profile import UNKNOWN
from knowledge.schema import Audience, Purpose, Stage
from knowledge.snapshot import Snapshot

LARGEST_COMPANY = 1_000_000
OLDEST_COMPANY = 1_000
SIZE_ZERO = "size_zero"
ENUMS = {"stage": Stage, "purpose": Purpose, "audience": Audience}
RANGES = ("company_size", "turnover", "balance", "age")


def _allowed(name: str, store: Snapshot) -> set[str]:
    if name in ENUMS:
        return set(ENUMS[name])
    if name == "goal":
        return {term.id for term in store.taxonomy.goals}
    if name == "sector":
        return {term.id for term in store.taxonomy.sectors}
    return {term.id for term in store.taxonomy.topics if term.concern}


def _contradiction(name: str, low: float | None, high: float | None) -> str | None:
    """Return what is wrong with a range of numbers: the kind of question that asks it back."""
    if name == "company_size":
        if high is not None and high < 1:
            return SIZE_ZERO
        return "size_huge" if low is not None and low >= LARGEST_COMPANY else None
    if name == "age":
        return "age_impossible" if (high or 0) < 0 or (low or 0) > OLDEST_COMPANY else None
    return f"{name}_negative" if (low or 0) < 0 or (high or 0) < 0 else None


def _range(name: str, value: Any) -> Answer:
    if not isinstance(value, dict):
        return {name: None}
    if kind := _contradiction(name, value["low"], value["high"]):
        return {name: None, "open_question": {"slot": name, "kind": kind}}
    return {name: {"low": value["low"], "high": value["high"]}}


def checked(name: str, value: Any, store: Snapshot) -> Answer:
    """Return the slots for a detail that was told; what contradicts itself is not taken but asked back."""
    if isinstance(value, list):
        value = value[0]
    if value in (None, UNKNOWN):
        return {name: value}
    if name == "place":
        return places.checked(value)
    if name in RANGES:
        return _range(name, value)
    return {name: value if value in _allowed(name, store) else None}
