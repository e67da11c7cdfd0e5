"""Corrections: which detail another number belongs to, what may be overwritten, and how that is confirmed."""

from typing import Any

from bot.actions import texts
from bot.actions.asking import Answer
from bot.actions.need.labels import label
from bot.actions.need.turn import Turn
from bot.actions.profile import DETAILS, UNKNOWN
from bot.actions.provenance import NEED_INTENTS
from german.numbers import find_numbers
from german.rejections import rejected
from knowledge.snapshot import Snapshot

NUMBERS = ("company_size", "turnover", "balance", "age")
CORRECT = "correct"
SAYS_NO = frozenset({CORRECT, "deny"})


def number(turn: Turn, slots: dict[str, Any]) -> Answer:
    """Return the detail that a bare number corrects: the one with the rejected value ("60, nicht 45"), or the size."""
    told = turn.entity("number")
    if told is None or turn.requested in NUMBERS:
        return {}
    wrong = {(mention.low, mention.high) for mention in rejected(turn.text, find_numbers(turn.text))}
    for name in NUMBERS:
        value = slots.get(name)
        if isinstance(value, dict) and (value["low"], value["high"]) in wrong:
            return {name: told}
    known_size = isinstance(slots.get("company_size"), dict)
    says_no = turn.intent in SAYS_NO or turn.speaks("correcting")
    return {"company_size": told} if known_size and says_no else {}


def kept(turn: Turn) -> Answer:
    """Return goal and topic as they were where a message only touched on them.

    It answers another question, or adds something to the summary ("es fehlt noch: …").
    """
    answers_another = turn.requested is not None and turn.requested not in {"goal", "topic"}
    adds = bool(turn.before.get("summary_asked")) and turn.speaks("adding")
    only_touches = adds or (answers_another and turn.intent not in {CORRECT, *NEED_INTENTS})
    if not only_touches or turn.speaks("correcting"):
        return {}
    return {name: turn.before[name] for name in ("goal", "topic") if turn.before.get(name) not in (None, UNKNOWN)}


def noted(turn: Turn, slots: dict[str, Any], store: Snapshot) -> str | None:
    """Return the details that were told beside the one that was asked for, which is asked for again."""
    if slots.get(turn.requested or "") is not None:
        return None
    told = [
        label(name, slots[name], store)
        for name in DETAILS
        if turn.before.get(name) in (None, UNKNOWN) and slots.get(name) not in (None, UNKNOWN)
    ]
    return str(texts.section("details")["separator"]).join(told) or None


def acknowledgement(turn: Turn, slots: dict[str, Any], store: Snapshot) -> str | None:
    """Return what changed in half a sentence ("60 statt 45"), or None if nothing that was known did."""
    words = texts.section("details")
    # Who says more of what was only touched on before takes nothing back.
    template = words["instead"] if turn.intent in SAYS_NO or turn.speaks("correcting") else words["rather"]
    pairs = [
        (label(name, old, store), label(name, new, store))
        for name in DETAILS
        if (old := turn.before.get(name)) not in (None, UNKNOWN) and (new := slots.get(name)) not in (None, UNKNOWN)
    ]
    changed = [template.format(old=old, new=new) for old, new in pairs if old != new]
    return str(words["separator"]).join(changed) or None
