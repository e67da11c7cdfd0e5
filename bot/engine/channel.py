"""The only way into the engine: a message in, replies and what was understood out."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

SECRET_MIN_LENGTH = 32
LONGEST_ID = 255
REMEMBERED_ANSWERS = 1000
LEADING_SLASHES = re.compile(r"^[\s/]+")
ADDRESS_KEY = re.compile(r"[0-9a-f]{64}")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
UNDERSTOOD = ("intent", "entities", "intent_ranking")

Answer = dict[str, Any]


class ReplyCollector(CollectingOutputChannel):
    """Collects each reply whole: Rasa's own collector tears text, buttons and data of one reply apart."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name: actions and responses may depend on it."""
        return LotseChannel.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep text, buttons and custom data of one reply together."""
        self.messages.append({key: message[key] for key in ("text", "buttons", "custom") if message.get(key)})


class BadMessage(RasaException):
    """The request is not what this channel takes; the text says what is."""


@dataclass(frozen=True)
class Incoming:
    """A message as it came in."""

    sender: str
    message_id: str
    text: str
    """What Rasa gets: a text without leading slashes, or a button's payload."""
    address_key: str | None
    """The web process's hash of the visitor's network address; None where it knows none."""

    @property
    def metadata(self) -> dict[str, str]:
        """What actions find in the event of the message."""
        known = {"address_key": self.address_key} if self.address_key else {}
        return {"message_id": self.message_id, **known}


def read_message(body: Any) -> Incoming:
    """Read the body of a request.

    Raises:
        BadMessage: something is missing, or is of the wrong kind.
    """
    content = body if isinstance(body, dict) else {}
    return Incoming(
        _identifier(content, "sender"), _identifier(content, "message_id"), _text(content), _address_key(content)
    )


def _identifier(content: dict[str, Any], key: str) -> str:
    """Return an id that any tracker store can keep: Rasa ends the process over one that cannot be encoded."""
    value = content.get(key)
    if isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable():
        return value
    raise BadMessage("a JSON object with the printable strings 'sender' and 'message_id' is expected")


def _address_key(content: dict[str, Any]) -> str | None:
    value = content.get("address_key")
    if value is None or (isinstance(value, str) and ADDRESS_KEY.fullmatch(value)):
        return value
    raise BadMessage("an 'address_key' of 64 hexadecimal digits is expected, or none")


def _text(content: dict[str, Any]) -> str:
    """Return what Rasa gets as the message.

    Rasa takes a text that starts with a slash for an intent, after it has stripped blanks. Only ``payload``, which
    the web process takes from a button that it issued itself, may say so.
    """
    text, payload = content.get("text"), content.get("payload")
    given = LEADING_SLASHES.sub("", text) if isinstance(text, str) and payload is None else ""
    if isinstance(payload, str) and text is None:
        given = payload.strip()
    if given and not LONE_SURROGATE.search(given):
        return given
    raise BadMessage("either a non-empty 'text' or a 'payload' is expected, in valid Unicode")


class LotseChannel(InputChannel):
    """``POST /webhooks/lotse/message`` with the shared secret as bearer token."""

    def __init__(self, secret: str):
        self._secret = secret
        # An answer that came too late for the web process is given when it asks again with the same message id.
        self._answers: OrderedDict[tuple[str, str], asyncio.Task[Answer]] = OrderedDict()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is also its path."""
        return "lotse"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LotseChannel:
        """Create the channel from credentials.yml.

        Raises:
            RasaException: the secret is missing or too short to be one.
        """
        secret = str((credentials or {}).get("secret") or "")
        if len(secret) < SECRET_MIN_LENGTH or secret.startswith("${"):
            raise RasaException(f"LOTSE_CHANNEL_SECRET needs at least {SECRET_MIN_LENGTH} characters.")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the channel's routes."""
        blueprint = Blueprint("lotse_channel")

        @blueprint.get("/")
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            is_ready = bool(agent and agent.is_ready())
            return response.json({"ready": is_ready}, status=200 if is_ready else 503)

        @blueprint.post("/message")
        async def receive(request: Request) -> HTTPResponse:
            if not self._is_allowed(request):
                return response.json({"error": "the shared secret is missing or wrong"}, status=401)
            try:
                incoming = read_message(request.json)
            except InvalidUsage:
                return response.json({"error": "a JSON object is expected"}, status=400)
            except BadMessage as error:
                return response.json({"error": str(error)}, status=400)
            return response.json(await self._answer(incoming, request.app.ctx.agent.processor, on_new_message))

        return blueprint

    def _is_allowed(self, request: Request) -> bool:
        given = request.headers.get("authorization") or ""
        return hmac.compare_digest(given.encode(errors="surrogateescape"), f"Bearer {self._secret}".encode())

    async def _answer(
        self, incoming: Incoming, processor: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Answer:
        """Handle the message once, however often it is sent; an empty answer may be tried again."""
        key = (incoming.sender, incoming.message_id)
        task = self._answers.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() or not task.result()["replies"])):
            task = asyncio.ensure_future(self._handle(incoming, processor, on_new_message))
            self._answers[key] = task
            while len(self._answers) > REMEMBERED_ANSWERS:
                self._answers.popitem(last=False)
        # Shielded: when the web process gives up waiting, the message is still handled to its end.
        return await asyncio.shield(task)

    async def _handle(
        self, incoming: Incoming, processor: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> Answer:
        collector = ReplyCollector()
        message = UserMessage(
            incoming.text,
            collector,
            incoming.sender,
            input_channel=self.name(),
            message_id=incoming.message_id,
            metadata=incoming.metadata,
        )
        # Understood here, so that the answer can carry it; Rasa uses it instead of parsing again.
        message.parse_data = await processor.parse_message(message)
        await on_new_message(message)
        understood = {key: message.parse_data.get(key) for key in UNDERSTOOD}
        return {"replies": collector.messages, "understood": understood}
