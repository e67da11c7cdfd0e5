"""``check-links``: whether the addresses that entries name still lead somewhere."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track

from knowledge import store
from knowledge.commands import tables
from knowledge.commands.registry import Commands, Exit
from knowledge.links.addresses import addresses
from knowledge.links.checking import Checked, LinkChecker, State, check_all
from knowledge.links.pace import HostPace
from storage import database

DESCRIPTION = """\
Ask for every address that an entry names: HEAD, and GET if that brings no page, at most two requests a second to one
host. Redirects are reported; "refused" pages are not shown to programs, so that a person has to look.
"""
COLUMNS = ("state", "status", "address", "leads to", "problem", "entries")


def _checked(wanted: list[str]) -> Iterator[Checked]:
    console = Console(stderr=True)
    found = check_all(wanted, LinkChecker(HostPace()))
    yield from track(found, "Checking links", len(wanted), console=console, disable=not console.is_terminal)


def check_links(arguments: Namespace) -> Exit:
    """Check all addresses of the store, show what is not in order, and write all of it into the file."""
    with database.reading() as session:
        named = addresses(store.entries(session, only_published=False))
    order = list(State)
    found = sorted(_checked(list(named)), key=lambda one: (order.index(one.state), one.address))
    rows = [
        (one.state, one.status, one.address, one.final if one.state is State.MOVED else "", one.problem, ids)
        for one in found
        for ids in [", ".join(named[one.address])]
    ]
    counts = Counter(one.state for one in found)
    if troubled := [row for row in rows if row[0] is not State.OK]:
        tables.show(COLUMNS, troubled)
    print(f"{len(found)} addresses: " + ", ".join(f"{counts[state]} {state}" for state in order))
    if arguments.csv:
        tables.write_csv(arguments.csv, COLUMNS, rows)
    return Exit.DEAD_LINKS if counts[State.DEAD] else Exit.DONE


def register(commands: Commands) -> None:
    """Add the command of this module."""
    parser = commands.add("check-links", check_links, "look whether the entries' addresses still exist", DESCRIPTION)
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write all addresses into a CSV file as well")
