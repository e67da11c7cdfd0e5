"""``due``: what editors have to look at."""

from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from knowledge import clock, store
from knowledge.commands import tables
from knowledge.commands.registry import Commands, Exit
from knowledge.due import due
from storage import database

DAYS = 60
COLUMNS = ("date", "why", "kind", "id", "title")


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > 36_500:
        raise ArgumentTypeError(f"a number of days up to 36500 is expected, not {text}")
    return int(text)


def show_due(arguments: Namespace) -> Exit:
    """List the entries that fall due."""
    with database.reading() as session:
        entries = store.entries(session, only_published=False)
    found = due(entries, today=clock.today(), days=arguments.days)
    rows = [(one.day, one.reason, one.entry.kind, one.entry.id, one.entry.title) for one in found]
    if rows:
        tables.show(COLUMNS, rows)
    else:
        print("nothing is due")
    if arguments.csv:
        tables.write_csv(arguments.csv, COLUMNS, rows)
    return Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    parser = commands.add("due", show_due, "list entries to review, that end, and without a source's address")
    parser.add_argument("--days", type=_days, default=DAYS, help=f"how far to look ahead (default: {DAYS})")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a CSV file as well")
