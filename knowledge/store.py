"""Reads the store; rows come back as the validated models of ``knowledge.schema``."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.models import EntryRow, StoreVersion, TermRow
from knowledge.schema import ENTRY, AnyEntry, Status, Taxonomy, Term


def version(session: Session) -> int:
    """Return the store's version; 0 before the first import."""
    return session.scalar(select(StoreVersion.version)) or 0


def entry(session: Session, entry_id: str) -> AnyEntry | None:
    """Return the entry, whatever its status, or None."""
    row = session.get(EntryRow, entry_id)
    return None if row is None else ENTRY.validate_python(row.body)


def entries(session: Session, *, kind: str | None = None, only_published: bool) -> tuple[AnyEntry, ...]:
    """Return the entries of one kind or of all, ordered by id."""
    query = select(EntryRow.body).order_by(EntryRow.id)
    if kind is not None:
        query = query.where(EntryRow.kind == kind)
    if only_published:
        query = query.where(EntryRow.status == Status.PUBLISHED)
    return tuple(ENTRY.validate_python(body) for body in session.scalars(query))


def _rows(session: Session, kind: str) -> Iterable[TermRow]:
    return session.scalars(select(TermRow).where(TermRow.kind == kind).order_by(TermRow.position))


def _terms(session: Session, kind: str) -> tuple[Term, ...]:
    return tuple(
        Term(id=row.id, label=row.label, keywords=row.keywords, concern=row.concern, offered=row.offered)
        for row in _rows(session, kind)
    )


def taxonomy(session: Session) -> Taxonomy:
    """Return the shared vocabulary in the order of its files."""
    return Taxonomy(
        topics=_terms(session, "topic"),
        sectors=_terms(session, "sector"),
        goals=_terms(session, "goal"),
        synonyms=tuple((row.label, *row.keywords) for row in _rows(session, "synonym")),
    )
