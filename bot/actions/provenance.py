"""Which message of the visitor a detail came from, read from the tracker's events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

Event = dict[str, Any]

NEED_INTENTS = frozenset({"state_need", "seek_funding", "seek_course", "seek_contact", "seek_partner"})
FALLBACK = "nlu_fallback"
WISH = "talk_to_human"
LEAST_WORDS_OF_A_MATTER = 8
OUT_OF_SCOPE = "out_of_scope"
QUESTION_INTENTS = frozenset({"ask_question", "ask_definition", "why_not", FALLBACK})
ENDS = frozenset({
    "action_submit_request", "action_submit_without_contact", "action_pass_nothing_on", "action_decline_request",
    "action_forget_need", "action_forget_all",
})  # fmt: skip
"""Actions after which a new concern begins."""


CARE_FORM = "care_form"


@dataclass(frozen=True)
class Said:
    """A visitor's message: its id in the transcript (None in the terminal) and when it was said."""

    message_id: str | None
    at: datetime

    @property
    def key(self) -> str:
        """What tells it from every other message of the conversation."""
        return self.message_id or self.at.isoformat()


def _said(event: Event) -> Said:
    message_id = (event.get("metadata") or {}).get("message_id")
    return Said(message_id, datetime.fromtimestamp(event["timestamp"], UTC))


def latest(events: Iterable[Event]) -> Said:
    """Return the visitor's latest message.

    Raises:
        LookupError: the visitor has not said anything.
    """
    return _said(_latest_event(events))


def address_key(events: Iterable[Event]) -> str | None:
    """Return the hash of the network address that the visitor's latest message came from; None in the terminal.

    Raises:
        LookupError: the visitor has not said anything.
    """
    key: str | None = (_latest_event(events).get("metadata") or {}).get("address_key")
    return key


def _latest_event(events: Iterable[Event]) -> Event:
    users = [event for event in events if event["event"] == "user"]
    if not users:
        raise LookupError("no message of the visitor")
    return users[-1]


def before_latest(events: Iterable[Event]) -> Said | None:
    """Return the visitor's message before the latest one."""
    users = [event for event in events if event["event"] == "user"]
    return _said(users[-2]) if len(users) > 1 else None


def intents(events: Iterable[Event]) -> list[str]:
    """Return what the visitor's messages were understood as, in their order."""
    return [_intent(event) for event in events if event["event"] == "user"]


def entities_before_latest(events: Iterable[Event]) -> dict[str, Any]:
    """Return what was read in the visitor's message before the latest one; of several of one name the first."""
    users = [event for event in events if event["event"] == "user"]
    found = users[-2]["parse_data"].get("entities", []) if len(users) > 1 else []
    return {entity["entity"]: entity["value"] for entity in reversed(found)}


def said_in_form(events: Iterable[Event]) -> set[str]:
    """Return what Lotse has said since the present form began."""
    said: set[str] = set()
    for event in events:
        if event["event"] == "active_loop":
            said.clear()
        elif event["event"] == "bot" and event.get("text"):
            said.add(str(event["text"]))
    return said


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
            # A form sets its slots again when it checks them; only another value is another statement.
            if values.get(name) != value:
                found[name] = _said(user)
            values[name] = value
    return {name: said for name, said in found.items() if values[name] is not None}


def message_ids(found: dict[str, Said], *names: str) -> tuple[str, ...]:
    """Return the ids of the messages that these slots came from."""
    return tuple(said.message_id for name in names if (said := found.get(name)) and said.message_id)


def present_concern(events: Iterable[Event]) -> list[Event]:
    """Return what the visitor said since an earlier concern ended, or since a message began another one after matches.

    What is about a request made before is left out.
    """
    users: list[Event] = []
    latest_user: Event | None = None
    for event in events:
        if event["event"] == "user":
            latest_user = event
            users.append(event)
        elif event["event"] == "action" and event["name"] in ENDS:
            users.clear()
        elif event["event"] == "action" and event["name"] == CARE_FORM and users and users[-1] is latest_user:
            users.pop()
        elif event["event"] == "slot" and event["name"] == "shown" and event["value"] is None:
            users = users[-1:]
    return users


def _is_button(event: Event) -> bool:
    return (event.get("text") or "/").startswith("/")


def _intent(event: Event) -> str:
    return str(event["parse_data"]["intent"]["name"])


def _told(users: list[Event]) -> Iterable[Event]:
    """Yield the messages that stated a concern: understood at once, or after the visitor had been asked back."""
    for event, following in zip_longest(users, users[1:]):
        asked_back = following and _intent(event) == FALLBACK and _is_button(following)
        if not _is_button(event) and _intent(following if asked_back else event) in NEED_INTENTS:
            yield event


def description(events: Iterable[Event]) -> tuple[str, Said] | None:
    """Return the present concern in the visitor's own words: the longest message that stated one."""
    told = list(_told(present_concern(events)))
    if not told:
        return None
    longest = max(told, key=lambda event: len(event["text"]))
    return longest["text"], _said(longest)


def asked_for(events: Iterable[Event]) -> tuple[str, Said] | None:
    """Return what a human shall take up: the concern, or else the last question that was asked in words."""
    happened = list(events)
    typed = [event for event in present_concern(happened) if not _is_button(event)]
    asked = [event for event in typed if _intent(event) in QUESTION_INTENTS or _tells_why(event)]
    return description(happened) or ((asked[-1]["text"], _said(asked[-1])) if asked else None)


def _tells_why(event: Event) -> bool:
    """Whether the wish for a human names its matter, too: "Rufen Sie mich bitte an, die Presse steht"."""
    return _intent(event) == WISH and len(event["text"].split()) >= LEAST_WORDS_OF_A_MATTER
