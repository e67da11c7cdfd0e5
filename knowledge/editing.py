"""Changes single entries of the store, in the caller's transaction. Each change is a new version.

Two people who edit the same entry do not overwrite each other: a change names the revision that it was made from, and
fails if the entry has another one by now.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from knowledge import store, store_writing
from knowledge.digests import digest
from knowledge.models import Change, EntryRow
from knowledge.problems import ContentError, Problem
from knowledge.references import check_references, known
from knowledge.schema import AnyEntry, Status
from knowledge.submitted import Submitted

STATUS_CHANGES = {Status.PUBLISHED: Change.PUBLISHED, Status.DRAFT: Change.WITHDRAWN, Status.RETIRED: Change.RETIRED}


class EditConflictError(Exception):
    """Somebody else has changed or created the entry since; ``present`` is what the store holds now."""

    def __init__(self, present: EntryRow) -> None:
        self.present = present
        super().__init__(f"{present.id} has been changed since: it is at revision {present.revision} now")


class UnknownEntryError(Exception):
    """The store has no such entry, or the entry no such version."""


def _misplaced(session: Session, submitted: Submitted) -> list[Problem]:
    """What it refers to has to exist, and a region that changes its level must not lose the parts that it has."""
    others = [Submitted(row.body) for row in store.rows(session) if row.id != submitted.id]
    offered = known([*others, submitted], store.taxonomy(session))
    parts = [other for other in others if other.fields.get("parent") == submitted.id]
    lost = [problem for part in parts for problem in check_references(part, offered) if problem.field == "parent"]
    return [*check_references(submitted, offered), *lost]


def _checked(session: Session, fields: Mapping[str, object]) -> AnyEntry:
    submitted, problems = Submitted(fields), list[Problem]()
    entry = submitted.checked(problems)
    if entry is None or entry.status is not Status.RETIRED:  # what nobody sees may refer to what is gone
        problems += _misplaced(session, submitted)
    if entry is None or problems:
        raise ContentError(problems)
    return entry


def _present(session: Session, entry_id: str) -> EntryRow:
    row = store.row(session, entry_id)
    if row is None:
        raise UnknownEntryError(f"there is no entry {entry_id}")
    return row


def _conflict(session: Session, entry_id: str) -> EditConflictError:
    present = _present(session, entry_id)
    session.expunge(present)  # so that it can be read after the transaction that the error ends
    return EditConflictError(present)


def _create(session: Session, entry: AnyEntry, *, by: str) -> EntryRow:
    if store.row(session, entry.id):
        raise _conflict(session, entry.id)
    store_writing.create(session, entry, by=by)
    store_writing.raise_version(session)
    return _present(session, entry.id)


def _change(session: Session, entry: AnyEntry, *, by: str, expected_revision: int, change: Change) -> EntryRow:
    row = _present(session, entry.id)
    if row.kind != entry.kind:
        raise ContentError(
            [Submitted(row.body).problem(("kind",), f"an entry stays what it is, {row.kind} is expected")]
        )
    if row.revision == expected_revision and row.digest == digest(entry):
        return row
    if not store_writing.change(session, entry, expected_revision=expected_revision, by=by, change=change):
        raise _conflict(session, entry.id)
    store_writing.raise_version(session)
    return _present(session, entry.id)


def save(session: Session, fields: Mapping[str, object], *, by: str, expected_revision: int | None) -> EntryRow:
    """Keep a changed entry, or a new one without a revision; return what the store holds now.

    Raises:
        ContentError: it breaks a rule, or refers to what does not exist.
        EditConflictError: the entry has another revision, or the new id is taken.
        UnknownEntryError: there is nothing to change.
    """
    store_writing.lock(session)
    entry = _checked(session, fields)
    if expected_revision is None:
        return _create(session, entry, by=by)
    return _change(session, entry, by=by, expected_revision=expected_revision, change=Change.EDITED)


def change_status(session: Session, entry_id: str, status: Status, *, by: str, expected_revision: int) -> EntryRow:
    """Publish an entry, make it a draft again or retire it; errors as in `save`."""
    store_writing.lock(session)
    entry = _checked(session, {**_present(session, entry_id).body, "status": status.value})
    change = STATUS_CHANGES[status]
    return _change(session, entry, by=by, expected_revision=expected_revision, change=change)


def restore(session: Session, entry_id: str, number: int, *, by: str, expected_revision: int) -> EntryRow:
    """Make an earlier version, its status included, the newest one; errors as in `save`."""
    store_writing.lock(session)
    version = store.entry_version(session, entry_id, number)
    if version is None:
        raise UnknownEntryError(f"there is no version {number} of an entry {entry_id}")
    entry = _checked(session, version.body)
    return _change(session, entry, by=by, expected_revision=expected_revision, change=Change.RESTORED)
