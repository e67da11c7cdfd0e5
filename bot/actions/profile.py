"""From the dialogue's slots to the profile that is matched."""

from typing import Any

from knowledge.matching import Profile, Range
from knowledge.schema import Audience, Purpose, Stage

UNKNOWN = "unknown"
"""Value of a slot whose question was answered with "I don't know": it is not asked again."""

CONCERN_DETAILS = ("goal", "topic", "stage", "purpose", "audience")
"""Slots that describe what a company wants; the next concern has its own."""
COMPANY_DETAILS = ("sector", "company_size", "turnover", "balance", "age", "place")
"""Slots that describe the company; they hold for every concern."""
DETAILS = (*CONCERN_DETAILS, *COMPANY_DETAILS)
"""Slots that describe a need."""


OF_GOAL = {"purpose": "funding", "audience": "training"}
"""Details that belong to one goal only: who asks for money and for a course tells the audience of the course."""


def known(slots: dict[str, Any]) -> dict[str, Any]:
    """Return the details that the visitor gave of the concern and the company."""
    given = {name: slots[name] for name in DETAILS if slots.get(name) not in (None, UNKNOWN)}
    goal = given.get("goal")
    return {name: value for name, value in given.items() if goal is None or OF_GOAL.get(name, goal) == goal}


def _range(value: dict[str, Any] | None) -> Range | None:
    return (value["low"], value["high"]) if value else None


def profile_of(slots: dict[str, Any]) -> Profile:
    """Return the profile of the slots, as ``need_form`` has checked them."""
    details = known(slots)
    place = details.get("place") or {"ids": []}
    stage, purpose, audience = (details.get(name) for name in ("stage", "purpose", "audience"))
    return Profile(
        goal=details.get("goal"),
        topic=details.get("topic"),
        employees=_range(details.get("company_size")),
        turnover_eur=_range(details.get("turnover")),
        sector=details.get("sector"),
        region_ids=tuple(place["ids"]),
        balance_eur=_range(details.get("balance")),
        age_years=_range(details.get("age")),
        stage=Stage(stage) if stage else None,
        purpose=Purpose(purpose) if purpose else None,
        audience=Audience(audience) if audience else None,
        used=tuple(slots.get("used") or ()),
        outside_state=bool(place.get("outside_state")),
    )
