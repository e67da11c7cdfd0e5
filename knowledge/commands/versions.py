"""``history`` and ``restore``: the versions of an entry."""

import sys
from argparse import Namespace
from itertools import pairwise

from knowledge import clock, editing, store
from knowledge.commands import tables
from knowledge.commands.registry import Commands, Exit, operator
from knowledge.differences import differences
from knowledge.editing import EditConflictError, UnknownEntryError
from storage import database

COLUMNS = ("number", "when", "who", "what", "fields")


def show_history(arguments: Namespace) -> Exit:
    """List the versions of an entry, the newest first, with the fields that each changed."""
    with database.reading() as session:
        versions = store.versions(session, arguments.id)
    if not versions:
        print(f"there is no entry {arguments.id}", file=sys.stderr)
        return Exit.PROBLEMS
    changed = ["", *(_fields(older.body, newer.body) for older, newer in pairwise(versions))]
    rows = [
        (one.number, f"{one.changed_at.astimezone(clock.ZONE):%d.%m.%Y %H:%M}", one.changed_by, one.change, fields)
        for one, fields in zip(versions, changed, strict=True)
    ]
    tables.show(COLUMNS, reversed(rows))
    return Exit.DONE


def _fields(older: dict[str, object], newer: dict[str, object]) -> str:
    return ", ".join(difference.field for difference in differences(older, newer))


def restore(arguments: Namespace) -> Exit:
    """Make an earlier version of an entry the newest one."""
    try:
        with database.transaction() as session:
            present = store.row(session, arguments.id)
            revision = present.revision if present else 0
            row = editing.restore(session, arguments.id, arguments.number, by=operator(), expected_revision=revision)
    except (UnknownEntryError, EditConflictError) as error:
        print(error, file=sys.stderr)
        return Exit.PROBLEMS
    print(f"{row.id} is at revision {row.revision} now" if row.revision > revision else f"{row.id} says this already")
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("history", show_history, "list the versions of an entry").add_argument("id", metavar="ID")
    parser = commands.add("restore", restore, "make an earlier version of an entry the newest one")
    parser.add_argument("id", metavar="ID")
    parser.add_argument("number", metavar="NUMBER", type=int, help="of the version, as history lists it")
