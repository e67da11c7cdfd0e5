"""A small plainly fictitious store, and a visitor's dialogue with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from knowledge.content_files import Content
from knowledge.importing import import_content
from knowledge.schema import AnyEntry
from tests.knowledge.knowledge_samples import REGIONS, TAXONOMY
from tests.store import configured, sqlite_url, temporary_store

WORDS = "Wir wollen Schrauben ölen"
SLOTS = {
    "goal": "funding",
    "topic": "schrauben",
    "company_size": {"low": 45, "high": 45},
    "place": {"name": "Hierstadt", "ids": ["kreis-hier"]},
}


@contextmanager
def knowing(folder: Path, monkeypatch: pytest.MonkeyPatch, *entries: AnyEntry) -> Iterator[None]:
    """Make a store that knows these entries the one of this process."""
    known = {entry.id: entry for entry in (*REGIONS, *entries)}
    with configured(folder, monkeypatch), temporary_store(sqlite_url(folder), monkeypatch) as engine:
        with Session(engine) as session, session.begin():
            import_content(session, Content(known, TAXONOMY))
        yield


def said(words: str, intent: str, **entities: Any) -> dict[str, Any]:
    """A message of the visitor as the tracker has it."""
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    parsed = {"text": words, "intent": {"name": intent, "confidence": 0.9}, "entities": found}
    return {"event": "user", "text": words, "timestamp": 0, "parse_data": parsed, "metadata": {"message_id": "m1"}}


def after(
    action: Action, slots: dict[str, Any], *events: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action after these events; return what was said, and the slots that it sets."""
    happened = events or (said(WORDS, "state_need"),)
    tracker = Tracker(
        "visitor", dict(slots), happened[-1]["parse_data"], list(happened), False, None, {}, "action_listen"
    )
    dispatcher = CollectingDispatcher()
    done = action.run(dispatcher, tracker, {})
    return dispatcher.messages, {event["name"]: event["value"] for event in done if event["event"] == "slot"}


def titles(message: dict[str, Any]) -> list[str]:
    """Titles of the buttons of a message."""
    return [button["title"] for button in message["buttons"]]
