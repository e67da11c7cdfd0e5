"""How many copies may go to addresses that nobody has verified, so that nobody is flooded through this service."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

import settings
from desk.models import OutboxCopy, Purpose, Request

WINDOW = timedelta(days=1)


def _since(session: Session, at: datetime, condition: ColumnElement[bool]) -> int:
    counted = (
        select(func.count())
        .select_from(OutboxCopy)
        .join(Request, Request.id == OutboxCopy.request_id)
        .where(OutboxCopy.purpose == Purpose.VISITOR_COPY, OutboxCopy.created_at > at - WINDOW, condition)
    )
    return session.scalar(counted) or 0


def allows(session: Session, *, conversation_id: str, email: str, at: datetime) -> bool:
    """Whether one more copy may go to an address, from this conversation, at a moment.

    Counted over a day for each, in whatever case an address is written. Copies of erased requests count for their
    conversation, so that erasing does not open the door again.
    """
    most = settings.get().visitor_copies_per_day
    same_address = func.lower(OutboxCopy.recipient) == email.lower()
    return all(
        _since(session, at, condition) < most
        for condition in (same_address, Request.conversation_id == conversation_id)
    )
