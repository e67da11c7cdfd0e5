"""Tables of conversations and requests."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid4())


class Author(StrEnum):
    """Who speaks in a message. A notice is the service speaking of itself, not the assistant."""

    VISITOR = "visitor"
    BOT = "bot"
    NOTICE = "notice"


class Conversation(Base):
    """One visitor's conversation; its id is also the engine's sender id."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=_new_id)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Message(Base):
    """One message of the transcript, in the order of ``id``."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_message_id"),
        CheckConstraint("author IN ('visitor', 'bot', 'notice')", name="known_author"),
        CheckConstraint("(author = 'visitor') = (client_message_id IS NOT NULL)", name="visitors_name_their_messages"),
        # A deleted message's id is never given again: readers ask for what comes after an id.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    author: Mapped[Author] = mapped_column(String(10))
    text: Mapped[str | None]
    payload: Mapped[str | None]
    """What the engine gets instead of the text when a button was pressed."""
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What a reply carries beside its text: source, cards, reference code."""
    client_message_id: Mapped[str | None] = mapped_column(String(64))
    """Chosen by the visitor's page; the same id is the same message, however often it is sent."""
    replies_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    understood: Mapped[dict[str, Any] | None]
    """Intent, confidence, ranking and entities of a visitor's message."""
    answered_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    buttons: Mapped[list["Button"]] = relationship(
        order_by="Button.position", foreign_keys="Button.message_id", lazy="selectin"
    )


class Button(Base):
    """A button that was issued under a message. It works once."""

    __tablename__ = "buttons"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=_new_id)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    payload: Mapped[str]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))


class RequestStatus(StrEnum):
    """Where a request stands."""

    NEW = "new"


class Request(Base):
    """A concern that a cluster manager can act on."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint("status IN ('new')", name="known_status"),
        CheckConstraint("contact_email IS NOT NULL OR contact_phone IS NOT NULL", name="has_a_contact"),
        # The engine may run its last action twice; the second run finds the first one's request.
        UniqueConstraint("conversation_id", "submitted_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference_code: Mapped[str] = mapped_column(String(20), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    submitted_by: Mapped[str] = mapped_column(String(64))
    """Id of the visitor's message that completed the request."""
    status: Mapped[RequestStatus] = mapped_column(String(20), default=RequestStatus.NEW)
    summary: Mapped[str]
    matches: Mapped[list[Any]]
    """The matches as they were shown: entry id, title, verdict, reasons."""
    destination: Mapped[str | None]
    """Entry id of the organisation that the request is meant for."""
    destination_reason: Mapped[str | None]
    consent_version: Mapped[str] = mapped_column(String(20))
    consent_given_at: Mapped[datetime]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    """E.164."""
    contact_name: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    fields: Mapped[list["RequestField"]] = relationship(order_by="RequestField.name", lazy="selectin")


class RequestField(Base):
    """One detail of a request and where it came from."""

    __tablename__ = "request_fields"

    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
    """``{"value": …}``; the form of the value depends on the name."""
    source_message: Mapped[str | None] = mapped_column(String(64))
    """Id of the visitor's message that the detail was said in."""
    confirmed: Mapped[bool]
    """Whether the person saw the detail in the summary and agreed."""
