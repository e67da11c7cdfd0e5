"""The web process's side of the engine's channel."""

from dataclasses import dataclass
from typing import Any

import httpx2

from settings import Settings


class EngineUnavailableError(Exception):
    """The engine is down, too slow, or had nothing to say. The message may be sent again with the same id."""


@dataclass(frozen=True)
class EngineAnswer:
    """What the engine replied and what it understood."""

    replies: tuple[dict[str, Any], ...]
    understood: dict[str, Any]


class Engine:
    """Client of the engine; one for the whole process, its connections stay open."""

    def __init__(self, settings: Settings):
        self._client = httpx2.AsyncClient(
            base_url=f"{settings.engine_url}/webhooks/lotse",
            headers={"Authorization": f"Bearer {settings.channel_secret.get_secret_value()}"},
            timeout=settings.engine_timeout_seconds,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def is_ready(self) -> bool:
        """Whether the engine has loaded its model."""
        try:
            return (await self._client.get("/")).status_code == httpx2.codes.OK
        except httpx2.HTTPError:
            return False

    async def send(
        self,
        conversation_id: str,
        message_id: str,
        *,
        text: str | None = None,
        payload: str | None = None,
        address_key: str | None = None,
    ) -> EngineAnswer:
        """Send a visitor's text or the payload of a button that this service issued.

        ``address_key`` stands for the visitor's network address (``web.addresses``).

        Raises:
            EngineUnavailableError: no answer within the time limit, an error, or an answer without a reply.
        """
        body = {"sender": conversation_id, "message_id": message_id}
        body |= {"payload": payload} if payload is not None else {"text": text or ""}
        body |= {"address_key": address_key} if address_key else {}
        try:
            response = await self._client.post("/message", json=body)
            response.raise_for_status()
            answer = response.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise EngineUnavailableError(f"{type(error).__name__}: {error}") from error
        if not answer["replies"]:
            raise EngineUnavailableError("the engine had no reply; is the action server running?")
        return EngineAnswer(tuple(answer["replies"]), answer["understood"])
