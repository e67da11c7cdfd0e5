"""Requests: taking one from the dialogue into the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.contacts import Contact
from desk.models import Request, RequestField
from desk.reference import new_code


@dataclass(frozen=True)
class Detail:
    """One detail of a need: its name, its value, the message it was said in, whether the person agreed to it."""

    name: str
    value: Any
    source_message: str | None
    confirmed: bool


@dataclass(frozen=True)
class Destination:
    """The organisation that a request is meant for, and why."""

    entry_id: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """Everything that makes a request. ``submitted_by`` is the message that completed it."""

    conversation_id: str
    submitted_by: str
    summary: str
    details: tuple[Detail, ...]
    matches: tuple[dict[str, Any], ...]
    destination: Destination | None
    consent_version: str
    consent_given_at: datetime
    contact: Contact
    contact_name: str | None


def submit(session: Session, draft: Draft) -> Request:
    """Store the request and return it; the same message submitted again returns the request that it made."""
    known = session.scalar(
        select(Request).where(
            Request.conversation_id == draft.conversation_id, Request.submitted_by == draft.submitted_by
        )
    )
    if known is not None:
        return known
    request = Request(
        reference_code=new_code(),
        conversation_id=draft.conversation_id,
        submitted_by=draft.submitted_by,
        summary=draft.summary,
        matches=list(draft.matches),
        destination=draft.destination.entry_id if draft.destination else None,
        destination_reason=draft.destination.reason if draft.destination else None,
        consent_version=draft.consent_version,
        consent_given_at=draft.consent_given_at,
        contact_email=draft.contact.email,
        contact_phone=draft.contact.phone,
        contact_name=draft.contact_name,
        fields=[
            RequestField(
                name=detail.name,
                value={"value": detail.value},
                source_message=detail.source_message,
                confirmed=detail.confirmed,
            )
            for detail in draft.details
        ],
    )
    session.add(request)
    session.flush()
    return request


def newest(session: Session, *, limit: int) -> Sequence[Request]:
    """Return the latest requests, newest first."""
    return session.scalars(select(Request).order_by(Request.id.desc()).limit(limit)).all()
