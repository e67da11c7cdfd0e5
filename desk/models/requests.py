"""Tables of requests: what a person wants, its details, and what happened to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.clock import now
from storage.base import Base, one_of


class RequestKind(StrEnum):
    """What a request is: a need that was asked out, or a conversation that a human has to take up."""

    NEED = "need"
    ESCALATION = "escalation"


class EscalationReason(StrEnum):
    """Why a human has to take up the conversation."""

    ANGER = "anger"
    FALLBACKS = "fallbacks"
    """The assistant did not understand twice in a row."""
    WISH = "wish"


class Urgency(StrEnum):
    """How soon somebody should look."""

    NORMAL = "normal"
    HIGH = "high"


class RequestStatus(StrEnum):
    """Where a request stands. An erased one is an empty shell: code, times and history without anything personal."""

    NEW = "new"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Request(Base):
    """A concern that a cluster manager can act on."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(one_of("status", RequestStatus), name="known_status"),
        CheckConstraint(one_of("kind", RequestKind), name="known_kind"),
        CheckConstraint(one_of("urgency", Urgency), name="known_urgency"),
        CheckConstraint(one_of("escalation_reason", EscalationReason), name="known_escalation_reason"),
        CheckConstraint("(kind = 'escalation') = (escalation_reason IS NOT NULL)", name="escalations_have_a_reason"),
        CheckConstraint(
            "contact_email IS NOT NULL OR contact_phone IS NOT NULL OR kind = 'escalation' OR status = 'erased'",
            name="has_a_contact",
        ),
        CheckConstraint(
            "(consent_version IS NOT NULL AND consent_given_at IS NOT NULL) OR (contact_email IS NULL AND "
            "contact_phone IS NULL AND contact_name IS NULL AND contact_company IS NULL)",
            name="contact_needs_consent",
        ),
        CheckConstraint("NOT copy_wanted OR contact_email IS NOT NULL", name="copy_needs_an_address"),
        # The engine may run its last action twice; the second run finds the first one's request.
        UniqueConstraint("conversation_id", "submitted_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference_code: Mapped[str] = mapped_column(String(20), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    submitted_by: Mapped[str] = mapped_column(String(64))
    """Id of the visitor's message that completed the request."""
    kind: Mapped[RequestKind] = mapped_column(String(20), default=RequestKind.NEED)
    escalation_reason: Mapped[EscalationReason | None] = mapped_column(String(20))
    urgency: Mapped[Urgency] = mapped_column(String(20), default=Urgency.NORMAL)
    status: Mapped[RequestStatus] = mapped_column(String(20), default=RequestStatus.NEW)
    summary: Mapped[str]
    matches: Mapped[list[Any]]
    """The matches that were shown: entry id, title, verdict, all reasons (the chat shows the first ones)."""
    destination: Mapped[str | None]
    """Entry id of the organisation that matching chose; None when the store knows none."""
    destination_reason: Mapped[str | None]
    organisation: Mapped[str] = mapped_column(String(80))
    """Id in the routing file of the organisation that got the request."""
    team: Mapped[str]
    """Name of its team, as in the routing file at that time."""
    team_reason: Mapped[str]
    respond_by: Mapped[datetime | None]
    """When the team has to have answered; None where nothing is promised."""
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consent_given_at: Mapped[datetime | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    """E.164."""
    contact_name: Mapped[str | None]
    contact_company: Mapped[str | None]
    contact_messages: Mapped[list[Any]] = mapped_column(default=list)
    """Ids of the visitor's messages in which the contact was said."""
    copy_wanted: Mapped[bool] = mapped_column(default=False)
    """Whether the visitor wants a copy by e-mail and gets it (``desk.copy_limits``)."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    fields: Mapped[list["RequestField"]] = relationship(
        order_by="RequestField.name", lazy="selectin", cascade="all, delete-orphan"
    )


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


class EventKind(StrEnum):
    """What can happen to a request."""

    CREATED = "created"
    NOTIFIED = "notified"
    NOT_DELIVERED = "not_delivered"
    INFORMATION_ADDED = "information_added"
    WITHDRAWN = "withdrawn"
    EXPORTED = "exported"
    ERASED = "erased"


class Actor(StrEnum):
    """Who made something happen."""

    VISITOR = "visitor"
    SERVICE = "service"


class RequestEvent(Base):
    """One entry of a request's history. Entries are only ever added; erasing blanks their personal parts."""

    __tablename__ = "request_events"
    __table_args__ = (
        CheckConstraint(one_of("kind", EventKind), name="known_kind"),
        CheckConstraint(one_of("actor", Actor), name="known_actor"),
        # The engine may run an action twice; what one message says happens once.
        UniqueConstraint("request_id", "kind", "source_message"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EventKind] = mapped_column(String(20))
    actor: Mapped[Actor] = mapped_column(String(10))
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    source_message: Mapped[str | None] = mapped_column(String(64))
    """Id of the visitor's message that made it happen."""
    blanked: Mapped[bool] = mapped_column(default=False)
    """Whether personal parts of the content were erased."""
