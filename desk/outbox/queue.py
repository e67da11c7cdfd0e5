"""The outbox's rows: claimed by one worker at a time, settled by whoever holds the claim."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desk.models import CopyState, OutboxCopy, Purpose


def copies(session: Session, request_id: int, purpose: Purpose | None = None) -> Sequence[OutboxCopy]:
    """Return the copies of a request, in the order in which they were put in."""
    query = select(OutboxCopy).where(OutboxCopy.request_id == request_id).order_by(OutboxCopy.id)
    found = query if purpose is None else query.where(OutboxCopy.purpose == purpose)
    return session.scalars(found.execution_options(populate_existing=True)).all()


def listed(session: Session, state: CopyState | None, *, limit: int) -> Sequence[OutboxCopy]:
    """Return the newest copies, of one state or of all."""
    query = select(OutboxCopy).order_by(OutboxCopy.id.desc()).limit(limit)
    return session.scalars(query if state is None else query.where(OutboxCopy.state == state)).all()


def claim(session: Session, *, at: datetime, lease: timedelta) -> OutboxCopy | None:
    """Take the copy that has waited longest for the length of a lease, or None when nothing is due.

    Counts as an attempt from now on, so that a copy that brings its worker down is not tried for ever.
    """
    longest_due = (
        select(OutboxCopy.id)
        .where(OutboxCopy.state == CopyState.WAITING, OutboxCopy.due_at <= at)
        .order_by(OutboxCopy.due_at, OutboxCopy.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = (
        update(OutboxCopy)
        .where(OutboxCopy.id == longest_due, OutboxCopy.state == CopyState.WAITING)
        .values(claim=str(uuid4()), due_at=at + lease, attempts=OutboxCopy.attempts + 1)
    )
    return session.scalar(taken.returning(OutboxCopy))


def _settle(session: Session, copy: OutboxCopy, **values: Any) -> bool:
    """Change a claimed copy; False when the claim has passed to somebody else or the copy was called back."""
    held = update(OutboxCopy).where(
        OutboxCopy.id == copy.id, OutboxCopy.claim == copy.claim, OutboxCopy.state == CopyState.WAITING
    )
    return session.scalar(held.values(claim=None, **values).returning(OutboxCopy.id)) is not None


def sent(session: Session, copy: OutboxCopy, *, at: datetime) -> bool:
    """Say that a claimed copy was delivered."""
    return _settle(session, copy, state=CopyState.SENT, finished_at=at, last_error=None)


def postponed(session: Session, copy: OutboxCopy, error: str, *, due_at: datetime) -> bool:
    """Say that an attempt failed, and when the next one is due."""
    return _settle(session, copy, due_at=due_at, last_error=error)


def given_up(session: Session, copy: OutboxCopy, error: str, *, at: datetime) -> bool:
    """Say that a claimed copy cannot be delivered."""
    return _settle(session, copy, state=CopyState.DEAD, finished_at=at, last_error=error)


def cancel(session: Session, request_id: int, *, at: datetime) -> None:
    """Call back what waits or was given up; an attempt that is under way may still arrive."""
    session.execute(
        update(OutboxCopy)
        .where(OutboxCopy.request_id == request_id, OutboxCopy.state.in_((CopyState.WAITING, CopyState.DEAD)))
        .values(state=CopyState.CANCELLED, finished_at=at, claim=None)
    )


def revive(session: Session, copy_id: int | None, *, at: datetime) -> int:
    """Have a dead copy, or all of them, delivered again under the same key; return how many."""
    dead = update(OutboxCopy).where(OutboxCopy.state == CopyState.DEAD)
    if copy_id is not None:
        dead = dead.where(OutboxCopy.id == copy_id)
    revived = dead.values(state=CopyState.WAITING, attempts=0, due_at=at, finished_at=None)
    return len(session.scalars(revived.returning(OutboxCopy.id)).all())
