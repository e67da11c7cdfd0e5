"""Which question comes next, and when it is enough."""

from collections.abc import Iterable
from typing import Any

from bot.actions.profile import profile_of
from knowledge import clock
from knowledge.matching_details import DETAILS
from knowledge.matching_questions import worth_asking
from knowledge.snapshot import snapshot

MOST_QUESTIONS = 5
"""Different questions in one concern; more would be a questionnaire."""
GOAL = "goal"
ASKED_FOR = {
    "purpose": "funding",
    "turnover": "funding",
    "balance": "funding",
    "age": "funding",
    "audience": "training",
}
"""Details that only make sense to somebody with that goal: "Wofür brauchen Sie das Geld?"."""


def _is_askable(name: str, slots: dict[str, Any]) -> bool:
    """Whether a question makes sense here. Who does not tell the turnover will not tell the balance sheet total."""
    if name == "balance" and not isinstance(slots.get("turnover"), dict):
        return False
    return ASKED_FOR.get(name, slots.get(GOAL)) == slots.get(GOAL)


def _worth(slots: dict[str, Any], names: Iterable[str]) -> str | None:
    return worth_asking(profile_of(slots), snapshot(), clock.today(), names)


def next_question(slots: dict[str, Any], requested: str | None) -> str | None:
    """Return the slot to ask for, or None when an answer would change nothing or enough was asked.

    What is asked back comes first, then the goal, then the question that is open as long as its answer matters, then
    the detail whose answer is worth most of what it costs to give.
    """
    if question := slots.get("open_question"):
        return str(question["slot"])
    asked = slots.get("asked") or []
    open_ones = [
        name
        for name in (GOAL, *DETAILS)
        if slots.get(name) is None and (name in asked or len(asked) < MOST_QUESTIONS) and _is_askable(name, slots)
    ]
    if GOAL in open_ones:
        return GOAL
    if requested in open_ones and _worth(slots, [requested]):
        return requested
    return _worth(slots, open_ones)
