"""Writes entries: a row is never changed without a version that tells what was changed and by whom.

Whoever writes takes the lock first, so that writers wait for each other and what they check stays true. Nothing is
committed here: the caller's transaction keeps all of it or nothing.
"""

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from knowledge.digests import body_digest, digest
from knowledge.models import Change, EntryRow, EntryVersion, StoreVersion
from knowledge.schema import ENTRY, AnyEntry, Status, first_day, last_day


def lock(session: Session) -> None:
    """Wait until no other transaction writes, and let none begin before this one ends."""
    session.get_one(StoreVersion, 1, with_for_update=True)


def raise_version(session: Session) -> None:
    """Tell everybody who holds a snapshot that there is something new; once for all that one call changes."""
    session.get_one(StoreVersion, 1).version += 1


def _columns(entry: AnyEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "status": entry.status,
        "title": entry.title,
        "valid_from": first_day(entry.valid_from) if entry.valid_from else None,
        "valid_until": last_day(entry.valid_until) if entry.valid_until else None,
        "review_by": entry.review_by,
        "owner": entry.owner,
        "body": entry.model_dump(mode="json"),
        "digest": digest(entry),
    }


def _retired_columns(row: EntryRow) -> dict[str, Any]:
    """An entry that only an older schema allows keeps the copies that it has."""
    body = {**row.body, "status": Status.RETIRED.value}
    try:
        return _columns(ENTRY.validate_python(body))
    except ValidationError:
        return {"status": Status.RETIRED, "body": body, "digest": body_digest(body)}


def _version(entry_id: str, columns: dict[str, Any], *, by: str, change: Change) -> EntryVersion:
    return EntryVersion(
        entry_id=entry_id,
        number=columns["revision"],
        changed_at=columns["updated_at"],
        changed_by=by,
        change=change,
        body=columns["body"],
        digest=columns["digest"],
    )


def _stamped(columns: dict[str, Any], revision: int) -> dict[str, Any]:
    return {**columns, "revision": revision, "updated_at": datetime.now(UTC)}


def _insert(session: Session, entry_id: str, columns: dict[str, Any], *, by: str, change: Change) -> None:
    session.add(EntryRow(id=entry_id, **columns))
    session.flush()  # the version refers to the row
    session.add(_version(entry_id, columns, by=by, change=change))


def _update(session: Session, entry_id: str, columns: dict[str, Any], *, by: str, change: Change) -> bool:
    """Write the columns, their revision being the next one, unless somebody else has already written that revision."""
    unchanged = (EntryRow.id == entry_id, EntryRow.revision == columns["revision"] - 1)
    if session.scalar(update(EntryRow).where(*unchanged).values(**columns).returning(EntryRow.id)) is None:
        return False
    session.add(_version(entry_id, columns, by=by, change=change))
    return True


def create(session: Session, entry: AnyEntry, *, by: str) -> None:
    """Add an entry that the files do not have."""
    _insert(session, entry.id, _stamped(_columns(entry), 1), by=by, change=Change.CREATED)


def change(session: Session, entry: AnyEntry, *, expected_revision: int, by: str, change: Change) -> bool:
    """Change an entry if it still has that revision; False when somebody was faster."""
    return _update(session, entry.id, _stamped(_columns(entry), expected_revision + 1), by=by, change=change)


def take_over(session: Session, entry: AnyEntry, row: EntryRow | None, *, by: str) -> None:
    """Make the store say what the files say of an entry; there is no row if it has never had it."""
    columns = _stamped(_columns(entry), row.revision + 1 if row else 1)
    columns["imported_digest"] = columns["digest"]
    write = _update if row else _insert
    write(session, entry.id, columns, by=by, change=Change.IMPORTED)


def retire_vanished(session: Session, row: EntryRow, *, by: str) -> None:
    """Retire what the files do not have any more."""
    columns = _stamped(_retired_columns(row), row.revision + 1)
    columns["imported_digest"] = columns["digest"]
    _update(session, row.id, columns, by=by, change=Change.RETIRED)


def note_imported(session: Session, entry_id: str, imported_digest: str | None) -> None:
    """Remember what the files say of an entry. No version: the entry itself stays as it is."""
    session.execute(update(EntryRow).where(EntryRow.id == entry_id).values(imported_digest=imported_digest))
