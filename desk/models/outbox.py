"""Table of the outbox: what has to be told to whom, written in the transaction that makes it true."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.clock import now
from storage.base import Base, one_of


class Purpose(StrEnum):
    """What a copy tells. All but the visitor's own copy go to the team."""

    CREATED = "created"
    INFORMATION_ADDED = "information_added"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    VISITOR_COPY = "visitor_copy"


class CopyState(StrEnum):
    """Where a copy stands."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    """Given up: refused for good, or tried too often. ``python -m desk outbox retry`` brings it back."""
    CANCELLED = "cancelled"
    """Not wanted any more before it was sent."""


class OutboxCopy(Base):
    """One copy for one recipient over one channel."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(one_of("purpose", Purpose), name="known_purpose"),
        CheckConstraint(one_of("state", CopyState), name="known_state"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid4()))
    """Idempotency key: the same in every attempt, so that a receiver knows a copy that comes twice."""
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[Purpose] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(String(80))
    """Id in the routing file; a webhook's secret belongs to it."""
    recipient: Mapped[str]
    """E-mail address or web address."""
    content: Mapped[dict[str, Any]]
    """What is told, as it was when it was true."""
    state: Mapped[CopyState] = mapped_column(String(10), default=CopyState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    """Nobody tries before this moment: the next attempt, or the end of the lease of whoever tries just now."""
    claim: Mapped[str | None] = mapped_column(String(36))
    """Of the latest attempt: only who holds it may say how the attempt ended."""
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
