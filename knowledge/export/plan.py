"""Decides which entries of the store go into which file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.content_files import Content
from knowledge.digests import digest
from knowledge.import_report import Conflict, conflict_of
from knowledge.models import EntryRow
from knowledge.problems import ContentError, Problem
from knowledge.reconcile import Changed, changed_side
from knowledge.schema import AnyEntry
from knowledge.submitted import Submitted


class ExportConflictError(Exception):
    """Entries were changed in the files and in the store. Nothing was written."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(str(conflict) for conflict in self.conflicts))


@dataclass(frozen=True)
class Write:
    """An entry that a file shall have as the store has it."""

    file: str
    entry: AnyEntry
    present: AnyEntry | None
    """What the file says of it now; None for an entry that no file has."""


@dataclass
class Plan:
    """What an export has to do."""

    writes: list[Write] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    """Entries that were changed, made or taken out in the files since the last import. They stay as they are there."""
    conflicts: list[Conflict] = field(default_factory=list)


def _write(content: Content, row: EntryRow) -> Write:
    problems = list[Problem]()
    entry = Submitted(row.body).checked(problems)
    if entry is None:  # an older schema allowed it, the files do not
        raise ContentError(problems)
    return Write(content.files.get(row.id, f"{row.kind}/weitere.yml"), entry, content.entries.get(row.id))


def plan_for_the_content(content: Content, rows: Iterable[EntryRow]) -> Plan:
    """Plan for the folder that is imported from: what was changed there since is not overwritten."""
    plan, by_id = Plan(), {row.id: row for row in rows}
    for entry_id in dict.fromkeys((*content.entries, *by_id)):
        entry, row = content.entries.get(entry_id), by_id.get(entry_id)
        changed = changed_side(entry, row)
        if changed is Changed.FILES:
            plan.newer.append(entry_id)
        elif changed is Changed.STORE and row:
            plan.writes.append(_write(content, row))
        elif changed is Changed.BOTH and row:
            plan.conflicts.append(conflict_of(row, entry))
    return plan


def plan_for_a_copy(content: Content, rows: Iterable[EntryRow]) -> Plan:
    """Plan for any other folder: it shall say all that the store says."""
    plan = Plan()
    for row in rows:
        present = content.entries.get(row.id)
        if present is None or digest(present) != row.digest:
            plan.writes.append(_write(content, row))
    return plan
