"""Runs conversations with Rasa itself, in the engine's environment: ``real_rasa.py <messages.json> <events.json>``.

The input names the action server and, for each conversation, its id and messages as they were understood. Only rules
and forms are trained: understanding is given. The service environment has no Rasa and starts this as a program.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


async def _events(agent: Any, conversation: dict[str, Any]) -> list[dict[str, Any]]:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: PLC0415 - see main

    for number, parsed in enumerate(conversation["messages"]):
        message_id = f"m{number}"
        message = UserMessage(
            parsed["text"],
            CollectingOutputChannel(),
            conversation["id"],
            parse_data=parsed,
            input_channel="lotse",
            message_id=message_id,
            metadata={"message_id": message_id},
        )
        await agent.processor.handle_message(message)
    tracker = await agent.tracker_store.retrieve(conversation["id"])
    return [event.as_dict() for event in tracker.events]


async def _run(task: dict[str, Any], model: str) -> list[list[dict[str, Any]]]:
    from rasa.core.agent import Agent  # noqa: PLC0415 - see main
    from rasa.utils.endpoints import EndpointConfig  # noqa: PLC0415 - see main

    agent = Agent.load(model, action_endpoint=EndpointConfig(task["actions"]))
    return [await _events(agent, conversation) for conversation in task["conversations"]]


def main(messages: str, events: str) -> None:
    """Train, talk, and write down all events."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.chdir(ROOT)
    warnings.simplefilter("ignore")
    # Importing Rasa takes seconds, and the variables count.
    from rasa.model_training import train_core  # noqa: PLC0415 - see above

    task = json.loads(Path(messages).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        model = train_core("domain.yml", "config.yml", "bot/data/rules", folder)
        found = asyncio.run(_run(task, str(model)))
    Path(events).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
