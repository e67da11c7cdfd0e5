"""Reads the store; rows come back as the validated models of ``knowledge.schema``."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.models import EntryRow, EntryVersion, StoreVersion, TermRow
from knowledge.schema import ENTRY, AnyEntry, Status, Taxonomy, Term

logger = logging.getLogger(__name__)


def version(session: Session) -> int:
    """Return the store's version; 0 before the first import."""
    return session.scalar(select(StoreVersion.version)) or 0


def entry(session: Session, entry_id: str) -> AnyEntry | None:
    """Return the entry, whatever its status, or None."""
    row = session.get(EntryRow, entry_id)
    return None if row is None else ENTRY.validate_python(row.body)


def _valid(body: dict[str, Any]) -> AnyEntry | None:
    """An entry that only an older schema allows is left out: it must not take all others with it."""
    try:
        return ENTRY.validate_python(body)
    except ValidationError as error:
        logger.warning("entry %s is left out: it breaks %d rules of the schema", body["id"], error.error_count())
        return None


def entries(session: Session, *, kind: str | None = None, only_published: bool) -> tuple[AnyEntry, ...]:
    """Return the entries of one kind or of all, ordered by id."""
    query = select(EntryRow.body).order_by(EntryRow.id)
    if kind is not None:
        query = query.where(EntryRow.kind == kind)
    if only_published:
        query = query.where(EntryRow.status == Status.PUBLISHED)
    return tuple(entry for body in session.scalars(query) if (entry := _valid(body)))


def rows(session: Session) -> Sequence[EntryRow]:
    """Return all entries as they are stored, ordered by id. Their bodies are as valid as they once were."""
    return session.scalars(select(EntryRow).order_by(EntryRow.id)).all()


def row(session: Session, entry_id: str) -> EntryRow | None:
    """Return the entry as it is stored now, whatever this session has read before."""
    return session.get(EntryRow, entry_id, populate_existing=True)


def versions(session: Session, entry_id: str) -> Sequence[EntryVersion]:
    """Return all versions of an entry, the oldest first."""
    query = select(EntryVersion).where(EntryVersion.entry_id == entry_id).order_by(EntryVersion.number)
    return session.scalars(query).all()


def entry_version(session: Session, entry_id: str, number: int) -> EntryVersion | None:
    """Return one version of an entry, or None."""
    return session.get(EntryVersion, (entry_id, number))


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
