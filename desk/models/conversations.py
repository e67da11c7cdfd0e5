"""Tables of conversations: the transcript and its buttons."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.clock import now
from storage.base import Base


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
