"""From the dialogue's slots to the profile that is matched."""

from typing import Any

from knowledge.matching import Profile

UNKNOWN = "unknown"
"""Value of a slot whose question was answered with "I don't know": it is not asked again."""

DETAILS = ("goal", "topic", "sector", "company_size", "turnover", "place")
"""Slots that describe a need."""


def known(slots: dict[str, Any]) -> dict[str, Any]:
    """Return the details that the visitor gave."""
    return {name: slots[name] for name in DETAILS if slots.get(name) not in (None, UNKNOWN)}


def profile_of(slots: dict[str, Any]) -> Profile:
    """Return the profile of the slots."""
    details = known(slots)
    size, turnover, place = details.get("company_size"), details.get("turnover"), details.get("place")
    return Profile(
        goal=details.get("goal"),
        topic=details.get("topic"),
        employees=(size["low"], size["high"]) if size else None,
        turnover_eur=(turnover["low"], turnover["high"]) if turnover else None,
        sector=details.get("sector"),
        region_ids=tuple(place["ids"]) if place else (),
    )
