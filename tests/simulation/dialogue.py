"""The dialogue without Rasa: what its message processor does with our rules, forms, slots and actions.

``Dialogue`` holds what all conversations share, ``Conversation`` one of them. After ``rasa/core/processor.py`` of Rasa
3.6.21; faithful for what Lotse uses, and refusing (``UnsupportedError``) what it does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.simulation.actions import Actions, Clock, RejectedError, executor
from tests.simulation.forms import Form
from tests.simulation.rules import Prediction, Rules
from tests.simulation.slot_filling import extract
from tests.simulation.specification import (
    LISTEN,
    ROOT,
    SESSION_METADATA,
    read_domain,
    read_fallback,
    read_rules,
    read_yaml,
    require,
)
from tests.simulation.tracker import Event, Tracker

MOST_ACTIONS = 10
"""After that many actions without listening Rasa stops."""
SESSION_START = "action_session_start"


@dataclass(frozen=True)
class Message:
    """A visitor's message as the engine understands it."""

    text: str
    intent: str
    entities: tuple[dict[str, Any], ...] = ()
    confidence: float = 0.97
    ranking: tuple[tuple[str, float], ...] = ()

    def parsed(self) -> dict[str, Any]:
        """Return it in the form in which actions get it."""
        ranked = ((self.intent, self.confidence), *self.ranking)
        return {
            "text": self.text,
            "intent": {"name": self.intent, "confidence": self.confidence},
            "entities": list(self.entities),
            "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranked],
        }


@dataclass(frozen=True)
class Reply:
    """One reply, and during which action it was sent."""

    text: str | None
    buttons: tuple[tuple[str, str], ...]
    custom: dict[str, Any]
    action: str


@dataclass
class Turn:
    """What came of a message."""

    message: Message
    actions: list[str] = field(default_factory=list)
    """Actions in order, without listening."""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Forms that wait for an answer, and the slots that they asked for."""
    replies: list[Reply] = field(default_factory=list)
    unknown_situation: bool = False
    """No rule knew what to do."""


class Dialogue:
    """The dialogue of the checkout."""

    def __init__(self) -> None:
        self.domain = read_domain(read_yaml(ROOT / "domain.yml"))
        files = sorted((ROOT / "bot" / "data" / "rules").glob("*.yml"))
        entries = read_rules(read_yaml(file) for file in files)
        self.rules = Rules(entries, self.domain, read_fallback(read_yaml(ROOT / "config.yml")))
        self.custom = executor()
        unknown = self.domain.actions - set(self.custom.actions)
        require(not unknown, f"actions without code: {sorted(unknown)}")


class Conversation:
    """One conversation."""

    def __init__(self, shared: Dialogue, sender_id: str, clock: Clock):
        self._shared = shared
        self._actions = Actions(shared.domain, shared.custom, clock)
        self._forms = {name: Form(name, shared.domain, self._actions) for name in shared.domain.forms}
        self.tracker = Tracker(sender_id, shared.domain)

    def copy(self) -> Conversation:
        """Return a conversation that goes on on its own, to try something out. What actions store is stored."""
        other = object.__new__(Conversation)
        other.__dict__ = self.__dict__ | {"tracker": self.tracker.copy()}
        return other

    def hear(self, message: Message, message_id: str) -> Turn:
        """Handle a message to the end of the turn."""
        turn = Turn(message)
        if not self.tracker.events:
            self._begin({"message_id": message_id})
        self._log(message, message_id)
        while True:
            prediction = self._predict()
            turn.unknown_situation |= prediction.is_fallback
            if self._run(prediction.action, turn) == LISTEN:
                return turn
            require(len(turn.actions) < MOST_ACTIONS, f"no end of {turn.actions}")

    def _begin(self, metadata: dict[str, str]) -> None:
        self.tracker.update(
            self._actions.event("action", name=SESSION_START),
            self._actions.event("session_started"),
            self._actions.slot(SESSION_METADATA, metadata),
            self._actions.event("action", name=LISTEN),
        )

    def _log(self, message: Message, message_id: str) -> None:
        said = self._actions.event(
            "user",
            text=message.text,
            parse_data=message.parsed(),
            input_channel="lotse",
            message_id=message_id,
            metadata={"message_id": message_id},
        )
        self.tracker.update(said)
        slots = extract(self.tracker, self._shared.domain)
        self.tracker.update(*[self._actions.slot(name, value) for name, value in slots])

    def _predict(self) -> Prediction:
        if (followup := self.tracker.followup) is not None:
            self.tracker.followup = None
            require(self._shared.domain.is_action(followup), f"action {followup} that was to follow")
            return Prediction(followup)
        return self._shared.rules.predict(self.tracker)

    def _run(self, name: str, turn: Turn) -> str:
        try:
            form = self._forms.get(name)
            events = form.run(self.tracker.copy()) if form else self._actions.run(name, self.tracker)
        except RejectedError:
            self.tracker.update(self._actions.event("action_execution_rejected", name=name))
            return name
        self.tracker.update(self._actions.event("action", name=name), *events)
        if name != LISTEN:
            turn.actions.append(name)
        turn.replies += [_reply(event, name) for event in events if event["event"] == "bot"]
        if form and self.tracker.active_loop == name:
            turn.asked.append((name, self.tracker.requested_slot))
        return name


def _reply(event: Event, action: str) -> Reply:
    buttons = tuple((button["title"], button["payload"]) for button in event["data"]["buttons"] or [])
    return Reply(event["text"], buttons, event["data"]["custom"] or {}, action)
