"""Compares the store with a content folder, and makes the folder say what the store says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge import store_writing
from knowledge.content_files import Content, load
from knowledge.digests import digest
from knowledge.export import files
from knowledge.export.plan import ExportConflictError, Plan, plan_for_a_copy, plan_for_the_content
from knowledge.models import EntryRow
from knowledge.schema import Taxonomy
from knowledge.yaml_files import content_paths


@dataclass(frozen=True)
class Export:
    """What would be done to a folder, and the means to do it."""

    folder: Path
    content: Content
    """What the folder says now."""
    is_empty: bool
    plan: Plan

    def carry_out(self) -> None:
        """Write the files.

        Raises:
            ExportConflictError, ExportError, ContentError: nothing was written.
        """
        if self.plan.conflicts:
            raise ExportConflictError(self.plan.conflicts)
        files.check_together(self.content, self.plan.writes)
        texts = files.new_texts(self.folder, self.content, self.plan.writes)
        if self.is_empty:
            texts |= files.taxonomy_texts(self.content.taxonomy)
        files.write_all(self.folder, texts)

    def note(self, session: Session) -> None:
        """Remember that the files say this now, so that the next import finds nothing to do."""
        for write in self.plan.writes:
            store_writing.note_imported(session, write.entry.id, digest(write.entry))


def prepare(folder: Path, rows: Sequence[EntryRow], taxonomy: Taxonomy, *, is_copy: bool) -> Export:
    """Compare what the store has with a folder; an empty one gets the taxonomy as well.

    Raises:
        ContentError: the folder has mistakes.
    """
    is_empty = not (folder / "taxonomy").exists() and not any(content_paths(folder))
    content = Content({}, taxonomy) if is_empty else load(folder)
    plan = plan_for_a_copy(content, rows) if is_copy else plan_for_the_content(content, rows)
    return Export(folder, content, is_empty, plan)
