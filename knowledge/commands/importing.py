"""``import``: the content files' way into the store."""

import sys
from argparse import Namespace

import settings
from knowledge.commands.registry import Commands, Exit, operator
from knowledge.content_files import load
from knowledge.import_plan import Prefer
from knowledge.import_report import ImportConflictError
from knowledge.importing import import_content
from storage import database, migrate

DESCRIPTION = """\
Bring the content files into the store: all of them or, with a mistake or a conflict, none. What was edited in the store
is kept; an entry that was changed on both sides is a conflict.
"""
HOW_TO_GO_ON = """\
nothing was changed. Either change the files so that they agree with the store, or decide for all conflicts:
  python -m knowledge import --prefer files    the files' entries replace the store's, which stay in the history
  python -m knowledge import --prefer store    the store's entries stay; export writes them to the files
"""
MISFITS = "nothing was changed. Change these entries in the store, or put back into the files what they refer to.\n"


def import_(arguments: Namespace) -> Exit:
    """Bring the tables up to date and the content files into the store."""
    content = load(settings.get().content_dir)
    prefer = Prefer(arguments.prefer) if arguments.prefer else None
    migrate.upgrade(database.engine())
    try:
        with database.transaction() as session:
            report = import_content(session, content, prefer=prefer, by=operator())
    except ImportConflictError as error:
        print(error, HOW_TO_GO_ON if error.conflicts else MISFITS, sep="\n", end="", file=sys.stderr)
        return Exit.DONE if arguments.tolerate_conflicts else Exit.CONFLICTS
    print(report)
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    parser = commands.add("import", import_, "bring the content files into the store", DESCRIPTION)
    sides = [side.value for side in Prefer]
    parser.add_argument("--prefer", choices=sides, help="whose entry counts where both were changed")
    parser.add_argument(
        "--tolerate-conflicts",
        action="store_true",
        help="list conflicts, leave the store as it is and exit with 0: what was edited must not stop a start",
    )
