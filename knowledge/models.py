"""Tables of the knowledge store."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema import MODELS, Status
from storage.base import Base

KINDS = tuple(MODELS)
TERM_KINDS = ("topic", "sector", "goal", "synonym")


class Change(StrEnum):
    """What happened to an entry. The last three tell a change of nothing but its status."""

    CREATED = "created"
    IMPORTED = "imported"
    EDITED = "edited"
    RESTORED = "restored"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """It is a draft again."""
    RETIRED = "retired"


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


class EntryRow(Base):
    """One entry. ``body`` is the whole validated entry; the columns beside it are copies to select by."""

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        CheckConstraint(_one_of("status", tuple(Status)), name="status"),
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint("valid_until IS NULL OR valid_from IS NULL OR valid_from <= valid_until", name="validity"),
        Index(None, "kind", "status"),
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    valid_from: Mapped[date | None]
    """First day of a partial date."""
    valid_until: Mapped[date | None]
    """Last day of a partial date."""
    review_by: Mapped[date]
    owner: Mapped[str | None] = mapped_column(String(80))
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    """See ``knowledge.digests``: an unchanged entry is recognised by it."""
    imported_digest: Mapped[str | None] = mapped_column(String(64))
    """Digest of the entry in the content files when they were last compared; None while they have never had it."""
    revision: Mapped[int]
    """Number of the newest version. A change names the revision that it was made from."""
    updated_at: Mapped[datetime]


class EntryVersion(Base):
    """An entry as it was after one change. Versions are never changed, and never deleted."""

    __tablename__ = "entry_versions"
    __table_args__ = (CheckConstraint(_one_of("change", tuple(Change)), name="change"),)

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 1."""
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(80))
    """Whoever or whatever made the change: a name of the staff, or ``import``."""
    change: Mapped[Change] = mapped_column(String(20))
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))


class TermRow(Base):
    """A topic, sector or goal of the shared vocabulary, or a group of synonyms: the first is its label."""

    __tablename__ = "terms"
    __table_args__ = (CheckConstraint(_one_of("kind", TERM_KINDS), name="kind"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    label: Mapped[str]
    keywords: Mapped[list[Any]]
    concern: Mapped[bool]
    offered: Mapped[bool]
    position: Mapped[int]
    """Place in its list, from 0."""


class StoreVersion(Base):
    """A single row that every change of the store increases, so that caches know when to be rebuilt."""

    __tablename__ = "store_version"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
