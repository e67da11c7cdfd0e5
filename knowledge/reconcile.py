"""Tells which side has changed since content files and store last agreed."""

from enum import Enum

from knowledge.digests import digest
from knowledge.models import EntryRow
from knowledge.schema import AnyEntry, Status


class Changed(Enum):
    """The side that has changed; with ``BOTH`` a person has to decide."""

    NEITHER = "neither"
    FILES = "files"
    STORE = "store"
    BOTH = "both"


def changed_side(entry: AnyEntry | None, row: EntryRow | None) -> Changed:
    """Compare an entry of the files with the store's row; None stands for an entry that one side does not have.

    An entry that is gone from the files and retired in the store is gone on both sides.
    """
    in_files = digest(entry) if entry else None
    in_store, agreed = (row.digest, row.imported_digest) if row else (None, None)
    if in_files == in_store or (row and entry is None and agreed and row.status == Status.RETIRED):
        return Changed.NEITHER
    if in_store == agreed:
        return Changed.FILES
    return Changed.STORE if in_files == agreed else Changed.BOTH
