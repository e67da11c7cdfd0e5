"""Brings the validated content into the store: idempotent, in the caller's transaction, deleting nothing.

What was edited in the store stays, what was changed in the files is taken over, and where both were changed a person
decides. All of it happens or nothing.
"""

from collections import defaultdict

from sqlalchemy.orm import Session

from knowledge import store, store_writing
from knowledge.content_files import Content
from knowledge.digests import digest
from knowledge.import_plan import Pair, Prefer, plan
from knowledge.import_report import ImportReport
from knowledge.importing_terms import import_taxonomy
from knowledge.reconcile import Changed


def _take_over(session: Session, pair: Pair, by: str) -> str:
    if pair.entry is None and pair.row:
        store_writing.retire_vanished(session, pair.row, by=by)
        return "retired"
    if pair.entry:
        store_writing.take_over(session, pair.entry, pair.row, by=by)
    return "updated" if pair.row else "created"


def _leave(session: Session, pair: Pair) -> str:
    """Keep the store's entry and remember what the files say of it, so that only a further change counts as one."""
    kept = pair.changed is Changed.STORE
    if pair.row:
        without_entry = None if kept else pair.row.digest
        in_files = digest(pair.entry) if pair.entry else without_entry
        if pair.row.imported_digest != in_files:
            store_writing.note_imported(session, pair.id, in_files)
    return "kept" if kept else "unchanged" if pair.entry else "gone"


def import_content(
    session: Session, content: Content, *, prefer: Prefer | None = None, by: str = "import"
) -> ImportReport:
    """Bring the content into the store; its version increases only if something changed.

    Raises:
        ImportConflictError: a person has to decide first; nothing is changed.
    """
    store_writing.lock(session)
    outcomes = defaultdict[str, list[str]](list)
    pairs = plan(content, store.rows(session), prefer)
    taxonomy_changed = import_taxonomy(session, content.taxonomy)
    for pair in pairs:
        outcome = _take_over(session, pair, by) if pair.changed is Changed.FILES else _leave(session, pair)
        outcomes[outcome].append(pair.id)
    lists = {name: tuple(ids) for name, ids in outcomes.items() if name != "gone"}
    report = ImportReport(**lists, taxonomy_changed=taxonomy_changed)
    if report.changed:
        store_writing.raise_version(session)
    return report
