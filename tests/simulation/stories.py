"""Runs the conversations of ``tests/conversations`` as Rasa's own story tests do: actions are predicted, not run.

What actions would set, the story says. After ``rasa/core/test.py``: where a story goes on with another action than the
active form, the form is taken to have rejected the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.simulation.rules import Rules
from tests.simulation.specification import (
    FALLBACK_INTENT,
    LISTEN,
    ROOT,
    Domain,
    Entry,
    UnsupportedError,
    only_keys,
    read_yaml,
    require,
)
from tests.simulation.tracker import Event, Tracker

MARKED = re.compile(r"\[[^\]]+\]\((\w+)[:)]")
"""An entity in a sentence: ``[45](number:{'low': 45.0, 'high': 45.0})``."""
FOLDER = ROOT / "tests" / "conversations"


def _entity_names(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        require(isinstance(entry, str) or len(entry) == 1, f"entity {entry}")
        yield entry if isinstance(entry, str) else next(iter(entry))


def stories(folder: Path = FOLDER) -> Iterator[Entry]:
    """Yield the conversations."""
    for file in sorted(folder.glob("*.yml")):
        content = read_yaml(file)
        only_keys(content, {"version", "stories"}, file.name)
        yield from content["stories"]


def _step(step: Entry, domain: Domain) -> Iterator[Event]:
    kind = "intent" if "intent" in step else next(iter(step))
    if kind == "intent":
        only_keys(step, {"intent", "user", "entities"}, "message")
        require(step["intent"] in domain.intents or step["intent"] == FALLBACK_INTENT, f"intent {step['intent']}")
        names = [*MARKED.findall(step.get("user", "")), *_entity_names(step.get("entities", []))]
        found = [{"entity": name} for name in names]
        yield {"event": "user", "parse_data": {"intent": {"name": step["intent"]}, "entities": found}}
    elif kind == "slot_was_set":
        yield from ({"event": "slot", "name": k, "value": v} for slot in step[kind] for k, v in slot.items())
    elif kind in ("action", "active_loop"):
        only_keys(step, {kind}, "step")
        yield {"event": kind, "name": step[kind]}
    else:
        raise UnsupportedError(f"step {step}")


def _events(story: Entry, domain: Domain) -> Iterator[Event]:
    only_keys(story, {"story", "steps"}, "story")
    listen = {"event": "action", "name": LISTEN}
    latest: Event = {}
    for event in (event for step in story["steps"] for event in _step(step, domain)):
        if event["event"] == "user" and latest != listen:
            yield listen
        yield event
        latest = event
    yield listen


def _predicted(rules: Rules, tracker: Tracker, expected: str) -> str:
    action = rules.predict(tracker).action
    if action != expected and action == tracker.active_loop:
        tracker.update({"event": "action_execution_rejected", "name": action})
        action = rules.predict(tracker).action
    return action


def compare(story: Entry, rules: Rules, domain: Domain) -> tuple[list[str], list[str]]:
    """Return the actions that a conversation expects, and those that are predicted."""
    expected, predicted = [], []
    tracker = Tracker("story", domain)
    for number, event in enumerate(_events(story, domain)):
        if event["event"] == "action" and number:
            expected.append(event["name"])
            predicted.append(_predicted(rules, tracker, event["name"]))
        tracker.update(event)
    return expected, predicted
