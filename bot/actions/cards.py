"""Entries as cards: what a visitor sees of a programme, course or organisation."""

from collections.abc import Sequence
from typing import Any

from bot.actions import wording
from knowledge.matching import Match, Reason
from knowledge.reasons import ordered, render, short
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


def _matched(match: Match, reasons: Sequence[Reason]) -> Card:
    return entry_card(match.entry) | {"verdict": match.verdict.value, "reasons": [render(reason) for reason in reasons]}


def match_card(match: Match) -> Card:
    """Return the card of a match for the chat, with few reasons: what is open first, then the most telling ones."""
    return _matched(match, short(match.reasons))


def kept_match(match: Match) -> Card:
    """Return the card of a match with all its reasons, as a request keeps it for staff."""
    return _matched(match, ordered(match.reasons))
