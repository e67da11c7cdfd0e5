"""The interpreter and Rasa itself do the same with the same messages: actions, slots, forms and replies."""

import json
import random
import re
import subprocess
from email.message import Message as Headers
from pathlib import Path
from typing import Any

from tests.http_stub import serving_json
from tests.simulation.actions import run_custom
from tests.simulation.dialogue import Conversation, Message
from tests.simulation.specification import ROOT, Domain
from tests.simulation.speech import DETAILS, Speech, picked
from tests.simulation.tracker import Event
from tests.simulation.world import World

ENGINE = ROOT / ".venv-engine" / "bin" / "python"
CONVERSATIONS = 12
MESSAGES = 18
CODE = re.compile(r"\bLT-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")
COMPARED = {"action": ("name",), "slot": ("name", "value"), "active_loop": ("name",), "user": ("text",)}
REPLY = ("buttons", "custom")


def _next(chance: random.Random, conversation: Conversation, speech: Speech, buttons: list[tuple[str, str]]) -> Message:
    """Return a message that somebody may say now, whether Lotse likes it or not."""
    number = chance.randrange(100)
    requested = conversation.tracker.requested_slot if conversation.tracker.active_loop else None
    kind = chance.choice(("press", "press", "answer", "answer", "need", "say", "unclear"))
    if kind == "press" and buttons:
        return speech.pressed(picked(buttons, number)[1])
    if kind == "answer" and requested:
        return speech.answer(requested, number)
    if kind == "need":
        details = frozenset(name for name in DETAILS if chance.random() < 0.4)
        return speech.need(details, chance.randrange(100), number)
    if kind == "unclear":
        return speech.unclear(chance.randrange(100), number)
    return speech.sentence(chance.choice(speech.intents), number)


def _talk(world: World, speech: Speech, seed: int) -> tuple[Conversation, list[Message]]:
    chance = random.Random(seed)
    conversation = world.begin()
    messages: list[Message] = []
    buttons: list[tuple[str, str]] = []
    for number in range(MESSAGES):
        messages.append(_next(chance, conversation, speech, buttons))
        turn = conversation.hear(messages[-1], f"m{number}")
        buttons = [button for reply in turn.replies for button in reply.buttons] or buttons
    return conversation, messages


def _variations(domain: Domain) -> dict[str, str]:
    """Return for each text of a reply of the domain the first one of that reply: which is sent is drawn by lot."""
    return {one["text"]: texts[0]["text"] for texts in domain.responses.values() for one in texts}


def _comparable(events: list[Event], variations: dict[str, str]) -> list[list[Any]]:
    """Return what must be the same: not the time, and not the code of a request, which is drawn by lot."""
    found: list[list[Any]] = []
    for event in events:
        if event["event"] in COMPARED:
            found.append([event["event"], *(event[key] for key in COMPARED[event["event"]])])
        elif event["event"] == "bot":
            text = variations.get(event["text"], event["text"])
            data = [event["data"].get(key) or None for key in REPLY]
            found.append(json.loads(CODE.sub("CODE", json.dumps(["bot", text, *data], ensure_ascii=False))))
        elif event["event"] != "user_featurization":
            found.append([event["event"]])
    return found


def _with_rasa(world: World, folder: Path, talks: list[list[Message]]) -> list[list[Event]]:
    conversations = [
        {"id": next(world.ids), "messages": [message.parsed() for message in messages]} for messages in talks
    ]

    def act(body: Any, _: Headers) -> tuple[int, Any]:
        return 200, run_custom(world.dialogue.custom, body)

    task, events = folder / "messages.json", folder / "events.json"
    with serving_json(act) as port:
        task.write_text(json.dumps({"actions": f"http://127.0.0.1:{port}/webhook", "conversations": conversations}))
        program = Path(__file__).with_name("real_rasa.py")
        done = subprocess.run([ENGINE, program, task, events], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found: list[list[Event]] = json.loads(events.read_text())
    return found


def test_the_interpreter_does_what_rasa_does(world: World, tmp_path: Path) -> None:
    speech = Speech(world)
    talks = [_talk(world, speech, seed) for seed in range(CONVERSATIONS)]
    variations = _variations(world.dialogue.domain)
    by_rasa = _with_rasa(world, tmp_path, [messages for _, messages in talks])
    for (conversation, _), events in zip(talks, by_rasa, strict=True):
        assert _comparable(conversation.tracker.events, variations) == _comparable(events, variations)
    actions = {event["name"] for events in by_rasa for event in events if event["event"] == "action"}
    assert {"need_form", "contact_form", "action_show_matches", "action_submit_request", "action_aside"} <= actions
