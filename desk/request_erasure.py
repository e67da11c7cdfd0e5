"""Erases what is personal about a request. What stays is a shell: code, times, team, and that it was erased."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

import settings
from desk import notices
from desk.channels.registry import channels
from desk.clock import Clock, now
from desk.models import Actor, EventKind, Message, Purpose, Request, RequestEvent, RequestField, RequestStatus
from desk.outbox import queue
from desk.request_history import BLANK, blank, record
from desk.request_report import iso

BLANKED: dict[str, Any] = {
    "status": RequestStatus.ERASED,
    "summary": BLANK,
    "matches": [],
    "destination": None,
    "destination_reason": None,
    "team_reason": BLANK,
    "contact_email": None,
    "contact_phone": None,
    "contact_name": None,
    "contact_company": None,
    "contact_messages": [],
    "copy_wanted": False,
}
"""What the columns of an erased request hold."""


@dataclass(frozen=True)
class Receipt:
    """What was erased, to show to the person."""

    reference_code: str
    erased_at: datetime
    fields: int
    copies: int
    """Bodies of notifications, sent or not."""
    files: int
    """E-mails that had been written to the data folder."""
    events: int
    messages: int
    """Messages of the transcript in which the contact was said."""
    recipients_told: int
    """Teams that may have got a copy and are asked to delete it."""

    def as_json(self) -> dict[str, Any]:
        """Return the receipt as JSON can hold it."""
        return asdict(self) | {"erased_at": iso(self.erased_at)}


def _erase_copies(session: Session, request: Request) -> tuple[int, int]:
    """Empty the copies' bodies and delete their files; return how many of each."""
    found, files = 0, 0
    ways = channels(settings.get())
    for copy in queue.copies(session, request.id):
        if copy.purpose == Purpose.ERASED:
            continue
        copy.content, copy.last_error = {}, None
        if copy.purpose == Purpose.VISITOR_COPY:
            copy.recipient = BLANK
        found += 1
        files += ways[copy.channel].forget(copy.key) if copy.channel in ways else 0
    session.flush()  # so that whoever looks next finds nothing
    return found, files


def _erase_messages(session: Session, conversation_id: str, client_message_ids: list[Any]) -> int:
    """Blank the messages in which the contact was said, and what was understood of them."""
    said = update(Message).where(
        Message.conversation_id == conversation_id, Message.client_message_id.in_(client_message_ids)
    )
    blanked = said.values(text=BLANK, payload=None, understood=None)
    return len(session.scalars(blanked.returning(Message.id)).all())


def erase(session: Session, request: Request, *, with_messages: bool, clock: Clock = now) -> Receipt | None:
    """Erase a request and ask the team to delete its copy; None when it is erased already.

    Args:
        session: the caller's transaction. Files are deleted at once: a rollback does not bring them back.
        request: the request.
        with_messages: whether the messages in which the contact was said are blanked, too. The rest of the transcript
            and the engine's events stay.
        clock: the time.
    """
    said_in = list(request.contact_messages)
    gone = update(Request).where(Request.id == request.id, Request.status != RequestStatus.ERASED).values(**BLANKED)
    if session.scalar(gone.returning(Request.id)) is None:
        return None
    at = clock()
    fields = session.scalars(
        delete(RequestField).where(RequestField.request_id == request.id).returning(RequestField.name)
    ).all()
    told = notices.tell_end(session, request, Purpose.ERASED, at)
    copies, files = _erase_copies(session, request)
    receipt = Receipt(
        reference_code=request.reference_code,
        erased_at=at,
        fields=len(fields),
        copies=copies,
        files=files,
        events=blank(session, request.id),
        messages=_erase_messages(session, request.conversation_id, said_in) if with_messages else 0,
        recipients_told=told,
    )
    event = RequestEvent(
        request_id=request.id, kind=EventKind.ERASED, actor=Actor.VISITOR, at=at, content=receipt.as_json()
    )
    record(session, event)
    session.expire(request)
    return receipt
