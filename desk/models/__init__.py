"""Tables of conversations and of what becomes of a person's concern."""

from desk.models.attempts import CodeAttempts
from desk.models.conversations import Author, Button, Conversation, Message
from desk.models.outbox import CopyState, OutboxCopy, Purpose
from desk.models.requests import (
    Actor,
    EscalationReason,
    EventKind,
    Request,
    RequestEvent,
    RequestField,
    RequestKind,
    RequestStatus,
    Urgency,
)

__all__ = [
    "Actor",
    "Author",
    "Button",
    "CodeAttempts",
    "Conversation",
    "CopyState",
    "EscalationReason",
    "EventKind",
    "Message",
    "OutboxCopy",
    "Purpose",
    "Request",
    "RequestEvent",
    "RequestField",
    "RequestKind",
    "RequestStatus",
    "Urgency",
]
