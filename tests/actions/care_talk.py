"""A conversation with the care form as Rasa runs it: validation, the next question, at the end the action."""

import asyncio
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from bot.actions.asking import Asking
from bot.actions.care_asking import FORM
from bot.actions.care_deeds import ActionCare
from bot.actions.care_form import ValidateCareForm

ROOT = Path(__file__).parents[2]
DOMAIN = YAML(typ="safe").load(ROOT / "domain.yml")
REQUIRED: list[str] = DOMAIN["forms"][FORM]["required_slots"]
PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?")


def questions() -> dict[str, Any]:
    return {action.slot: action for action in Asking.__subclasses__() if action.form == FORM}


class Talk:
    """One visitor; `heard` holds what was answered to the last message."""

    def __init__(self, conversation_id: str = "", address_key: str | None = None):
        self.conversation_id = conversation_id or str(uuid4())
        self.address_key = address_key
        self.slots: dict[str, Any] = dict.fromkeys(DOMAIN["slots"]) | {"requested_slot": None}
        self.events: list[dict[str, Any]] = []
        self.is_active = False
        self.heard: list[dict[str, Any]] = []

    def says(self, text: str, intent: str, confidence: float = 0.95, **entities: str) -> str:
        """Say something that is understood so, and return what is answered; "" if the form rejects it."""
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        self.message = {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}
        metadata = {"message_id": str(uuid4()), "address_key": self.address_key}
        self.events.append(
            {"event": "user", "text": text, "timestamp": 0, "parse_data": self.message, "metadata": metadata}
        )
        return self._form()

    def presses(self, title: str) -> str:
        payloads = {button["title"]: button["payload"] for one in self.heard for button in one["buttons"]}
        return self.sends(payloads[title])

    def sends(self, payload: str) -> str:
        """Press a button with this payload, wherever it stands."""
        match = PAYLOAD.fullmatch(payload)
        assert match
        entities = YAML(typ="safe").load(match["entities"]) if match["entities"] else {}
        return self.says(payload, match["intent"], 1.0, **entities)

    def buttons(self) -> list[str]:
        return [button["title"] for one in self.heard for button in one["buttons"]]

    def data(self) -> dict[str, Any]:
        return {name: value for one in self.heard for name, value in one["custom"].items()}

    def _tracker(self) -> Tracker:
        loop = {"name": FORM} if self.is_active else {}
        return Tracker(
            self.conversation_id, dict(self.slots), self.message, list(self.events), False, None, loop, "action_listen"
        )

    def _apply(self, events: list[Any]) -> list[str]:
        self.events += events
        self.slots |= {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        return [event["name"] for event in events if event["event"] == "slot"]

    def _run(self, action: Action, dispatcher: CollectingDispatcher) -> list[str]:
        result: Any = action.run(dispatcher, self._tracker(), DOMAIN)
        events = asyncio.run(result) if asyncio.iscoroutine(result) else result
        return self._apply([event for event in events if event])

    def _form(self) -> str:
        dispatcher = CollectingDispatcher()
        prefilled = [] if self.is_active else [name for name in REQUIRED if self.slots[name] is not None]
        was_active, self.is_active = self.is_active, True
        self.events.append({"event": "action", "name": FORM})
        self.events += [{"event": "slot", "name": name, "value": self.slots[name]} for name in prefilled]
        changed = self._run(ValidateCareForm(), dispatcher)
        self.heard = dispatcher.messages
        if was_active and set(changed) <= {"requested_slot"}:
            return ""
        if slot := self.slots["requested_slot"]:
            self._run(questions()[slot](), dispatcher)
        else:
            self.is_active = False
            self._run(ActionCare(), dispatcher)
        return "\n".join(one["text"] for one in self.heard)
