"""Conversations as actions meet them: what was said, what is remembered, which form asks."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

Event = dict[str, Any]


@dataclass
class Dialogue:
    """A conversation. What actions set is remembered for the next message."""

    conversation_id: str = "visitor"
    slots: dict[str, Any] = field(default_factory=dict)
    form: str | None = None
    events: list[Event] = field(default_factory=list)
    confidence: float = 0.9

    def says(self, text: str, intent: str, **entities: Any) -> "Dialogue":
        """Add a message of the visitor."""
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        parsed = {"intent": {"name": intent, "confidence": self.confidence}, "entities": found}
        number = sum(event["event"] == "user" for event in self.events) + 1
        event = {"event": "user", "text": text, "timestamp": number, "parse_data": parsed}
        self.events.append(event | {"metadata": {"message_id": f"m{number}"}})
        return self

    def sets(self, **slots: Any) -> "Dialogue":
        """Remember values."""
        for name, value in slots.items():
            self.slots[name] = value
            self.events.append({"event": "slot", "name": name, "value": value, "timestamp": len(self.events)})
        return self

    def tracker(self) -> Tracker:
        """Return the conversation as the action server gets it."""
        users = [event for event in self.events if event["event"] == "user"]
        message = {"text": users[-1]["text"], "intent_ranking": [], **users[-1]["parse_data"]} if users else {}
        form = {"name": self.form} if self.form else {}
        return Tracker(self.conversation_id, dict(self.slots), message, self.events, False, None, form, "listen")

    def hears(self, action: Action) -> list[dict[str, Any]]:
        """Run an action, remember what it sets, and return what it says."""
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, self.tracker(), {})
        self.events.append({"event": "action", "name": action.name(), "timestamp": len(self.events)})
        self.sets(**{event["name"]: event["value"] for event in events if event["event"] == "slot"})
        return list(dispatcher.messages)


def titles(message: dict[str, Any]) -> list[str]:
    """Return what stands on a message's buttons."""
    return [button["title"] for button in message["buttons"]]
