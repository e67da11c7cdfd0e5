"""What the engine's channel lets in, and what it refuses with a reason instead of an error."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest
from rasa.shared.exceptions import RasaException

from bot.engine import model as engine_model
from bot.engine.channel import LotseChannel
from tests.engine.running import Engine, fresh, request

STRANGER = "stranger"
GREETING = "Guten Tag!"


def body(**fields: object) -> bytes:
    """The body of a message to which nobody should get an answer; None takes a field out."""
    content = {"sender": STRANGER, "message_id": fresh("message"), "text": GREETING} | fields
    return json.dumps({key: value for key, value in content.items() if value is not None}).encode()


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer wrong", "Bearer " + "c" * 40, "Basic bG90c2U6bG90c2U=", "Bearer \xfc\xff"],
)
def test_it_refuses_a_message_without_the_secret(engine: Engine, authorization: str) -> None:
    assert engine.post(body(), authorization) == (401, {"error": "the shared secret is missing or wrong"})
    assert engine.heard(STRANGER) == []


def test_it_takes_the_secret_only_as_a_bearer_token(engine: Engine) -> None:
    assert engine.post(body(), engine.secret)[0] == 401


def test_it_asks_for_the_secret_before_it_looks_at_the_body(engine: Engine) -> None:
    assert engine.post(b"not JSON", "Bearer wrong")[0] == 401


@pytest.mark.parametrize("secret", [None, "", "short", "c" * 31, "${LOTSE_CHANNEL_SECRET}" + "c" * 20])
def test_it_is_not_created_with_a_secret_that_is_none(secret: str | None) -> None:
    with pytest.raises(RasaException, match="LOTSE_CHANNEL_SECRET needs at least 32 characters"):
        LotseChannel.from_credentials({"secret": secret})


def test_it_is_not_created_without_credentials() -> None:
    with pytest.raises(RasaException, match="LOTSE_CHANNEL_SECRET"):
        LotseChannel.from_credentials(None)


def test_the_engine_does_not_start_without_a_secret_and_names_the_variable(engine: Engine) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "LOTSE_CHANNEL_SECRET"}
    done = subprocess.run(
        [sys.executable, "-m", "bot.engine", "run"],
        check=False,
        cwd=engine_model.ROOT,
        env=environment | engine.environment(),
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 1
    assert "LOTSE_CHANNEL_SECRET" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Guten Tag!",
        b'{"sender": "stranger", ',
        b"\xff\xfe\x00",
        b'{"sender": "stranger", "message_id": "1", "text": "\xfc"}',
        b"[" * 100_000,
        b"[]",
        b"null",
        b'"Guten Tag!"',
        b"{}",
        body(sender=None),
        body(sender=""),
        body(sender=7),
        body(sender=[STRANGER]),
        body(sender="a\x00b"),
        body(sender="\ud800"),
        body(sender="s" * 256),
        body(message_id=None),
        body(message_id=""),
        body(message_id=7),
        body(message_id="\udfff"),
        body(text=None),
        body(text=7),
        body(text={"text": GREETING}),
        body(text=""),
        body(text=" \n\t\u00a0"),
        body(text="/"),
        body(text=" // / "),
        body(text="Guten\ud800Tag"),
        body(payload="/greet"),
        body(text="", payload="/greet"),
        body(text=None, payload=""),
        body(text=None, payload="  "),
        body(text=None, payload=7),
        body(text=None, payload="\ud800"),
        body(address_key=""),
        body(address_key=7),
        body(address_key="192.0.2.1"),
        body(address_key="a" * 65),
        body(address_key="G" * 64),
    ],
    ids=lambda content: content[:80].decode("ascii", "backslashreplace"),
)
def test_it_refuses_what_is_no_message_and_says_what_it_expects(engine: Engine, content: bytes) -> None:
    status, answer = engine.post(content)
    assert status == 400
    assert set(answer) == {"error"}
    assert "expected" in answer["error"]
    assert engine.heard(STRANGER) == []


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "🙂", "???", "\u200b/seek_funding", "x" * 10_000], ids=ascii)
def test_it_takes_any_other_text(engine: Engine, text: str) -> None:
    sender = fresh("visitor")
    assert engine.send(sender, text=text)["replies"]
    assert engine.heard(sender) == [text]


def test_it_says_that_the_engine_is_ready(engine: Engine) -> None:
    assert request(f"{engine.url}/webhooks/lotse/") == (200, {"ready": True})


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/webhooks/callback/webhook", "/conversations/stranger/messages", "/model/parse"]
)
def test_it_is_the_only_way_in(engine: Engine, path: str) -> None:
    status, _ = request(f"{engine.url}{path}", body(), {"Authorization": f"Bearer {engine.secret}"})
    assert status == 404


def test_the_engine_listens_on_the_loopback_alone(engine: Engine) -> None:
    with socket.create_connection(("127.0.0.1", engine.port), timeout=5):
        pass
    # Whoever listens everywhere listens here too.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", engine.port), timeout=5):
        pass
