"""Entries as cards: what a visitor sees of a programme, course or organisation."""

from typing import Any

from bot.actions import wording
from knowledge.matching import Match
from knowledge.reasons import render
from knowledge.schema import Cluster, Course, Funding

Card = dict[str, Any]


def entry_card(entry: Funding | Course | Cluster) -> Card:
    """Return the card of an entry that was asked for by name, with its conditions."""
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "verdict": "info",
        "text": entry.summary if isinstance(entry, Funding) else entry.description,
        "reasons": list(entry.notes),
        "url": entry.url,
        "source": wording.source(entry),
    }


def match_card(match: Match) -> Card:
    """Return the card of a match, with the reasons for it."""
    reasons = [render(reason) for reason in match.reasons]
    return entry_card(match.entry) | {"verdict": match.verdict.value, "reasons": reasons}
