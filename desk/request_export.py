"""Gives out everything that is stored about a request."""

from datetime import datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from desk.clock import Clock, now
from desk.models import Actor, EventKind, Request, RequestEvent
from desk.outbox import queue
from desk.request_history import history, record
from desk.request_report import iso
from storage.base import Base


def _row(row: Base) -> dict[str, Any]:
    """Return all columns of a row, so that one that is added later is not forgotten."""
    values = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
    return {name: iso(value) if isinstance(value, datetime) else value for name, value in values.items()}


def export(session: Session, request: Request, clock: Clock = now) -> dict[str, Any]:
    """Return everything that is stored about a request, as JSON can hold it, and note that it was given out.

    Not the transcript of its conversation, which is more than this request.
    """
    at = clock()
    event = RequestEvent(request_id=request.id, kind=EventKind.EXPORTED, actor=Actor.VISITOR, at=at)
    record(session, event)
    return {
        "exported_at": iso(at),
        "request": _row(request),
        "fields": [_row(field) for field in request.fields],
        "history": [_row(event) for event in history(session, request.id)],
        "copies": [_row(copy) for copy in queue.copies(session, request.id)],
    }
