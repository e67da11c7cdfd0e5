"""``export``: what was changed in the store, back into the content files."""

import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import settings
from knowledge import store
from knowledge.commands.registry import Commands, Exit
from knowledge.export import exporting
from knowledge.export.files import ExportError
from knowledge.export.plan import ExportConflictError, Plan
from storage import database

DESCRIPTION = """\
Write what was changed in the store into the content files. Only changed fields are touched; entries that were made in
the store are added to the file weitere.yml of their kind. Any other FOLDER becomes a copy of the store: what differs
there is overwritten, and the next import does not know of it.
"""
NAMED = 20
"""So many entries are named; of more only the number is told."""
HOW_TO_GO_ON = "nothing was written. Decide first: python -m knowledge import --prefer files, or --prefer store"


def _names(ids: Sequence[str]) -> str:
    return ", ".join(ids) if len(ids) <= NAMED else f"{len(ids)} entries"


def _tell(plan: Plan) -> None:
    told = defaultdict[str, list[str]](list)
    for write in plan.writes:
        told["changed" if write.present else f"added to {write.file}"].append(write.entry.id)
    if plan.newer:
        told["newer in the files, to be imported"] = plan.newer
    lines = [f"{what}: {_names(ids)}" for what, ids in told.items()]
    print("\n".join(lines) if lines or plan.conflicts else "files and store agree")


def export(arguments: Namespace) -> Exit:
    """Write the store's changes into the files of a folder, or only tell them."""
    own = settings.get().content_dir.resolve()
    folder: Path = (arguments.folder or own).resolve()
    with database.reading() as session:
        rows, taxonomy = store.rows(session), store.taxonomy(session)
    prepared = exporting.prepare(folder, rows, taxonomy, is_copy=folder != own)
    plan = prepared.plan
    _tell(plan)
    if arguments.check:
        print(*plan.conflicts, sep="\n", end="", file=sys.stderr)
        return Exit.DIFFERENT if plan.writes or plan.newer or plan.conflicts else Exit.DONE
    try:
        prepared.carry_out()
    except ExportConflictError as error:
        print(error, HOW_TO_GO_ON, sep="\n", file=sys.stderr)
        return Exit.CONFLICTS
    except ExportError as error:
        print(error, file=sys.stderr)
        return Exit.PROBLEMS
    if folder == own:
        with database.transaction() as session:
            prepared.note(session)
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    parser = commands.add("export", export, "write what was changed in the store into files", DESCRIPTION)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="default: the content folder")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 3 if files and store differ")
