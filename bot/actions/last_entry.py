"""The entry that was answered last."""

from rasa_sdk import Tracker

from knowledge.schema import AnyEntry
from knowledge.snapshot import Snapshot

LAST_ENTRY = "last_entry"
"""Slot with its id."""


def last_entry(tracker: Tracker, store: Snapshot) -> AnyEntry | None:
    """Return it, unless nothing was answered or it is not published any more."""
    return store.entries.get(tracker.get_slot(LAST_ENTRY) or "")
