"""Brings the validated content into the store: idempotent, in the caller's transaction, deleting nothing."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from german.normalise import fold
from knowledge.content_files import Content
from knowledge.models import EntryRow, StoreVersion, TermRow
from knowledge.schema import AnyEntry, Status, Taxonomy, first_day, last_day


@dataclass(frozen=True)
class ImportReport:
    """What an import did, as ids in the order of the files."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    """Entries that vanished from the files. They are kept, and not shown any more."""
    taxonomy_changed: bool = False

    @property
    def changed(self) -> bool:
        """Whether the store is another one than before."""
        return bool(self.created or self.updated or self.retired or self.taxonomy_changed)

    def __str__(self) -> str:
        counts = ((name, getattr(self, name)) for name in ("created", "updated", "unchanged", "retired"))
        lines = [", ".join(f"{len(ids)} {name}" for name, ids in counts)]
        lines += [f"{name}: {', '.join(ids)}" for name in ("updated", "retired") if (ids := getattr(self, name))]
        return "\n".join([*lines, *(["taxonomy changed"] if self.taxonomy_changed else [])])


def digest(body: dict[str, Any]) -> str:
    """Return the SHA-256 of a body's canonical JSON: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _fill(row: EntryRow, entry: AnyEntry, body: dict[str, Any], now: datetime) -> None:
    row.kind, row.status, row.title = entry.kind, entry.status, entry.title
    row.valid_from = first_day(entry.valid_from) if entry.valid_from else None
    row.valid_until = last_day(entry.valid_until) if entry.valid_until else None
    row.review_by, row.owner = entry.review_by, entry.owner
    row.body, row.digest, row.updated_at = body, digest(body), now


def _retire(row: EntryRow, now: datetime) -> None:
    row.status = Status.RETIRED
    row.body = {**row.body, "status": Status.RETIRED.value}
    row.digest, row.updated_at = digest(row.body), now


def _term_rows(taxonomy: Taxonomy) -> Iterator[dict[str, Any]]:
    lists = (("topic", taxonomy.topics), ("sector", taxonomy.sectors), ("goal", taxonomy.goals))
    for kind, terms in lists:
        for position, term in enumerate(terms):
            yield {"kind": kind, "position": position, **term.model_dump(mode="json")}
    flags = {"concern": False, "offered": False}
    for position, (first, *others) in enumerate(taxonomy.synonyms):
        words = {"id": fold(first), "label": first, "keywords": others}
        yield {"kind": "synonym", "position": position, **words, **flags}


def _import_taxonomy(session: Session, taxonomy: Taxonomy) -> bool:
    """Terms are no entries: a term that vanished is deleted, since nothing can refer to it any more."""
    rows = {(row.kind, row.id): row for row in session.scalars(select(TermRow))}
    wanted = {(values["kind"], values["id"]): values for values in _term_rows(taxonomy)}
    for key, row in rows.items():
        if key not in wanted:
            session.delete(row)
    for key, values in wanted.items():
        if (known := rows.get(key)) is None:
            session.add(TermRow(**values))
        else:
            for name, value in values.items():
                if getattr(known, name) != value:
                    setattr(known, name, value)
    changed = bool(session.new or session.dirty or session.deleted)
    session.flush()  # so that the entries' import starts with a clean session
    return changed


def _lock_version(session: Session) -> StoreVersion:
    """Return the single row, locked until the transaction ends: two imports cannot mix."""
    version = session.get(StoreVersion, 1, with_for_update=True)
    if version is None:
        version = StoreVersion(id=1, version=0)
        session.add(version)
        session.flush()  # a second first import fails here instead of overwriting
    return version


def import_content(session: Session, content: Content) -> ImportReport:
    """Make the store hold the content; the version increases only if something changed.

    Nothing is committed: the caller's transaction keeps all of it or nothing.
    """
    version = _lock_version(session)
    taxonomy_changed = _import_taxonomy(session, content.taxonomy)
    now = datetime.now(UTC)
    rows = {row.id: row for row in session.scalars(select(EntryRow))}
    ids: dict[str, list[str]] = {"created": [], "updated": [], "unchanged": [], "retired": []}
    for entry in content.entries.values():
        body = entry.model_dump(mode="json")
        row = rows.get(entry.id)
        if row is not None and row.digest == digest(body):
            ids["unchanged"].append(entry.id)
            continue
        ids["created" if row is None else "updated"].append(entry.id)
        row = row or EntryRow(id=entry.id)
        _fill(row, entry, body, now)
        session.add(row)
    for row in rows.values():
        if row.id not in content.entries and row.status != Status.RETIRED:
            _retire(row, now)
            ids["retired"].append(row.id)
    report = ImportReport(**{name: tuple(found) for name, found in ids.items()}, taxonomy_changed=taxonomy_changed)
    if report.changed:
        version.version += 1
    return report
