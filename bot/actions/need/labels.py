"""What the details of a need are called where a correction is confirmed."""

from typing import Any

from bot.actions import texts
from knowledge import reasons
from knowledge.snapshot import Snapshot


def _term(name: str, value: str, store: Snapshot) -> str:
    if name in {"stage", "purpose", "audience"}:
        return reasons.texts().terms[value]
    return store.taxonomy.label(value)


def label(name: str, value: Any, store: Snapshot) -> str:
    """Return a detail that was told as people read it: "60", "Aalen", "„Weiterbildung finden“"."""
    words = texts.section("details")
    if name == "place":
        return str(value["name"])
    if name in {"turnover", "balance"}:
        return reasons.number_range(value["low"], value["high"], reasons.euros)
    if name in {"company_size", "age"}:
        return str(words[name]).format(range=reasons.number_range(value["low"], value["high"]))
    return str(words["term"]).format(label=_term(name, value, store))
