"""What a channel is: it delivers a copy or says why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from desk.models import OutboxCopy, Purpose


class DeliveryError(Exception):
    """A copy was not delivered. The message tells staff why, without the copy's content."""

    def __init__(self, message: str, *, permanent: bool = False):
        super().__init__(message)
        self.permanent = permanent
        """Whether trying again is pointless."""


@dataclass(frozen=True)
class Copy:
    """One copy for one recipient."""

    key: str
    """Idempotency key: the same in every attempt."""
    purpose: Purpose
    organisation: str
    recipient: str
    content: dict[str, Any]
    created_at: datetime

    @classmethod
    def of(cls, row: OutboxCopy) -> "Copy":
        """Return a row of the outbox as a channel takes it."""
        return cls(row.key, row.purpose, row.organisation, row.recipient, row.content, row.created_at)


class Channel(Protocol):
    """A way to deliver copies."""

    def deliver(self, copy: Copy) -> None:
        """Deliver, with the copy's key where the receiver can see it.

        Raises:
            DeliveryError: it did not work.
        """

    def forget(self, key: str) -> int:
        """Delete what the channel itself keeps of a copy, and return how many files that were."""
