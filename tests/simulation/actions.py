"""Runs actions: ours in this process as the action server does, Rasa's own, and the domain's replies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

import rasa_sdk
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from tests.simulation.specification import DEACTIVATE, LISTEN, REQUESTED_SLOT, Domain, UnsupportedError, only_keys
from tests.simulation.tracker import Event, Tracker

RETURNED_EVENTS = {"slot", "reset_slots", "rewind", "followup", "active_loop"}
PLACEHOLDER = re.compile(r"{([^\n{}]+?)}")
RESPONSE_KEYS = {"text", "buttons", "custom", "response", "template", "elements", "image", "attachment"}

Clock = Callable[[], float]


class RejectedError(Exception):
    """An action that does not want to run; another one is to be chosen."""


def executor() -> ActionExecutor:
    """Return what runs the actions of the checkout."""
    made = ActionExecutor()
    made.register_package("bot.actions")
    return made


def run_custom(custom: ActionExecutor, call: dict[str, Any]) -> dict[str, Any]:
    """Return what the action server would answer; our actions wait for nothing, so they need no event loop.

    Raises:
        ActionExecutionRejection: the action says that it should not run.
    """
    running = custom.run(call)
    try:
        running.send(None)
    except StopIteration as end:
        return {"events": end.value.events, "responses": end.value.responses}
    running.close()
    raise UnsupportedError("an action that waits")


class Actions:
    """What actions do in one conversation."""

    def __init__(self, domain: Domain, custom: ActionExecutor, clock: Clock):
        self._domain = domain
        self._custom = custom
        self._clock = clock
        self._chance = Random(0)

    def event(self, kind: str, **values: Any) -> Event:
        """Return an event of this moment."""
        return {"event": kind, "timestamp": self._clock(), **values}

    def slot(self, name: str, value: Any) -> Event:
        """Return the event that sets a slot."""
        return self.event("slot", name=name, value=value)

    def run(self, name: str, tracker: Tracker) -> list[Event]:
        """Run an action that is no form.

        Raises:
            RejectedError: the action says that it should not run.
            UnsupportedError: nobody knows the action.
        """
        if name == LISTEN:
            return []
        if name == DEACTIVATE:
            return [self.event("active_loop", name=None), self.slot(REQUESTED_SLOT, None)]
        if name in self._domain.responses:
            return [self._bot_event(self._reply(name, tracker, {}))]
        if name in self._domain.actions:
            return self._run_custom(name, tracker)
        raise UnsupportedError(f"action {name}")

    def _run_custom(self, name: str, tracker: Tracker) -> list[Event]:
        call = {
            "next_action": name,
            "sender_id": tracker.sender_id,
            "tracker": tracker.as_dict(),
            "version": rasa_sdk.__version__,
            "domain": self._domain.content,
        }
        try:
            result = run_custom(self._custom, call)
        except ActionExecutionRejection as rejection:
            raise RejectedError(name) from rejection
        # Through JSON, as between two processes.
        answer = json.loads(json.dumps(result, allow_nan=False))
        said = [self._bot_event(self._response(response, tracker)) for response in answer["responses"]]
        return said + [self._returned(event) for event in answer["events"]]

    def _returned(self, event: Event) -> Event:
        if event["event"] not in RETURNED_EVENTS:
            raise UnsupportedError(f"event {event['event']}")
        return event | {"timestamp": self._clock()}

    def _response(self, response: dict[str, Any], tracker: Tracker) -> dict[str, Any]:
        given = {key: value for key, value in response.items() if value}
        reply = self._reply(given["response"], tracker, given) if "response" in given else {}
        extra = set(given) - RESPONSE_KEYS
        if extra and "response" not in given:
            raise UnsupportedError(f"values {extra} of a reply without a template")
        buttons = [*reply.get("buttons", []), *given.get("buttons", [])]
        return reply | {key: given[key] for key in ("text", "custom") if key in given} | {"buttons": buttons}

    def _reply(self, name: str, tracker: Tracker, values: dict[str, Any]) -> dict[str, Any]:
        """Return one of the domain's replies with its placeholders filled."""
        if name not in self._domain.responses:
            raise UnsupportedError(f"the domain has no reply {name}")
        reply = dict(self._chance.choice(self._domain.responses[name]))
        only_keys(reply, {"text", "buttons"}, name)
        known = tracker.slots | values
        return reply | {"text": PLACEHOLDER.sub(lambda found: str(known[found[1]]), reply["text"])}

    def _bot_event(self, reply: dict[str, Any]) -> Event:
        data = {"buttons": reply.get("buttons") or None, "custom": reply.get("custom") or None}
        data |= {"elements": None, "quick_replies": None, "attachment": None, "image": None}
        return self.event("bot", text=reply.get("text"), data=data, metadata={})
