"""Requests: taking one from the dialogue into the store and to the team that it is for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import settings
from desk import copy_limits, notices, request_history
from desk.clock import Clock, now
from desk.drafts import Draft
from desk.handoff.ways import Way, way
from desk.models import Actor, EventKind, Request, RequestEvent, RequestField, RequestKind
from desk.reference import new_code


def _known(session: Session, draft: Draft) -> Request | None:
    return session.scalar(
        select(Request).where(
            Request.conversation_id == draft.conversation_id, Request.submitted_by == draft.submitted_by
        )
    )


def _fields(draft: Draft) -> list[RequestField]:
    return [
        RequestField(
            name=detail.name,
            value={"value": detail.value},
            source_message=detail.source_message,
            confirmed=detail.confirmed,
        )
        for detail in draft.details
    ]


def _gets_copy(session: Session, draft: Draft, at: datetime) -> bool:
    """Whether the visitor gets a copy: one that was wanted is left out where too many went there already."""
    if not draft.copy_wanted or draft.contact.email is None:
        return draft.copy_wanted
    return copy_limits.allows(session, conversation_id=draft.conversation_id, email=draft.contact.email, at=at)


def _request(draft: Draft, chosen: Way, at: datetime, *, gets_copy: bool) -> Request:
    return Request(
        reference_code=new_code(),
        conversation_id=draft.conversation_id,
        submitted_by=draft.submitted_by,
        kind=RequestKind.ESCALATION if draft.escalation else RequestKind.NEED,
        escalation_reason=draft.escalation,
        urgency=draft.urgency,
        summary=draft.summary,
        matches=list(draft.matches),
        destination=draft.destination.entry_id if draft.destination else None,
        destination_reason=draft.destination.reason if draft.destination else None,
        organisation=chosen.route.organisation.id,
        team=chosen.route.team.name,
        team_reason=chosen.reason,
        respond_by=chosen.respond_by(at),
        consent_version=draft.consent.version if draft.consent else None,
        consent_given_at=draft.consent.at if draft.consent else None,
        contact_email=draft.contact.email,
        contact_phone=draft.contact.phone,
        contact_name=draft.contact.name,
        contact_company=draft.contact.company,
        contact_messages=list(draft.contact_messages),
        copy_wanted=gets_copy,
        created_at=at,
        fields=_fields(draft),
    )


def submit(session: Session, draft: Draft, clock: Clock = now) -> Request:
    """Store a request, choose its team and put what has to be told into the outbox, all in the caller's transaction.

    The same message submitted again returns the request that it made. A copy for the visitor that would be too many for
    a day is left out; ``copy_wanted`` of the request then says so.
    """
    if known := _known(session, draft):
        return known
    at, chosen = clock(), way(session, draft.destination.entry_id if draft.destination else None, draft.profile)
    request = _request(draft, chosen, at, gets_copy=_gets_copy(session, draft, at))
    session.add(request)
    session.flush()  # gives it its id
    event = RequestEvent(
        request_id=request.id,
        kind=EventKind.CREATED,
        actor=Actor.VISITOR,
        at=at,
        source_message=draft.submitted_by,
    )
    request_history.record(session, event)
    to = notices.addresses(chosen.route.team, settings.get().desk_inbox)
    notices.announce(session, request, to, chosen.names, at)
    return request


def newest(session: Session, *, limit: int) -> Sequence[Request]:
    """Return the latest requests, newest first."""
    return session.scalars(select(Request).order_by(Request.id.desc()).limit(limit)).all()
