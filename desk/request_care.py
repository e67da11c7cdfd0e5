"""What a visitor can do with a request that is on its way: ask how it stands, add to it, withdraw it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk import notices
from desk.clock import Clock, now
from desk.handoff.promises import Promise, promise
from desk.handoff.routing_file import directory
from desk.models import Actor, EventKind, Purpose, Request, RequestEvent, RequestStatus
from desk.request_history import history, known_event, record


@dataclass(frozen=True)
class Standing:
    """How a request stands, as its visitor may know."""

    reference_code: str
    status: RequestStatus
    created_at: datetime
    organisation: str
    """Name of the organisation that has it."""
    team: str
    respond_by: datetime | None
    team_was_told: bool
    """Whether the team has got it, as far as mail server or webhook said."""
    events: tuple[tuple[EventKind, datetime], ...]


def standing(session: Session, request: Request) -> Standing:
    """Return how a request stands."""
    events = history(session, request.id)
    told = any(event.kind == EventKind.NOTIFIED and event.content["purpose"] == Purpose.CREATED for event in events)
    return Standing(
        reference_code=request.reference_code,
        status=RequestStatus(request.status),
        created_at=request.created_at,
        organisation=directory().get(request.organisation).name,
        team=request.team,
        respond_by=request.respond_by,
        team_was_told=told,
        events=tuple((EventKind(event.kind), event.at) for event in events),
    )


def promised(request: Request, clock: Clock = now) -> Promise:
    """Say when somebody is there for a request, and until when an answer is promised."""
    hours = directory().get(request.organisation).hours.office_hours
    return promise(hours, request.respond_by, clock())


def add_information(
    session: Session, request: Request, text: str, *, source_message: str | None, clock: Clock = now
) -> RequestEvent | None:
    """Add what a visitor says later, and tell the team; None when the request is not open any more.

    The same message adds its information once.
    """
    still_open = select(Request.id).where(Request.id == request.id, Request.status == RequestStatus.NEW)
    if session.scalar(still_open.with_for_update()) is None:
        return None
    if source_message and (known := known_event(session, request.id, EventKind.INFORMATION_ADDED, source_message)):
        return known
    at = clock()
    notices.tell_information(session, request, text, at)
    return record(
        session,
        RequestEvent(
            request_id=request.id,
            kind=EventKind.INFORMATION_ADDED,
            actor=Actor.VISITOR,
            at=at,
            content={"text": text},
            source_message=source_message,
        ),
    )


def withdraw(
    session: Session, request: Request, *, source_message: str | None, clock: Clock = now
) -> RequestEvent | None:
    """Withdraw a request and call back what has not gone out; None when it was not open any more."""
    move = update(Request).where(Request.id == request.id, Request.status == RequestStatus.NEW)
    if session.scalar(move.values(status=RequestStatus.WITHDRAWN).returning(Request.id)) is None:
        return None
    at = clock()
    notices.tell_end(session, request, Purpose.WITHDRAWN, at)
    return record(
        session,
        RequestEvent(
            request_id=request.id,
            kind=EventKind.WITHDRAWN,
            actor=Actor.VISITOR,
            at=at,
            source_message=source_message,
        ),
    )
