"""The history of a request: a thread of typed events that is only ever added to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.models import EventKind, RequestEvent

PERSONAL_PARTS: Mapping[EventKind, frozenset[str]] = {
    EventKind.CREATED: frozenset(),
    EventKind.NOTIFIED: frozenset(),
    EventKind.NOT_DELIVERED: frozenset(),
    EventKind.INFORMATION_ADDED: frozenset({"text"}),
    EventKind.WITHDRAWN: frozenset(),
    EventKind.EXPORTED: frozenset(),
    EventKind.ERASED: frozenset(),
}
"""Which parts of an event's content are blanked when the request is erased. Every kind has to say."""
BLANK = "█"


def record(session: Session, event: RequestEvent) -> RequestEvent:
    """Add an event."""
    session.add(event)
    session.flush()  # in order: the id is the place in the history
    return event


def history(session: Session, request_id: int) -> Sequence[RequestEvent]:
    """Return what happened to a request, in order."""
    return session.scalars(
        select(RequestEvent).where(RequestEvent.request_id == request_id).order_by(RequestEvent.id)
    ).all()


def known_event(session: Session, request_id: int, kind: EventKind, source_message: str | None) -> RequestEvent | None:
    """Return what a visitor's message has made happen before, or None."""
    return session.scalar(
        select(RequestEvent).where(
            RequestEvent.request_id == request_id,
            RequestEvent.kind == kind,
            RequestEvent.source_message == source_message,
        )
    )


def blank(session: Session, request_id: int) -> int:
    """Blank the personal parts of all events and return how many had some."""
    blanked = 0
    for event in history(session, request_id):
        if personal := PERSONAL_PARTS[event.kind] & event.content.keys():
            event.content = event.content | dict.fromkeys(personal, BLANK)
            event.blanked = True
            blanked += 1
    return blanked
