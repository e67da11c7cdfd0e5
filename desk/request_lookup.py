"""Finds a request by its reference code; guessing is throttled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desk.clock import Clock, now
from desk.code_guessing import Guesses, after_wrong, next_try_at
from desk.models import CodeAttempts, Request, RequestStatus
from german.reference_codes import normalise


@dataclass(frozen=True)
class Seeker:
    """Who names a code. Wrong codes count for the conversation and for the network address."""

    conversation_id: str
    address_key: str | None
    """A keyed hash of the network address, never the address itself; None where none is known (terminal)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """In a fixed order, so that two lookups never wait for each other's rows."""
        address = (f"address:{self.address_key}",) if self.address_key else ()
        return (*address, f"conversation:{self.conversation_id}")


@dataclass(frozen=True)
class Found:
    """The request, or nothing; then perhaps when the next code will be looked at.

    Not an exception: the wrong code has to be counted, which a rollback would undo. Commit in any case.
    """

    request: Request | None = None
    wait_until: datetime | None = None


def _locked(session: Session, key: str) -> CodeAttempts:
    """Return the row of a key, locked until the transaction ends, so that guesses at the same time count one by one."""
    if known := session.get(CodeAttempts, key, with_for_update=True):
        return known
    try:
        with session.begin_nested():
            fresh = CodeAttempts(key=key, wrong=0)
            session.add(fresh)
    except IntegrityError:  # somebody else has just added it
        return session.get_one(CodeAttempts, key, with_for_update=True)
    return fresh


def find(session: Session, code: str, seeker: Seeker, clock: Clock = now) -> Found:
    """Return the request of a code, however it is typed. While a wait runs, even a right code is not looked at."""
    at = clock()
    rows = [_locked(session, key) for key in seeker.keys]
    known = [Guesses(row.wrong, row.last_wrong_at) for row in rows]
    allowed = [moment for guesses in known if (moment := next_try_at(guesses))]
    if allowed and max(allowed) > at:
        return Found(wait_until=max(allowed))
    normal = normalise(code)
    request = session.scalar(select(Request).where(Request.reference_code == normal)) if normal else None
    if request:
        return Found(request)
    counted = [after_wrong(guesses, at) for guesses in known]
    for row, guesses in zip(rows, counted, strict=True):
        row.wrong, row.last_wrong_at = guesses.wrong, guesses.last_wrong_at
    waits = [moment for guesses in counted if (moment := next_try_at(guesses)) and moment > at]
    return Found(wait_until=max(waits, default=None))


def made_in(session: Session, conversation_id: str) -> Sequence[Request]:
    """Return the requests of a conversation that are not erased, newest first: its visitor was told their codes."""
    of_conversation = Request.conversation_id == conversation_id, Request.status != RequestStatus.ERASED
    return session.scalars(select(Request).where(*of_conversation).order_by(Request.id.desc())).all()
