"""Decides who is told what of a request, and puts it into the outbox, in the caller's transaction."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from desk.details import Names
from desk.handoff.organisations import Team
from desk.models import OutboxCopy, Purpose, Request
from desk.outbox import queue
from desk.request_report import Report, for_team, for_visitor

EMAIL = "email"
WEBHOOK = "webhook"


class Address(NamedTuple):
    """Where a copy goes."""

    channel: str
    recipient: str


def addresses(team: Team, inbox: str) -> Iterator[Address]:
    """Yield where a team is reached; one without addresses is reached through the desk's inbox."""
    if team.webhook:
        yield Address(WEBHOOK, team.webhook)
    if team.email or not team.webhook:
        yield Address(EMAIL, team.email or inbox)


def _copy(request: Request, purpose: Purpose, to: Address, content: Report, at: datetime) -> OutboxCopy:
    return OutboxCopy(
        request_id=request.id,
        purpose=purpose,
        channel=to.channel,
        recipient=to.recipient,
        organisation=request.organisation,
        content=content,
        created_at=at,
        due_at=at,
    )


def announce(session: Session, request: Request, to: Iterable[Address], known: Names, at: datetime) -> None:
    """Tell the team of a new request, and the visitor if a copy is wanted."""
    report = for_team(request, known)
    session.add_all(_copy(request, Purpose.CREATED, address, report, at) for address in to)
    if request.copy_wanted and request.contact_email:
        visitor = Address(EMAIL, request.contact_email)
        session.add(_copy(request, Purpose.VISITOR_COPY, visitor, for_visitor(request, known), at))
    session.flush()  # so that a copy that cannot be stored fails with its request


def tell_information(session: Session, request: Request, text: str, at: datetime) -> None:
    """Tell the team what the visitor added."""
    content = {"reference_code": request.reference_code, "information": text}
    for told in queue.copies(session, request.id, Purpose.CREATED):
        session.add(_copy(request, Purpose.INFORMATION_ADDED, Address(told.channel, told.recipient), content, at))
    session.flush()  # as above


def tell_end(session: Session, request: Request, purpose: Purpose, at: datetime) -> int:
    """Call back what has not gone out, tell the team of the end where something may have, and return how often."""
    queue.cancel(session, request.id, at=at)  # first: from here on nobody begins an attempt
    told = [copy for copy in queue.copies(session, request.id, Purpose.CREATED) if copy.attempts]
    content = {"reference_code": request.reference_code}
    session.add_all(_copy(request, purpose, Address(copy.channel, copy.recipient), content, at) for copy in told)
    session.flush()  # as above
    return len(told)
