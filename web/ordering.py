"""One message of a conversation at a time, in the order of arrival."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Turns:
    """Gives each conversation one turn at a time. Rasa's own lock polls once a second, so it must never wait."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait for the conversation's turn and hold it."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield
