"""Decides what an import has to do with each entry, before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from knowledge.content_files import Content
from knowledge.import_report import ImportConflictError, conflict_of
from knowledge.models import EntryRow
from knowledge.problems import Problem
from knowledge.reconcile import Changed, changed_side
from knowledge.references import check_references, known
from knowledge.schema import AnyEntry, Status, Taxonomy
from knowledge.submitted import Submitted


class Prefer(Enum):
    """Whose word counts where files and store were both changed."""

    FILES = "files"
    STORE = "store"


@dataclass(frozen=True)
class Pair:
    """An entry of the files and the store's row; one of the two may be missing."""

    id: str
    entry: AnyEntry | None
    row: EntryRow | None
    changed: Changed

    @property
    def _in_files(self) -> Mapping[str, Any]:
        return self.entry.model_dump(mode="json") if self.entry else {}

    @property
    def _in_store(self) -> Mapping[str, Any]:
        return self.row.body if self.row else {}

    @property
    def outcome(self) -> Submitted:
        """The entry as it will be after the import, except that what vanished will be retired."""
        from_store = self.changed is Changed.STORE or self.entry is None
        return Submitted(self._in_store if from_store else self._in_files)

    @property
    def will_be_shown(self) -> bool:
        """Whether people may get to see it after the import."""
        vanishes = self.entry is None and self.changed is not Changed.STORE
        return not vanishes and self.outcome.fields["status"] != Status.RETIRED


def _pairs(content: Content, rows: Iterable[EntryRow]) -> Iterator[Pair]:
    by_id = {row.id: row for row in rows}
    for entry_id in dict.fromkeys((*content.entries, *by_id)):
        entry, row = content.entries.get(entry_id), by_id.get(entry_id)
        yield Pair(entry_id, entry, row, changed_side(entry, row))


def _misfits(pairs: Sequence[Pair], taxonomy: Taxonomy) -> Iterator[Problem]:
    """The files are right in themselves, the store is, too; together they need not be."""
    outcomes = {pair.id: pair.outcome for pair in pairs}
    offered = known(outcomes.values(), taxonomy)
    for pair in pairs:
        if pair.will_be_shown:
            broken = list[Problem]()
            outcomes[pair.id].checked(broken)
            yield from broken
            yield from check_references(outcomes[pair.id], offered)


def plan(content: Content, rows: Iterable[EntryRow], prefer: Prefer | None) -> tuple[Pair, ...]:
    """Return what to do with each entry of the files and of the store, in that order.

    Raises:
        ImportConflictError: something was changed on both sides and nobody said which one counts, or what stays from
            the store does not fit to the files.
    """
    pairs = tuple(_pairs(content, rows))
    undecided = tuple(pair for pair in pairs if pair.changed is Changed.BOTH)
    if undecided and prefer is None:
        raise ImportConflictError(tuple(conflict_of(pair.row, pair.entry) for pair in undecided if pair.row))
    if undecided and prefer:
        pairs = tuple(replace(pair, changed=Changed(prefer.value)) if pair in undecided else pair for pair in pairs)
    if misfits := tuple(_misfits(pairs, content.taxonomy)):
        raise ImportConflictError(misfits=misfits)
    return pairs
