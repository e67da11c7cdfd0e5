"""Which message of the visitor a detail came from, read from the tracker's events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Event = dict[str, Any]

NEED_INTENTS = frozenset({"state_need", "seek_funding", "seek_course", "seek_contact", "seek_partner", "ask_question"})


@dataclass(frozen=True)
class Said:
    """A visitor's message: its id in the transcript (None in the terminal) and when it was said."""

    message_id: str | None
    at: datetime


def _said(event: Event) -> Said:
    message_id = (event.get("metadata") or {}).get("message_id")
    return Said(message_id, datetime.fromtimestamp(event["timestamp"], UTC))


def latest(events: Iterable[Event]) -> Said:
    """Return the visitor's latest message.

    Raises:
        LookupError: the visitor has not said anything.
    """
    users = [event for event in events if event["event"] == "user"]
    if not users:
        raise LookupError("no message of the visitor")
    return _said(users[-1])


def sources(events: Iterable[Event]) -> dict[str, Said]:
    """Return for each slot the message after which it got its present value."""
    found: dict[str, Said] = {}
    values: dict[str, Any] = {}
    user: Event | None = None
    for event in events:
        if event["event"] == "user":
            user = event
        elif event["event"] == "slot" and user is not None:
            name, value = event["name"], event["value"]
            # A validated slot is set again with a tidier value: that is still the same statement.
            if name not in values or values[name] is None or found[name] != _said(user):
                found[name] = _said(user)
            values[name] = value
    return {name: said for name, said in found.items() if values[name] is not None}


def description(events: Iterable[Event]) -> tuple[str, Said] | None:
    """Return the visitor's need in their own words: the longest sentence that stated one."""
    told = [
        event
        for event in events
        if event["event"] == "user"
        and not (event.get("text") or "/").startswith("/")
        and event["parse_data"]["intent"]["name"] in NEED_INTENTS
    ]
    if not told:
        return None
    longest = max(told, key=lambda event: len(event["text"]))
    return longest["text"], _said(longest)
