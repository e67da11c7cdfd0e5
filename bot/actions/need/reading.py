"""What a message answers to the question that was asked."""

from typing import Any

from bot.actions.asking import Answer
from bot.actions.need import checks, choices, places, questions
from bot.actions.need.turn import Turn
from bot.actions.profile import DETAILS, UNKNOWN
from bot.actions.provenance import OUT_OF_SCOPE

DECLINING = frozenset({"dont_know", "skip"})
DENY = "deny"
AFFIRM = "affirm"
FREE = frozenset({"inform", "correct", "state_need", "nlu_fallback", *DECLINING})
"""Intents of an answer in words; the classifier saw few of them."""
CHOICES = frozenset({"goal", "sector", "stage", "purpose", "audience"})
TO_BE_FOUNDED = {"low": 0, "high": 0}
NOBODY = {"low": 0, "high": 0}
SHORT = 6
"""Different words of an answer that the question makes clear, even if the classifier takes it for something else."""
PLACE_WORDS = 2
"""Words of a place that nobody knows."""
QUESTION_MARK = "?"


def answer(turn: Turn, *, told_other: bool) -> Answer:
    """Return the slots that answer the question that was asked; empty if the message does not.

    Args:
        turn: the message.
        told_other: whether the message told another detail, so that a "nein" may belong to that.
    """
    name = str(turn.requested)
    if name in checks.RANGES and (number := turn.entity("number")):
        return {name: number}
    if name == "company_size" and turn.intent not in DECLINING and turn.speaks("nobody"):
        return {name: NOBODY}
    found = _in_words(turn, name, told_other=told_other)
    if not found and (turn.intent in DECLINING or (turn.intent == DENY and not told_other)):
        return declined(name, turn.question)
    return found


def declined(name: str, question: dict[str, Any]) -> Answer:
    """Return the slots of a question that is not answered: it is not asked again."""
    if question.get("kind") == places.OUTSIDE:
        return places.outside(question["name"])
    return {name: UNKNOWN, "open_question": None}


def asked_back(turn: Turn) -> Answer:
    """Return the slots that answer what was asked back; empty if the message does not."""
    question = turn.question
    kind = question.get("kind")
    if kind == places.WHICH_PLACE:
        place = None if turn.is_button else places.chosen(turn, question)
        return places.settled(place) if place else {}
    if kind == places.OUTSIDE:
        return _site(turn, question)
    if kind == checks.SIZE_ZERO and (turn.intent == AFFIRM or turn.entity("age") == TO_BE_FOUNDED):
        return {"age": TO_BE_FOUNDED, "company_size": UNKNOWN}
    if kind == checks.SIZE_ZERO and turn.intent == DENY:
        return {"open_question": {"slot": "company_size", "kind": questions.BACK}}
    return {}


def _site(turn: Turn, question: dict[str, Any]) -> Answer:
    """Read whether there is a site in Baden-Württemberg."""
    state = turn.entity("outside_state") or {}
    if state.get("site") or (turn.intent == AFFIRM and not state):
        return {"open_question": {"slot": "place", "kind": places.SITE}}
    return places.outside(question["name"]) if state or turn.intent == DENY else {}


def is_question(turn: Turn) -> bool:
    """Whether the message asks something."""
    return QUESTION_MARK in turn.text or turn.speaks("question")


def named(turn: Turn) -> Answer:
    """Return what a few words name of what was asked for, whatever the classifier takes them for; empty if nothing."""
    name = turn.requested
    if name is None or turn.is_button or is_question(turn) or len(turn.folded) > SHORT:
        return {}
    value = turn.entity(name)
    if value is None and name in CHOICES:
        value = choices.pressed_in_words(turn.text, questions.buttons(name), name)
    if value is None and name == "place" and turn.intent == OUT_OF_SCOPE and len(turn.folded) <= PLACE_WORDS:
        return {} if _names_other(turn, name) else places.settled({"name": turn.text, "ids": []})
    return {} if value is None else {name: value}


def _names_other(turn: Turn, name: str) -> bool:
    """Whether the message names another detail, be it one that is known."""
    return any(turn.entity(other) is not None for other in (*DETAILS, "outside_state") if other != name)


def _in_words(turn: Turn, name: str, *, told_other: bool) -> Answer:
    """Read an answer that is no button and names nothing that the engine knows by itself."""
    if turn.is_button or told_other or turn.intent not in FREE or QUESTION_MARK in turn.text:
        return {}
    if name in CHOICES:
        value = choices.pressed_in_words(turn.text, questions.buttons(name), name)
        return {} if value is None else {name: value}
    if turn.intent in DECLINING or _names_other(turn, name):
        return {}
    if name == "place":
        found = places.in_words(turn.text)
        return {} if isinstance(found, str) else found
    # Other words stay in the request's description, and any topic may fit.
    return {"topic": UNKNOWN} if name == "topic" else {}
