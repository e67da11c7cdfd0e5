"""What an import did, or why it did nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.differences import Difference, differences
from knowledge.models import EntryRow
from knowledge.problems import Problem
from knowledge.schema import AnyEntry

NAMED = ("updated", "retired", "kept")


@dataclass(frozen=True)
class ImportReport:
    """What an import did, as ids in the order of the files."""

    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    """Entries that vanished from the files. They are kept, and not shown any more."""
    kept: tuple[str, ...] = ()
    """Entries that were changed or made in the store, and not in the files; an export writes them there."""
    taxonomy_changed: bool = False

    @property
    def changed(self) -> bool:
        """Whether the store is another one than before."""
        return bool(self.created or self.updated or self.retired or self.taxonomy_changed)

    def __str__(self) -> str:
        counts = ((name, getattr(self, name)) for name in ("created", "updated", "unchanged", "retired", "kept"))
        lines = [", ".join(f"{len(ids)} {name}" for name, ids in counts)]
        lines += [f"{name}: {', '.join(ids)}" for name in NAMED if (ids := getattr(self, name))]
        return "\n".join([*lines, *(["taxonomy changed"] if self.taxonomy_changed else [])])


@dataclass(frozen=True)
class Conflict:
    """An entry that was changed in the files and in the store, each time differently."""

    entry_id: str
    differences: tuple[Difference, ...]
    """From the store to the files; empty when the entry is gone from the files."""

    def __str__(self) -> str:
        return "\n".join([f"{self.entry_id}: {self._what()}", *self._lines()])

    def _what(self) -> str:
        return "changed in both" if self.differences else "changed in the store, gone from the files"

    def _lines(self) -> Iterator[str]:
        for field, in_store, in_files in self.differences:
            yield f"  {field}\n    store: {in_store}\n    files: {in_files}"


def conflict_of(row: EntryRow, entry: AnyEntry | None) -> Conflict:
    """Compare the store's row with the entry of the files; None when it is gone from them."""
    return Conflict(row.id, differences(row.body, entry.model_dump(mode="json")) if entry else ())


class ImportConflictError(Exception):
    """Files and store cannot be brought together without a decision. Nothing was changed."""

    def __init__(self, conflicts: tuple[Conflict, ...] = (), misfits: tuple[Problem, ...] = ()) -> None:
        self.conflicts = conflicts
        self.misfits = misfits
        """What entries that only the store has, or that are kept from it, do not find in the files any more."""
        lines = (*(str(conflict) for conflict in conflicts), *(f"in the store: {misfit}" for misfit in misfits))
        super().__init__("\n".join(lines))
