"""Copies as channels get them, made of a request in the store."""

from typing import Any

from sqlalchemy import select

from desk.channels.base import Copy
from desk.models import OutboxCopy, Purpose
from storage import database
from tests.desk.desk_samples import SAID_AT, submitted

KEY = "0b0c7c9e-3c55-4a52-a5a2-3f2c6a2f6d11"


def copy_of(purpose: Purpose = Purpose.CREATED, **changes: Any) -> Copy:
    """A copy that a request with these changes puts into the outbox."""
    request = submitted(copy_wanted=purpose == Purpose.VISITOR_COPY, **changes)
    with database.reading() as session:
        made = select(OutboxCopy).where(OutboxCopy.request_id == request.id, OutboxCopy.purpose == purpose)
        row = session.scalars(made).one()
    return Copy.of(row)


def short(purpose: Purpose, **content: str) -> Copy:
    """A copy that tells of a request by its code."""
    told = {"reference_code": "LT-7K3M-9QXC-W", **content}
    return Copy(KEY, purpose, "default", "team@verbund.example", told, SAID_AT)
