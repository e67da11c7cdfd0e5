"""Programmes that a company says it uses already: "Wir haben schon die Innovationsgutscheine"."""

from typing import Any

from bot.actions.asking import Answer
from bot.actions.need.turn import Turn
from bot.actions.provenance import NEED_INTENTS

TELLS = frozenset({"inform", *NEED_INTENTS})


def used(turn: Turn, slots: dict[str, Any]) -> Answer:
    """Return the programmes in use, with the one that the message names as such."""
    program = turn.entity("program")
    if not program or turn.intent not in TELLS or not (turn.speaks("already") and turn.speaks("using")):
        return {}
    return {"used": list(dict.fromkeys([*(slots.get("used") or []), program]))}
